"""A linear program over the steps of unknowns away from their true numbers; on HiGHS."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import highspy
import numpy as np
from numpy.typing import NDArray

from intake.numbers.cells import Cell
from intake.protection.errors import Unprotectable
from intake.protection.feasibility.moves import WHOLE, Move
from intake.protection.feasibility.settling import Row
from intake.protection.system.model import Sum, System

Objective = NDArray[np.float64]
"""What a step costs, by column of the program."""

ANY = highspy.kHighsInf


class StepProgram:
    """Unknowns and cells that can be anywhere within their bounds while all rows hold.

    Every unknown has two columns, up and down, so that the shortest move can be asked for: short
    moves go around a few cells of a table and are nearly always of whole steps. Every cell has a
    row and two columns of its own for how far it is from its number; what is asked of it is asked
    by their bounds. Each search starts from no move at all: what it looks for is near.
    """

    def __init__(
        self, system: System, columns: Sequence[int], rows: Iterable[Row], cells: Iterable[Cell]
    ) -> None:
        self.at = {column: 2 * place for place, column in enumerate(columns)}
        self.over = {cell: 2 * (len(columns) + n) for n, cell in enumerate(cells)}
        self._columns = list(columns)
        self._objective = self.objective()
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._add_columns(system)
        count = self._add_rows(system, rows)
        self._no_move = highspy.HighsBasis()
        self._no_move.col_status = [highspy.HighsBasisStatus.kLower] * len(self._objective)
        self._no_move.row_status = [highspy.HighsBasisStatus.kBasic] * count
        self._no_move.valid = True

    def objective(self) -> Objective:
        """One by which nothing costs anything."""
        return np.zeros(2 * (len(self.at) + len(self.over)))

    def place(self, cell: Cell, *, up: bool) -> int:
        """The column of how far a cell rises, or falls."""
        return self.over[cell] + (0 if up else 1)

    def bound(self, cell: Cell, low: float, high: float, *, up: bool) -> None:
        """Let a cell rise (or fall) by no less and no more than this."""
        self._solver.changeColBounds(self.place(cell, up=up), low, high)

    def find(self, objective: Objective) -> Move | None:
        """The cheapest move; None if there is none."""
        try:
            return self.cheapest(objective)
        except Unprotectable:
            return None

    def cheapest(self, objective: Objective) -> Move:
        """The cheapest move.

        Raises:
            Unprotectable: there is none, or the search did not end.
        """
        changed = np.nonzero(objective != self._objective)[0].astype(np.int32)
        if len(changed):
            self._solver.changeColsCost(len(changed), changed, objective[changed])
            self._objective = objective
        self._solver.setBasis(self._no_move)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unprotectable(f"the program has no solution: {status}")
        solution = np.array(self._solver.getSolution().col_value)[: 2 * len(self.at)]
        steps = solution[0::2] - solution[1::2]
        return {self._columns[n]: float(steps[n]) for n in np.nonzero(np.abs(steps) > WHOLE)[0]}

    def solution(self) -> Sequence[float]:
        """What was found last, by column of the program."""
        found: Sequence[float] = self._solver.getSolution().col_value
        return found

    @contextmanager
    def of_whole_steps(self, seconds: float) -> Iterator[None]:
        """Look for whole steps alone meanwhile, and so long at most."""
        self._become(highspy.HighsVarType.kInteger)
        self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
        try:
            yield
        finally:
            self._solver.setOptionValue("time_limit", highspy.kHighsInf)
            self._become(highspy.HighsVarType.kContinuous)

    def _become(self, kind: highspy.HighsVarType) -> None:
        count = 2 * len(self.at)
        places = np.arange(count, dtype=np.int32)
        self._solver.changeColsIntegrality(count, places, np.full(count, kind))

    def _add_columns(self, system: System) -> None:
        # So far away that nothing which matters reaches it, and no sum is without an end.
        far = float(max(10_000, 4 * sum(system.truth)))
        upper = np.zeros(len(self._objective))
        upper[0 : 2 * len(self._columns) : 2] = far
        upper[1 : 2 * len(self._columns) : 2] = [system.truth[column] for column in self._columns]
        self._solver.addVars(len(upper), np.zeros(len(upper)), upper)

    def _add_rows(self, system: System, known: Iterable[Row]) -> int:
        rows: list[tuple[Sum, float, float]] = []
        for row in known:
            room = float(row.rest - system.value(row.open))
            rows.append((self._places(row.open), 0.0 if row.exact else -ANY, room))
        for cell, place in self.over.items():
            terms = self._places(system.cells[cell])
            rows.append(({**terms, place: -1, place + 1: 1}, 0.0, 0.0))
        terms_of = [places for places, _, _ in rows]
        starts = np.cumsum([0, *map(len, terms_of)], dtype=np.int32)
        columns = np.array([place for one in terms_of for place in one], dtype=np.int32)
        values = np.array([times for one in terms_of for times in one.values()], dtype=float)
        low, high = (np.array([row[end] for row in rows], dtype=float) for end in (1, 2))
        self._solver.addRows(len(rows), low, high, len(columns), starts[:-1], columns, values)
        return len(rows)

    def _places(self, terms: Sum) -> Sum:
        found: Sum = {}
        for column, times in terms.items():
            if column in self.at:
                found[self.at[column]] = times
                found[self.at[column] + 1] = -times
        return found
