"""The figures of a tree count what they say, on trees made up for it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import figures
from scripts.measure.calls import Kind, calls
from scripts.measure.copies import copies
from scripts.measure.functions import Spread, functions, spread
from scripts.measure.modules import importers, longest, per_folder, small_singles
from scripts.measure.tree import Tree

Grow = Callable[[dict[str, str]], Tree]


@pytest.fixture
def grow(tmp_path: Path) -> Grow:
    def make(files: dict[str, str]) -> Tree:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return Tree(tmp_path)

    return make


def test_a_folder_counts_its_own_modules_and_not_the_one_that_makes_it_a_package(
    grow: Grow,
) -> None:
    tree = grow(
        {
            "intake/__init__.py": "",
            "intake/one.py": "",
            "intake/room/__init__.py": "",
            "intake/room/two.py": "",
            "intake/room/three.py": "",
            "intake/__pycache__/four.py": "",
        }
    )
    assert per_folder(tree) == {"intake": 1, "intake/room": 2}


def test_a_tree_without_the_package_is_refused(grow: Grow) -> None:
    with pytest.raises(FileNotFoundError, match="no package intake"):
        _ = grow({"other/one.py": ""}).modules


LENGTHS = '''
@decorator
@decorator
def outer(self, a, b=1, *rest, c, **more):
    """Two lines

    and two more."""

    def inner(cls): return 1

    return inner
'''


def test_a_function_is_as_long_as_from_its_def_to_its_end(grow: Grow) -> None:
    outer, inner = functions(grow({"intake/one.py": LENGTHS}))
    assert (outer.name, outer.lines, outer.code, outer.inner) == ("outer", 8, 5, False)
    assert (inner.name, inner.lines, inner.code, inner.inner) == ("inner", 1, 1, True)
    assert outer.where == "intake/one.py:4"


def test_parameters_are_all_but_self_and_cls(grow: Grow) -> None:
    outer, inner = functions(grow({"intake/one.py": LENGTHS}))
    assert (outer.parameters, inner.parameters) == (5, 0)


def test_the_spread_names_the_middle_the_95th_percentile_and_the_top() -> None:
    assert spread(range(1, 101)) == Spread(50.5, 95, 100)
    assert spread([7]) == Spread(7, 7, 7)
    assert spread([]) == Spread(0, 0, 0)


CALLED = """
class Thing: pass
def plain(a, b): pass
def open_ended(a, **more): pass
"""
CALLING = """
import other
from other import foreign, Thing as Stranger
from intake.called import Thing, plain as renamed, open_ended

renamed(1, 2, b=3)
Thing(1, 2)
open_ended("a", x=1, y=2, z=3)
foreign(1, 2, 3, 4, 5, 6, 7)
Stranger(1, 2, 3, 4, 5, 6, 7, 8)
other.plain(1, 2, 3, 4, 5, 6, 7, 8, 9)
something.plain(*many, **more)
unknown(1, 2, 3)
"""


def test_calls_of_own_functions_and_classes_are_counted_and_no_others(grow: Grow) -> None:
    tree = grow({"intake/called.py": CALLED, "intake/calling.py": CALLING})
    assert [(call.callee, call.arguments, call.kind) for call in calls(tree)] == [
        ("open_ended", 4, Kind.OPEN),
        ("plain", 3, Kind.FUNCTION),
        ("plain", 2, Kind.FUNCTION),
        ("Thing", 2, Kind.CLASS),
    ]


def test_a_name_means_what_its_own_module_defines(grow: Grow) -> None:
    tree = grow(
        {
            "intake/a.py": "def page(**values): pass\npage(x=1)\n",
            "intake/b.py": "def page(x): pass\npage(1)\nsomething.page(1)\n",
        }
    )
    kinds = {call.where: call.kind for call in calls(tree)}
    assert kinds["intake/a.py:2"] is Kind.OPEN
    assert kinds["intake/b.py:2"] is Kind.FUNCTION
    assert kinds["intake/b.py:3"] is Kind.FUNCTION  # of two that it could be, the strict one


IMPORTS = {
    "intake/__init__.py": "",
    "intake/small.py": "x = 1\n",
    "intake/shared.py": "x = 1\n",
    "intake/long.py": "x = 1\n" * 40,
    "intake/alone.py": "x = 1\n",
    "intake/room/__init__.py": "from .near import x\n",
    "intake/room/near.py": "from .. import shared\nx = 1\n",
    "intake/user.py": (
        "from intake import small\nimport intake.shared\nimport os\nfrom intake.long import x\n"
    ),
}


def test_importers_are_found_by_every_way_to_import(grow: Grow) -> None:
    assert importers(grow(IMPORTS)) == {
        "intake.small": {"intake.user"},
        "intake.long": {"intake.user"},
        "intake.shared": {"intake.user", "intake.room.near"},
        "intake.room.near": {"intake.room"},
    }


def test_small_modules_with_one_importer_are_listed(grow: Grow) -> None:
    tree = grow(IMPORTS)
    found = {single.path: single.importer for single in small_singles(tree, under=40)}
    assert found == {"intake/room/near.py": "intake.room", "intake/small.py": "intake.user"}
    assert longest(tree).name == "intake.long"
    assert "intake/long.py" in {single.path for single in small_singles(tree, under=41)}


RUN = "".join(f"{name} = {name}()\n" for name in "abcdefgh")


def test_a_run_of_equal_lines_is_found_whole_whatever_its_indentation(grow: Grow) -> None:
    inside = "if x:\n" + "".join(f"    {line}\n\n    # said\n" for line in RUN.splitlines())
    tree = grow({"intake/one.py": f"first = 1\n{RUN}", "intake/two.py": inside})
    (copy,) = copies(tree)
    assert (copy.lines, copy.first, copy.second) == (8, "intake/one.py:2", "intake/two.py:2")


def test_short_runs_imports_docstrings_and_brackets_are_no_copies(grow: Grow) -> None:
    silent = '"""Words\n' + "of a docstring\n" * 9 + '"""\n' + "import os\n" * 9
    brackets = "f(\n(\n(\n1\n)\n)\n)\n"
    short = "".join(RUN.splitlines(keepends=True)[:4])
    tree = grow({f"intake/{name}.py": silent + brackets + short for name in "ab"})
    assert [copy.lines for copy in copies(tree)] == [6]  # f( and 1 and the four
    assert copies(grow({"intake/a.py": silent + brackets})) == ()


def test_the_program_measures_any_tree_for_a_person_and_for_a_program(
    grow: Grow, capsys: pytest.CaptureFixture[str]
) -> None:
    many = "def f(a, b, c, d, e, g, h): pass\n" + "f(1, 2, 3, 4, 5, 6, 7)\n" * 14
    files = {f"intake/room/m{number}.py": "" for number in range(21)}
    root = str(grow({**files, "intake/one.py": many}).root)

    assert figures.main(["--tree", root, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["folders"] == {"max": 21, "over": {"intake/room": 21}}
    assert found["calls"]["own functions"]["max"] == 7
    assert found["reach"]["event"]["files"] == []

    assert figures.main(["--tree", root]) == 0
    said = capsys.readouterr().out
    assert "max 7, 14 of 14 over 6: own functions" in said
    assert said.count("7  f  intake/one.py:") == 12 + 1  # twelve calls, and the function itself
    assert "and 2 more" in said
    assert "no member that is stored as evidence_notice_sent" in said

    figures.main(["--tree", root, "--all"])
    assert "and 2 more" not in capsys.readouterr().out
