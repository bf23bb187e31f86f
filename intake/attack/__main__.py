"""``python -m intake.attack ROOT``: attack a folder of releases in an own process."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from intake.attack.attacker import SECONDS, attack_folder
from intake.attack.reading import Unreadable
from intake.attack.verdict import Verdict

CLEAN, FOUND, UNREADABLE = 0, 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Attack, print, and say by the exit status: 0 clean, 1 something found, 2 unreadable."""
    options = _parser().parse_args(arguments)
    tell = _print_progress if options.progress else None
    try:
        with _solver_kept_off_stdout():
            verdict = attack_folder(options.root, seconds_per_search=options.seconds, progress=tell)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return UNREADABLE
    print(json.dumps(verdict.content(), indent=1) if options.json else _summary(verdict))
    return CLEAN if verdict.is_clean else FOUND


@contextmanager
def _solver_kept_off_stdout() -> Iterator[None]:
    """The solver's library greets on standard output, which is for the verdict alone."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m intake.attack", description=__doc__)
    parser.add_argument("root", type=Path, help="folder with one folder a release: ROOT/2026Q3/...")
    parser.add_argument("--json", action="store_true", help="print everything found as JSON")
    parser.add_argument("--progress", action="store_true", help="lines of progress on stderr")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="at most for one search")
    return parser


def _print_progress(what: str, done: int, of: int) -> None:
    print(f"{what} {done} {of}", file=sys.stderr, flush=True)


def _summary(verdict: Verdict) -> str:
    counts = (len(verdict.exact), len(verdict.narrow), len(verdict.undecided))
    lines = [f"{verdict.cells} cells: exact {counts[0]}, narrow {counts[1]}, undecided {counts[2]}"]
    if verdict.narrow_before:
        lines.append(f"{verdict.narrow_before} known as well by totals and earlier releases")
    return "\n".join([*lines, *verdict.faults])


if __name__ == "__main__":
    sys.exit(main())
