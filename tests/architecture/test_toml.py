"""One module of intake reads TOML."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "intake"
READER = "bedrock/toml.py"


def reads_toml(source: str) -> bool:
    """Whether a module imports a parser of TOML."""
    return any(
        (isinstance(node, ast.Import) and "tomllib" in {alias.name for alias in node.names})
        or (isinstance(node, ast.ImportFrom) and node.module == "tomllib")
        for node in ast.walk(ast.parse(source))
    )


def test_only_the_reader_knows_the_parser() -> None:
    readers = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if reads_toml(path.read_text("utf-8"))
    }
    assert readers == {READER}


@pytest.mark.parametrize(
    "planted",
    ["import tomllib", "from tomllib import loads", "def read():\n    import os, tomllib\n"],
)
def test_a_parser_elsewhere_is_noticed(planted: str) -> None:
    assert reads_toml(planted)
    assert not reads_toml("from intake.bedrock.toml import read_toml")
