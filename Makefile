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

setup: $(READY) ## make .venv from requirements-dev.lock (fast if nothing changed)

$(READY): requirements-dev.lock pyproject.toml scripts/setup
	@scripts/setup
	@touch $@

run: $(READY) ## serve pages and worker on PORT (8000), with data in INTAKE_DATA (var/)
	@exec $(BIN)/intake run

test: $(READY) ## run every test, on both databases and in a browser, in under ten minutes
	@scripts/system-packages
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile -r s -m "not prove"

prove: $(READY) ## run full matrices, simulations, crash and soak tests (hours)
	@scripts/system-packages
	@$(BIN)/python -m pytest -m prove -p no:randomly

check: $(READY) ## check format, types, templates, imports, configuration, words, documents
	@$(BIN)/python scripts/check.py

fix: $(READY) ## fix what tools can fix: format, imports, generated documents
	@$(BIN)/ruff check --fix --quiet .; left=$$?; \
	$(BIN)/ruff format --quiet . && $(BIN)/python scripts/generated_docs.py --write && exit $$left

bench: $(READY) ## measure speed: a table, and a JSON file in var/bench
	@$(BIN)/python -m bench

figures: $(READY) ## count modules per folder, lines per function, copies, files per change
	@$(BIN)/python -m scripts.figures

screenshots: $(READY) ## walk through the demonstration and take the pictures of the README
	@scripts/system-packages
	@$(BIN)/python scripts/screenshots.py

lock: $(READY) ## write both lock files again after dependencies changed
	@scripts/lock $(BIN)/python

clean: ## remove the environment and caches; data in var/ stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
