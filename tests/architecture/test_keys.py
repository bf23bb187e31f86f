"""Nothing but the keys themselves takes the key of a unit, an entity or an agency apart."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2] / "intake"
KEYS = "bedrock/keys.py"
CUTS = frozenset({"split", "rsplit", "partition", "rpartition", "count", "find", "index"})

# What else is cut at slashes, and is no key.
NO_KEYS = {
    "web/foundation/languages.py": "the path of an address",
    "web/foundation/problems.py": "the path of an address",
    "web/public/data/answers.py": "paths of files",
}


def cuts(source: str) -> Iterator[str]:
    """What is cut at a slash, or searched for one, in a module."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=cut, attr=name), args=[ast.Constant(value="/"), *_]
            ) if name in CUTS:
                yield ast.unparse(cut)
            case ast.Compare(left=ast.Constant(value="/"), ops=[ast.In() | ast.NotIn(), *_]):
                yield ast.unparse(node.comparators[0])


def cutters() -> dict[str, list[str]]:
    found = {
        path.relative_to(ROOT).as_posix(): list(cuts(path.read_text("utf-8")))
        for path in sorted(ROOT.rglob("*.py"))
    }
    return {where: what for where, what in found.items() if what and where != KEYS}


def test_no_module_takes_a_key_apart_by_hand() -> None:
    assert {where: what for where, what in cutters().items() if where not in NO_KEYS} == {}


def test_every_exception_is_one() -> None:
    assert set(cutters()) == set(NO_KEYS)


@pytest.mark.parametrize(
    "planted",
    [
        'place = unit.partition("/")[0]',
        'entity = case.unit.rpartition("/")[0]',
        'place, office, room = key.split("/")',
        'room = key.rsplit("/", 1)[-1]',
        'is_whole = key.count("/") == 2',
        'is_abroad = "/" in agency_id',
    ],
)
def test_a_key_that_is_taken_apart_is_noticed(planted: str) -> None:
    assert list(cuts(planted))


def test_other_cuts_are_left_alone() -> None:
    assert list(cuts('day, _, rest = text.partition(" ")\nname = parts[0]\n')) == []
