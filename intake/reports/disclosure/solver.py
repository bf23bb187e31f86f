"""A linear program over a system's unknowns: how far a sum can move while what is known holds.

Every known cell has a row and two slack columns: as long as the cell is shown they are nought, and
once it is withheld they are free. So one program serves the whole search, and each solve starts
where the one before ended.
"""

from __future__ import annotations

from collections.abc import Mapping

import highspy
import numpy as np
from numpy.typing import NDArray

from intake.reports.cells import Cell
from intake.reports.disclosure.errors import Unprotectable
from intake.reports.disclosure.system import Sum, System

Numbers = NDArray[np.float64]

WHOLE = 1e-6
"""How near a number has to be to a whole one to be taken for it."""


class Program:
    """The program of a system in which some cells are known.

    Args:
        known: cells and their true numbers; each can be withheld and shown again.
    """

    def __init__(self, system: System, known: Mapping[Cell, int]) -> None:
        self._system = system
        self._slack: dict[Cell, int] = {}
        self._numbers = dict(known)
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._unknowns = len(system.truth)
        # So far away that nothing which matters reaches it, and no sum is without an end.
        far = float(max(10_000, 4 * sum(system.truth)))
        for _ in system.truth:
            self._solver.addVar(0.0, far)
        for link in system.links:
            self._row(link, 0.0, 0.0)
        for limit in system.limits:
            self._row(limit, -highspy.kHighsInf, 0.0)
        for cell, number in known.items():
            self._add_known(cell, number)
        self._costs = np.zeros(self._solver.getNumCol())

    def withhold(self, cell: Cell) -> None:
        """Let a cell's number be anything."""
        self._let(cell, highspy.kHighsInf)

    def show(self, cell: Cell) -> None:
        """Fix a cell at its number again."""
        self._let(cell, 0.0)

    def reach(self, terms: Sum, *, most: bool) -> tuple[float, Numbers]:
        """The largest or least number that a sum can have, and unknowns at which it has it."""
        costs = np.zeros_like(self._costs)
        for column, times in terms.items():
            costs[column] = -times if most else times
        solution = self._solve(costs)
        return sum(times * float(solution[c]) for c, times in terms.items()), solution

    def reach_whole(self, terms: Sum, at_least: int, *, seconds: float) -> Numbers | None:
        """Whole unknowns at which a sum is at least so large; None if none were found in time."""
        columns = np.arange(self._unknowns, dtype=np.int32)
        kinds = np.full(self._unknowns, highspy.HighsVarType.kInteger)
        self._row(terms, float(at_least), highspy.kHighsInf)
        self._solver.changeColsIntegrality(self._unknowns, columns, kinds)
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
        try:
            return self._solve(np.zeros_like(self._costs))
        except Unprotectable:
            return None
        finally:
            self._solver.setOptionValue("time_limit", highspy.kHighsInf)
            kinds = np.full(self._unknowns, highspy.HighsVarType.kContinuous)
            self._solver.changeColsIntegrality(self._unknowns, columns, kinds)
            self._drop_last_row()

    def push(
        self, terms: Sum, at_least: float, prices: Mapping[Cell, float]
    ) -> tuple[frozenset[Cell], Numbers] | None:
        """The cheapest shown cells to move so that a sum reaches a number, and unknowns at which it
        does; None if it cannot. The program is left as it was: the caller withholds what it takes.
        """
        for cell in prices:
            self.withhold(cell)
        columns = np.array(list(terms), dtype=np.int32)
        values = np.array(list(terms.values()), dtype=float)
        self._solver.addRow(at_least, highspy.kHighsInf, len(columns), columns, values)
        costs = np.zeros_like(self._costs)
        for cell, price in prices.items():
            costs[self._slack[cell]] = costs[self._slack[cell] + 1] = price
        try:
            solution = self._solve(costs)
        except Unprotectable:
            return None
        finally:
            self._drop_last_row()
            for cell in prices:
                self.show(cell)
        moved = frozenset(
            cell
            for cell in prices
            if max(solution[self._slack[cell]], solution[self._slack[cell] + 1]) > WHOLE
        )
        return moved, solution

    def _solve(self, costs: Numbers) -> Numbers:
        changed = np.nonzero(costs != self._costs)[0].astype(np.int32)
        if len(changed):
            self._solver.changeColsCost(len(changed), changed, costs[changed])
            self._costs = costs
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unprotectable(f"the program has no solution: {status}")
        return np.array(self._solver.getSolution().col_value)

    def _drop_last_row(self) -> None:
        last = np.array([self._solver.getNumRow() - 1], dtype=np.int32)
        self._solver.deleteRows(1, last)

    def _row(self, terms: Sum, low: float, high: float) -> None:
        columns = np.array(list(terms), dtype=np.int32)
        values = np.array(list(terms.values()), dtype=float)
        self._solver.addRow(low, high, len(columns), columns, values)

    def _add_known(self, cell: Cell, number: int) -> None:
        index = self._solver.getNumCol()
        self._slack[cell] = index
        self._solver.addVar(0.0, 0.0)
        self._solver.addVar(0.0, 0.0)
        self._row({**self._system.cells[cell], index: 1, index + 1: -1}, number, number)

    def _let(self, cell: Cell, upper: float) -> None:
        index = self._slack[cell]
        self._solver.changeColBounds(index, 0.0, upper)
        self._solver.changeColBounds(index + 1, 0.0, upper)
