"""Nothing but `intake/db/transaction.py` commits, so that one action is one transaction."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "intake"
THE_ONE = PACKAGE / "db" / "transaction.py"
# What begins a block commits at its end; a savepoint (`begin_nested`) does not.
COMMITTING = frozenset({"commit", "begin"})
WITHOUT_TRANSACTION = "AUTOCOMMIT"
# Files are tidied up outside of any transaction, and no row changes.
ALLOWED = {PACKAGE / "db" / "engine.py": {WITHOUT_TRANSACTION}}


def commits(tree: ast.AST) -> set[str]:
    """Everything in a module by which something can be committed."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in COMMITTING:
            found.add(node.attr)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            word = node.value.strip().upper()
            found |= {word} & {"COMMIT", WITHOUT_TRANSACTION}
    return found


def test_nothing_else_commits() -> None:
    found = {
        str(path.relative_to(PACKAGE)): some
        for path in sorted(PACKAGE.rglob("*.py"))
        if path != THE_ONE
        and (some := commits(ast.parse(path.read_text("utf-8"))) - ALLOWED.get(path, set()))
    }
    assert found == {}


def test_the_one_place_does() -> None:
    assert commits(ast.parse(THE_ONE.read_text("utf-8"))) == {"commit", "begin"}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("session.commit()", "commit"),
        ("finish = post.session.commit", "commit"),
        ("with sessions.begin() as session: pass", "begin"),
        ("with engine.begin() as connection: pass", "begin"),
        ("connection.exec_driver_sql('commit')", "COMMIT"),
        ("engine.execution_options(isolation_level='AUTOCOMMIT')", "AUTOCOMMIT"),
    ],
)
def test_a_commit_is_found_however_it_is_written(fault: str, told: str) -> None:
    assert commits(ast.parse(fault)) == {told}


def test_a_savepoint_commits_nothing() -> None:
    assert commits(ast.parse("with session.begin_nested(): session.flush()")) == set()
