"""How far a cell is known without the release that withheld it.

A body that shows a total of 4 has said that each of its parts lies between 0 and 4. No withholding
of parts can hide them better; nor can a release hide what the numbers of releases before it say. So
a withheld part may be as narrow as the totals that were shown and the earlier releases left it when
its own release came out, and every release has to add nothing to that. Totals themselves get no
such allowance.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, floor

from intake.attack.classes import add_rows
from intake.attack.history import History, Known, read_history
from intake.attack.model import build_system
from intake.attack.reduction import Part, parts_of, put_in, tighten
from intake.attack.solver import NEARLY, Solver
from intake.attack.system import System
from intake.attack.verdict import Cell


class Allowance:
    """Widths that totals and earlier releases leave: roughly at once, exactly when asked for."""

    def __init__(self, history: History, *, seconds: float) -> None:
        self._history = history
        self._seconds = seconds
        self._left: dict[int, _Left] = {}

    def roughly(self, cell: Cell) -> int | None:
        """No less than the exact width, the total that it is part of; None if that is not shown."""
        total = self._history.cells.get(Cell(cell.measure, cell.period, ()))
        return None if not cell.where or total is None else total.number

    def exactly(self, cell: Cell) -> int | None:
        """The width in whole numbers; None for a cell that gets no allowance, or out of time."""
        if not cell.where:
            return None
        release = self._history.decided[cell]
        if release not in self._left:
            self._left[release] = self._with_release(release)
        return self._left[release].width(cell, seconds=self._seconds)

    def _with_release(self, release: int) -> _Left:
        """As it was when a release had come out, of which the totals alone are known; no rows."""
        history = read_history(self._history.releases[: release + 1])
        shown = {
            cell: known
            for cell, known in history.cells.items()
            if not cell.where or history.decided[cell] < release
        }
        system = build_system(history)
        add_rows(system, history, before=release)
        return _Left(system, shown)


class _Left:
    """What some numbers leave open of the others."""

    def __init__(self, system: System, shown: Mapping[Cell, Known]) -> None:
        self._system = system
        put_in(self._system, shown)
        tighten(self._system)
        self._parts: dict[int, tuple[Part, int]] | None = None
        self._solvers: dict[int, Solver] = {}

    def width(self, cell: Cell, *, seconds: float) -> int | None:
        """The width in whole numbers; None if it has no unknown, or out of time."""
        column = self._system.find(cell)
        if column is None or self._system.low[column] == self._system.high[column]:
            return None if column is None else 0
        part, place = self._part_of(column)
        solver = self._solvers.setdefault(id(part), Solver(part))
        ends = [solver.greatest({place: sign}, seconds=seconds).value for sign in (-1, 1)]
        if ends[0] is None or ends[1] is None:
            return None
        return floor(ends[1] + NEARLY) - ceil(-ends[0] - NEARLY)

    def _part_of(self, column: int) -> tuple[Part, int]:
        if self._parts is None:
            self._parts = {
                one: (part, place)
                for part in parts_of(self._system)
                for place, one in enumerate(part.columns)
            }
        return self._parts[column]
