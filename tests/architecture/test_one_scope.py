"""One place seals and opens, one makes the context of an action, and that one records and tells."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "intake"

ONLY_IN = {
    ("intake.vault.sealing", "seal"): {"complaints/compartment.py"},
    ("intake.vault.sealing", "open_sealed"): {"complaints/compartment.py"},
    ("intake.audit.record", "record"): {
        "actions/context.py",
        "actions/backup/note.py",  # a backup is made beside the running service
        "notify/delivery.py",  # a notice is given up below the actions
    },
    ("intake.notify.outbox", "enqueue"): {"actions/context.py"},
}
CALLED_ONLY_IN = {
    "part": {"complaints/compartment.py"},
    "case_box": {"complaints/keys/boxes.py"},
    "ActionContext": {"actions/services.py"},
    "Compartment.closed": {
        "actions/context.py",
        "complaints/drafting.py",
        "complaints/unsent.py",
    },
}


@cache
def nodes() -> tuple[tuple[str, ast.ImportFrom | ast.Call], ...]:
    """Every import and call outside the vault, with the module that it stands in."""
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        where = path.relative_to(ROOT).as_posix()
        if not where.startswith("vault/"):
            tree = ast.parse(path.read_text("utf-8"))
            wanted = (n for n in ast.walk(tree) if isinstance(n, ast.ImportFrom | ast.Call))
            found += [(where, node) for node in wanted]
    return tuple(found)


def importers(module: str, name: str) -> set[str]:
    return {
        where
        for where, node in nodes()
        if isinstance(node, ast.ImportFrom)
        and node.module == module
        and name in {alias.name for alias in node.names}
    }


def callers(name: str) -> set[str]:
    wanted = {name, f"contexts.{name}"}
    return {
        where
        for where, node in nodes()
        if isinstance(node, ast.Call) and ast.unparse(node.func) in wanted
    }


@pytest.mark.parametrize(("module", "name"), ONLY_IN)
def test_it_is_imported_where_it_belongs_and_nowhere_else(module: str, name: str) -> None:
    assert importers(module, name) == ONLY_IN[module, name]


@pytest.mark.parametrize("name", CALLED_ONLY_IN)
def test_it_is_called_where_it_belongs_and_nowhere_else(name: str) -> None:
    assert callers(name) == CALLED_ONLY_IN[name]
