"""The attack on a folder of releases, from the files to the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from intake.attack.allowance import Allowance
from intake.attack.classes import add_rows
from intake.attack.history import History, Known, digest_of, read_history
from intake.attack.model import build_system
from intake.attack.reading import read_releases
from intake.attack.reduction import Contradiction, Part, parts_of, put_in, tighten
from intake.attack.search import Finding, Search
from intake.attack.solver import NEARLY, Unsolvable
from intake.attack.system import System
from intake.attack.verdict import Attacker, Cell, Found, Progress, Verdict

SECONDS = 60.0
"""How long one search may take before it counts as undecided, unless told otherwise."""


def attack_folder(
    root: Path, *, seconds_per_search: float = SECONDS, progress: Progress | None = None
) -> Verdict:
    """Attack all releases of a folder together: ``root/<period>/`` holds the files of each.

    Reads those files and nothing else. A cell counts as given away if its number follows exactly,
    or lies within fewer values than promised and can be a small one, or if that could not be
    decided in time.

    Raises:
        Unreadable: there is no release, or one does not read.
    """
    tell = progress or _silent
    tell("read", 0, 1)
    history = read_history(read_releases(root))
    tell("read", 1, 1)
    return _Attack(history, seconds_per_search, tell).run()


class _Attack:
    def __init__(self, history: History, seconds: float, tell: Progress) -> None:
        self._history = history
        self._seconds = seconds
        self._tell = tell
        self._targets = {cell: one for cell, one in history.cells.items() if one.is_target}
        self._done = 0
        self._allowance: Allowance | None = None
        self._before: dict[Cell, int] = {}

    def run(self) -> Verdict:
        faults = list(self._history.faults)
        found: list[Found] = []
        try:
            system = build_system(self._history)
            self._allowance = Allowance(self._history, seconds=self._seconds)
            add_rows(system, self._history)
            put_in(system, self._history.cells)
            tighten(system)
            found += self._settled(system)
            for part in parts_of(system):
                found += self._attacked(system, part)
        except Contradiction as contradiction:
            faults.append(f"what is shown does not add up: {contradiction.cell}")
        except Unsolvable:
            faults.append("what is shown does not add up: no numbers fit all releases")
        return self._verdict(found, faults)

    def _settled(self, system: System) -> Iterator[Found]:
        """Targets that have no unknown of their own left."""
        for cell, known in self._targets.items():
            column = system.find(cell)
            if column is None:
                self._done += 1
                if known.number is not None and _reach(known) < known.wanted:
                    yield Found(*cell, known.number, known.number, Attacker.LINEAR)
            elif system.low[column] == system.high[column]:
                self._done += 1
                number = system.low[column]
                if self._is_given_away(cell, known, number):
                    yield Found(*cell, number, number, Attacker.LINEAR)

    def _is_given_away(self, cell: Cell, known: Known, number: int) -> bool:
        """Whether it matters that a target's number follows: not if it did before."""
        return known.small is None or (number < known.small and self._allowed(cell) != 0)

    def _attacked(self, system: System, part: Part) -> Iterator[Found]:
        cells = [system.cells[column] for column in part.columns]
        targets = {
            place: self._wanted(cell, self._targets[cell])
            for place, cell in enumerate(cells)
            if cell in self._targets
        }
        if not targets and not part.rows:
            return
        self._progress(len(targets), 0)
        search = Search(
            part,
            targets,
            allowed=lambda at: self._allowed(cells[at]),
            kinds=[
                [f"{one.measure} {one.period[:4]}" for one in cells],
                [one.period[:4] for one in cells],
            ],
            seconds=self._seconds,
        )
        for finding in search.run(lambda left: self._progress(len(targets), len(targets) - left)):
            yield _found(cells[finding.place], finding)
        self._done += len(targets)

    def _wanted(self, cell: Cell, known: Known) -> Known:
        """What is wanted of a target at first: no more than the totals leave."""
        allowed = self._allowance.roughly(cell) if self._allowance and known.small else None
        if allowed is None or allowed >= known.wanted:
            return known
        self._before[cell] = allowed
        return replace(known, wanted=max(allowed, 1))

    def _allowed(self, cell: Cell) -> int | None:
        known = self._targets[cell]
        if self._allowance is None or known.small is None:
            return None
        allowed = self._allowance.exactly(cell)
        if allowed is not None and allowed < known.wanted:
            self._before[cell] = allowed
        return allowed

    def _progress(self, here: int, done: int) -> None:
        self._tell("search", self._done + done, len(self._targets))

    def _verdict(self, found: list[Found], faults: list[str]) -> Verdict:
        exact, narrow, undecided = [], [], []
        for one in found:
            self._before.pop(Cell(one.measure, one.period, one.where), None)
            if one.low is None or one.high is None:
                undecided.append(one)
            elif one.high - one.low <= NEARLY:
                exact.append(one)
            else:
                narrow.append(one)
        return Verdict(
            tuple(exact),
            tuple(narrow),
            tuple(undecided),
            tuple(faults),
            cells=len(self._targets),
            narrow_before=len(self._before),
            exact_before=sum(not allowed for allowed in self._before.values()),
            releases={one.period: digest_of(one) for one in self._history.releases},
        )


def _silent(what: str, done: int, of: int) -> None:
    """Tell nobody."""


def _reach(known: Known) -> int:
    number = known.number or 0
    return number + known.window - max(0, number - known.window)


def _found(cell: Cell, finding: Finding) -> Found:
    return Found(*cell, finding.low, finding.high, finding.attacker)
