"""The recipes of CONTRIBUTING.md name files that exist, and how many each takes is known."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
PATH = re.compile(r"`((?:intake|templates|config|tests|docs|scripts)/[\w./-]*)`")
FILES_OF = {
    "An event": 7,
    "A question": 3,
    "A language": 4,
    "A staff page": 6,
    "A published table": 6,
    "A table or a column": 2,
    "A sealed part": 3,
}
"""How many files the numbered steps of each recipe name."""


def recipes() -> dict[str, str]:
    parts = TEXT.split("\n### ")[1:]
    return {part.partition("\n")[0]: part.partition("\n## ")[0] for part in parts}


def test_every_path_that_it_names_exists() -> None:
    named = PATH.findall(TEXT)
    assert len(named) > 40
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_there_is_a_recipe_for_each() -> None:
    assert list(recipes()) == list(FILES_OF)


@pytest.mark.parametrize("recipe", FILES_OF)
def test_the_steps_of_a_recipe_name_so_many_files(recipe: str) -> None:
    steps = re.findall(r"^\d\. .*?(?=^\d\. |\n\n|\Z)", recipes()[recipe], re.MULTILINE | re.DOTALL)
    places = {path for step in steps for path in PATH.findall(step) if path != "intake/texts/sync"}
    assert len(places) == FILES_OF[recipe], sorted(places)
