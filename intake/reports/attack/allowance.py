"""How far a cell is known from the totals alone that a body chose to show.

A body that shows a total of 4 has said that each of its parts lies between 0 and 4. No withholding
of parts can hide them better, so that this is all that is promised of them. Totals themselves get
no such allowance.
"""

from __future__ import annotations

from collections.abc import Mapping

from intake.reports.attack.history import Known
from intake.reports.attack.reduction import Part, parts_of, put_in, tighten
from intake.reports.attack.solver import NEARLY, Solver
from intake.reports.attack.system import System
from intake.reports.attack.verdict import Cell


class Allowance:
    """Widths that the shown totals leave, roughly at once and exactly when asked for."""

    def __init__(self, system: System, cells: Mapping[Cell, Known], *, seconds: float) -> None:
        self._system = system.copy()
        self._seconds = seconds
        put_in(self._system, {cell: known for cell, known in cells.items() if not cell.where})
        tighten(self._system)
        self._parts: dict[int, tuple[Part, int]] | None = None
        self._solvers: dict[int, Solver] = {}

    def roughly(self, cell: Cell) -> int | None:
        """No less than the exact width; None for a cell that gets no allowance."""
        column = self._system.find(cell)
        if not cell.where or column is None:
            return None
        return self._system.high[column] - self._system.low[column]

    def exactly(self, cell: Cell) -> int | None:
        """The width in whole numbers; None for a cell that gets no allowance, or out of time."""
        rough = self.roughly(cell)
        if not rough:
            return rough
        part, place = self._part_of(self._system.columns[cell])
        solver = self._solvers.setdefault(id(part), Solver(part))
        ends = [solver.greatest({place: sign}, seconds=self._seconds).value for sign in (-1, 1)]
        if ends[0] is None or ends[1] is None:
            return None
        return int(ends[0] + ends[1] + NEARLY)

    def _part_of(self, column: int) -> tuple[Part, int]:
        if self._parts is None:
            self._parts = {
                one: (part, place)
                for part in parts_of(self._system)
                for place, one in enumerate(part.columns)
            }
        return self._parts[column]
