"""Pages ask the packages below for what they show: no query stands in `intake/web`."""

import ast
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "intake" / "web"
# The type of what is handed on to the packages below.
MAY_BE_IMPORTED = ("sqlalchemy.orm", "Session")
ASKING = frozenset({"execute", "scalar", "scalars", "stream", "query"})
# Words that other objects have too: they count on a session alone.
ON_A_SESSION = ASKING | {"add", "connection", "delete", "flush", "get", "get_one", "merge"}
SESSIONS = frozenset({"session", "database_session"})


def queries(tree: ast.AST) -> list[str]:
    """Everything in a module that asks or changes the database past the packages below."""
    return [told for node in ast.walk(tree) for told in _told(node)]


def _told(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names if one.name.split(".")[0] == "sqlalchemy"]
    if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
        names = [(str(node.module), one.name) for one in node.names]
        return [".".join(name) for name in names if name != MAY_BE_IMPORTED]
    if isinstance(node, ast.Attribute):
        asks = node.attr in (ON_A_SESSION if _is_session(node.value) else ASKING)
        return [node.attr] if asks else []
    return []


def _is_session(node: ast.expr) -> bool:
    """Whether this is `session`, `session()` or `some.session`, by its name."""
    if isinstance(node, ast.Call):
        return _is_session(node.func)
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name in SESSIONS


def test_no_page_asks_the_database_itself() -> None:
    modules = sorted(WEB.rglob("*.py"))
    assert len(modules) > 50
    found = {
        str(path.relative_to(WEB)): some
        for path in modules
        if (some := queries(ast.parse(path.read_text("utf-8"))))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("import sqlalchemy", "sqlalchemy"),
        ("from sqlalchemy import select", "sqlalchemy.select"),
        ("from sqlalchemy.orm import Session, aliased", "sqlalchemy.orm.aliased"),
        ("session().scalar(NEWEST)", "scalar"),
        ("rows = database.execute(NEWEST)", "execute"),
        ("ask = context.stored.scalars", "scalars"),
        ("session().get(Staff, staff_id)", "get"),
        ("session.get_one(Staff, staff_id)", "get_one"),
        ("g.database_session.query(Staff)", "query"),
        ("session().add(row)", "add"),
    ],
)
def test_a_query_is_found_however_it_is_written(fault: str, told: str) -> None:
    assert queries(ast.parse(fault)) == [told]


@pytest.mark.parametrize(
    "fine",
    [
        "from sqlalchemy.orm import Session",
        "visit = g.get('visit')",
        "request.cookies.get(name)",
        "names.add(name)",
        "found = find_release(session(), place, period)",
    ],
)
def test_what_asks_nothing_is_left_alone(fine: str) -> None:
    assert queries(ast.parse(fine)) == []
