"""A program over some parts of a system: how far a sum can move while what is known holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

import highspy
import numpy as np
from numpy.typing import NDArray

from intake.reports.cells import Cell
from intake.reports.disclosure.errors import Unprotectable
from intake.reports.disclosure.parts import Parts
from intake.reports.disclosure.system import Sum, System

Costs = NDArray[np.float64]

SHORT = 1000.0
"""How many steps of unknowns weigh as much as one that has a price."""

WHOLE = 1e-6
"""How near a number has to be to a whole one to be taken for it."""

Steps = dict[int, float]
"""Unknowns by number, and by how much each differs from its true number; others do not."""


class Program:
    """How the unknowns of some parts of a system can move away from their true numbers.

    Every unknown has two columns, up and down, so that the shortest move can be asked for: short
    moves go around a few cells of a table and are nearly always of whole steps.

    Args:
        movable: cells that can be held at their numbers or let go, one by one; all are held at
            first. Each has a row of its own and two columns for how far it is from its number.
        weights: what a step of an unknown costs in the shortest move, at each of several tries.
    """

    def __init__(
        self,
        system: System,
        parts: Parts,
        indices: Iterable[int],
        *,
        weights: Callable[[int, int], float],
        movable: Iterable[Cell] = (),
    ) -> None:
        self._system = system
        chosen = sorted(indices)
        self._columns = [column for index in chosen for column in parts.columns[index]]
        self._at = {column: 2 * place for place, column in enumerate(self._columns)}
        self._slack: dict[Cell, int] = {}
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        # So far away that nothing which matters reaches it, and no sum is without an end.
        far = float(max(10_000, 4 * sum(system.truth)))
        for column in self._columns:
            self._solver.addVar(0.0, far)
            self._solver.addVar(0.0, float(system.truth[column]))
        for index in chosen:
            for row in parts.rows.get(index, ()):
                room = row.rest - sum(n * system.truth[column] for column, n in row.open.items())
                self._row(self._places(row.open), 0.0 if row.exact else -highspy.kHighsInf, room)
        for cell in movable:
            self._add_movable(cell)
        self._costs = np.zeros(self._solver.getNumCol())
        self._weights = weights
        self._short: dict[int, Costs] = {}

    def moves(self, cell: Cell) -> bool:
        """Whether a cell is one of its movable ones."""
        return cell in self._slack

    def let_go(self, cell: Cell) -> None:
        """Let a movable cell's number be anything."""
        self._bound(cell, highspy.kHighsInf)

    def hold(self, cell: Cell) -> None:
        """Hold a movable cell at its number."""
        self._bound(cell, 0.0)

    def reach(self, terms: Sum, *, up: bool) -> float:
        """How far a sum can rise, or fall, from its true number."""
        if not self._at:
            return 0.0
        costs = np.zeros_like(self._costs)
        for place, times in self._places(terms).items():
            costs[place] = -times if up else times
        return abs(self._value(terms, self._solve(costs)))

    def shortest(self, terms: Sum, by: int, *, up: bool, tries: int) -> Steps | None:
        """The shortest move that lets a sum rise or fall by so much; None if there is none.

        Of moves that are nearly as short, one of whole steps, if some try finds one.
        """
        steps: Steps | None = None
        if not self._at:
            return None
        with self._asked(terms, by, up):
            for attempt in range(tries):
                steps = self._try(self._shortness(attempt))
                if steps is None or are_whole(steps):
                    break
        return steps

    def whole(self, terms: Sum, by: int, *, up: bool, seconds: float) -> Steps | None:
        """Whole steps that let a sum rise or fall by so much; None if none were found in time."""
        count = 2 * len(self._at)
        places = np.arange(count, dtype=np.int32)

        def become(kind: highspy.HighsVarType) -> None:
            self._solver.changeColsIntegrality(count, places, np.full(count, kind))

        if not count:
            return None
        with self._asked(terms, by, up):
            become(highspy.HighsVarType.kInteger)
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
            try:
                return self._try(np.zeros_like(self._costs))
            finally:
                self._solver.setOptionValue("time_limit", highspy.kHighsInf)
                become(highspy.HighsVarType.kContinuous)

    def push(
        self, terms: Sum, by: int, prices: Mapping[Cell, float]
    ) -> tuple[frozenset[Cell], Steps] | None:
        """The cheapest held cells to move so that a sum rises by so much, and the move; None if it
        cannot. The program is left as it was: the caller lets go what it takes.
        """
        if not self._at:
            return None
        priced = {cell: price for cell, price in prices.items() if cell in self._slack}
        costs = self._shortness(0) / SHORT
        for cell, price in priced.items():
            self.let_go(cell)
            costs[self._slack[cell]] = costs[self._slack[cell] + 1] = price
        with self._asked(terms, by, True):
            steps = self._try(costs)
            solution = self._solver.getSolution().col_value
        for cell in priced:
            self.hold(cell)
        if steps is None:
            return None
        far = {cell: max(solution[at], solution[at + 1]) for cell, at in self._slack.items()}
        return frozenset(cell for cell in priced if far[cell] > WHOLE), steps

    def _shortness(self, attempt: int) -> Costs:
        if attempt not in self._short:
            costs = np.zeros_like(self._costs)
            for column, place in self._at.items():
                costs[place] = costs[place + 1] = self._weights(column, attempt)
            self._short[attempt] = costs
        return self._short[attempt]

    @contextmanager
    def _asked(self, terms: Sum, by: int, up: bool) -> Iterator[None]:
        """Ask that a sum moves, for the time of one solve."""
        sign = 1 if up else -1
        asked = {place: sign * times for place, times in self._places(terms).items()}
        self._row(asked, float(by), highspy.kHighsInf)
        try:
            yield
        finally:
            last = np.array([self._solver.getNumRow() - 1], dtype=np.int32)
            self._solver.deleteRows(1, last)

    def _try(self, costs: Costs) -> Steps | None:
        try:
            return self._solve(costs)
        except Unprotectable:
            return None

    def _solve(self, costs: Costs) -> Steps:
        changed = np.nonzero(costs != self._costs)[0].astype(np.int32)
        if len(changed):
            self._solver.changeColsCost(len(changed), changed, costs[changed])
            self._costs = costs
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unprotectable(f"the program has no solution: {status}")
        solution = self._solver.getSolution().col_value
        steps = ((column, solution[at] - solution[at + 1]) for column, at in self._at.items())
        return {column: step for column, step in steps if abs(step) > WHOLE}

    def _value(self, terms: Sum, steps: Steps) -> float:
        return sum(times * steps.get(column, 0.0) for column, times in terms.items())

    def _places(self, terms: Sum) -> Sum:
        found: Sum = {}
        for column, times in terms.items():
            if column in self._at:
                found[self._at[column]] = times
                found[self._at[column] + 1] = -times
        return found

    def _add_movable(self, cell: Cell) -> None:
        place = self._solver.getNumCol()
        self._slack[cell] = place
        self._solver.addVar(0.0, 0.0)
        self._solver.addVar(0.0, 0.0)
        self._row({**self._places(self._system.cells[cell]), place: 1, place + 1: -1}, 0.0, 0.0)

    def _bound(self, cell: Cell, upper: float) -> None:
        place = self._slack[cell]
        self._solver.changeColBounds(place, 0.0, upper)
        self._solver.changeColBounds(place + 1, 0.0, upper)

    def _row(self, places: Sum, low: float, high: float) -> None:
        columns = np.array(list(places), dtype=np.int32)
        values = np.array(list(places.values()), dtype=float)
        self._solver.addRow(float(low), float(high), len(columns), columns, values)


def are_whole(steps: Steps) -> bool:
    """Whether all steps are whole, as the counted things are."""
    return all(abs(step - round(step)) <= WHOLE for step in steps.values())
