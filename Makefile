# intake: what a developer types. `make help` lists it. Everything below needs only python3, pip or
# venv, and make; the environment .venv is made on first use from requirements-dev.lock. A real
# install takes requirements.lock alone: scripts/setup --run DIR.

SHELL := /bin/bash
BIN := .venv/bin
READY := .venv/.ready
WORKERS ?= 2

.PHONY: help setup run test prove check fix bench figures screenshots lock clean
.DEFAULT_GOAL := help

help: ## list these targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

setup: $(READY) ## make .venv from requirements-dev.lock (quick when nothing changed)

$(READY): requirements-dev.lock pyproject.toml scripts/setup
	@scripts/setup
	@touch $@

run: $(READY) ## serve web and worker on PORT (8000), state under INTAKE_DATA (var/)
	@exec $(BIN)/intake run

test: $(READY) ## every test, on both databases and in a browser, within ten minutes
	@scripts/system-packages
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -r s -m "not prove"

prove: $(READY) ## full matrices, simulations, crash and soak runs (long)
	@scripts/system-packages
	@$(BIN)/python -m pytest -m prove -p no:randomly

check: $(READY) ## format, types, templates, import contracts, configuration, generated docs
	@$(BIN)/python scripts/check.py

fix: $(READY) ## repair what tools can repair: format, imports, generated docs
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/python scripts/generated_docs.py --write

bench: $(READY) ## measure: a table and a JSON file under var/bench
	@$(BIN)/python -m bench

figures: $(READY) ## count folders, functions, calls, copies, and files that a change touches
	@$(BIN)/python -m scripts.figures

screenshots: $(READY) ## walk through the demonstration and take the README's pictures
	@scripts/system-packages
	@$(BIN)/python scripts/screenshots.py

lock: $(READY) ## write both lock files again after a change of dependencies
	@scripts/lock $(BIN)/python

clean: ## remove the environment and caches; state under var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
