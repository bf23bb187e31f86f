"""Figures of a source tree: how big its folders, functions and calls are, and what a change costs.

Run it with any Python from 3.11 on, from the root of a checkout:

    python3 -m scripts.figures [--tree DIR] [--json | --all]

`--tree` measures another checkout, an older one too. What each figure counts stands in the
module of `scripts/measure` that makes it.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from scripts.measure.calls import Call, Kind, calls
from scripts.measure.copies import copies
from scripts.measure.functions import functions, spread
from scripts.measure.members import member_reach
from scripts.measure.modules import longest, per_folder, small_singles
from scripts.measure.pages import page_reach
from scripts.measure.report import MOST_ARGUMENTS, MOST_MODULES, SMALL, Figures, report
from scripts.measure.tree import Tree
from scripts.measure.words import NotInTree, Reach

ROOT = Path(__file__).resolve().parent.parent
LISTED = 12

EXAMPLES: Mapping[str, Callable[[Tree], Reach]] = {
    "event": lambda tree: member_reach(tree, "EventKind", "evidence_notice_sent", as_text=True),
    "event with clocks": lambda tree: member_reach(
        tree, "EventKind", "custodian_contacted", as_text=True
    ),
    "staff page": lambda tree: page_reach(tree, "/staff/cases/<case_id>/code"),
    "sealed part of a case": lambda tree: member_reach(tree, "PartKind", "note", as_text=False),
    "sealed part of a draft": lambda tree: member_reach(
        tree, "PartKind", "identity", as_text=False
    ),
}
"""One example of each thing that is added often."""

KINDS: Mapping[Kind, str] = {
    Kind.FUNCTION: "own functions",
    Kind.OPEN: "own functions that take any names, such as a page's values",
    Kind.CLASS: "own classes",
}


def figures(tree: Tree) -> Figures:
    """Measure a tree; the result holds numbers, texts, lists and mappings only."""
    return {
        "folders": _folders(tree),
        "functions": _functions(tree),
        "calls": _calls(tree),
        "modules": _modules(tree),
        "copies": [asdict(copy) for copy in copies(tree)],
        "reach": {name: _reach(tree, example) for name, example in EXAMPLES.items()},
    }


def _folders(tree: Tree) -> Figures:
    sizes = per_folder(tree)
    over = {name: size for name, size in sizes.items() if size > MOST_MODULES}
    by_size = sorted(over.items(), key=lambda item: (-item[1], item[0]))
    return {"max": max(sizes.values(), default=0), "over": dict(by_size)}


def _functions(tree: Tree) -> Figures:
    found = functions(tree)
    lengths = sorted(found, key=lambda function: -function.lines)
    wide = sorted(found, key=lambda function: -function.parameters)
    return {
        "count": len(found),
        "inner": sum(function.inner for function in found),
        "lines": asdict(spread([function.lines for function in found])),
        "code": asdict(spread([function.code for function in found])),
        "parameters": asdict(spread([function.parameters for function in found])),
        "longest": [asdict(function) for function in lengths[:LISTED]],
        "widest": [asdict(function) for function in wide[:LISTED]],
    }


def _calls(tree: Tree) -> Figures:
    found = calls(tree)
    return {
        about: _worst([call for call in found if call.kind is kind])
        for kind, about in KINDS.items()
    }


def _worst(found: Sequence[Call]) -> Figures:
    return {
        "count": len(found),
        "max": found[0].arguments if found else 0,
        "over": [asdict(call) for call in found if call.arguments > MOST_ARGUMENTS],
    }


def _modules(tree: Tree) -> Figures:
    long = longest(tree)
    return {
        "count": len(tree.modules),
        "lines": sum(module.lines for module in tree.modules),
        "longest": {"path": long.path.as_posix(), "lines": long.lines},
        "small": [asdict(single) for single in small_singles(tree, under=SMALL)],
    }


def _reach(tree: Tree, example: Callable[[Tree], Reach]) -> Figures:
    try:
        return asdict(example(tree))
    except NotInTree as error:
        return {"example": str(error), "files": [], "aside": []}


def main(words: list[str]) -> int:
    """Print the figures of the tree that was named."""
    parser = argparse.ArgumentParser(prog="scripts.figures", description="Figures of a tree.")
    parser.add_argument("--tree", type=Path, default=ROOT, help="a checkout; this one if none")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="for a program, not a person")
    how.add_argument("--all", action="store_true", help="list everything over a limit")
    asked = parser.parse_args(words)
    found = figures(Tree(asked.tree.resolve()))
    print(json.dumps(found, indent=2) if asked.json else report(found, shorten=not asked.all))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
