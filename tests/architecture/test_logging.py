"""Every line of the log says only what the log lets pass: a key that it drops is a blind spot."""

import ast
from pathlib import Path

from intake.app.logs import EVENT, KEYS

PACKAGE = Path(__file__).parents[2] / "intake"
LEVELS = frozenset({"debug", "info", "warning", "error", "critical"})
LOGGERS = frozenset({"log", "_log", "_LOG", "logger"})


def calls(tree: ast.AST) -> list[ast.Call]:
    """The calls that write a line by a logger of structlog."""
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and _is_logger(node.func.value)
    ]


def _is_logger(node: ast.expr) -> bool:
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "get_logger"
    return isinstance(node, ast.Name) and node.id in LOGGERS


def faults(call: ast.Call) -> list[str]:
    """What the log would drop or rename of a line."""
    wrong = [f"key {word.arg}" for word in call.keywords if word.arg not in KEYS | {"exc_info"}]
    name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else ""
    return wrong if EVENT.fullmatch(str(name)) else [*wrong, f"event {name!r}"]


def test_nothing_is_logged_that_the_log_drops() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{call.lineno}": wrong
        for path in sorted(PACKAGE.rglob("*.py"))
        for call in calls(ast.parse(path.read_text("utf-8")))
        if (wrong := faults(call))
    }
    assert found == {}


def test_the_check_finds_such_a_line() -> None:
    tree = ast.parse('log.error("Broken!", case=1, exc_info=error)\nlog.info("done", count=1)')
    assert [faults(call) for call in calls(tree)] == [["key case", "event 'Broken!'"], []]
