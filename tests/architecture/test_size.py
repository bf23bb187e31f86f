"""Modules and templates stay small enough to read in one go, and say what they are for."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES_OF_A_MODULE = 300
MOST_LINES_OF_A_TEMPLATE = 120
DRAWERS = {"utils", "helpers", "common", "misc", "util", "helper"}

MODULES = sorted((ROOT / "intake").rglob("*.py"))
TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.is_file())


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_no_module_is_over_its_limit() -> None:
    assert MODULES
    assert [path.name for path in MODULES if lines(path) > MOST_LINES_OF_A_MODULE] == []


def test_no_template_is_over_its_limit() -> None:
    assert TEMPLATES
    assert [path.name for path in TEMPLATES if lines(path) > MOST_LINES_OF_A_TEMPLATE] == []


def test_every_module_opens_with_its_purpose() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_there_are_no_drawers() -> None:
    assert [path.name for path in MODULES if path.stem in DRAWERS] == []


@pytest.mark.parametrize("name", ["LICENSE", "README.md", "CHANGELOG.md"])
def test_what_a_reader_looks_for_first_is_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 0
