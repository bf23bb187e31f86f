"""A program over some parts of a system: how far a sum can move while what is known holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

import highspy
import numpy as np
from numpy.typing import NDArray

from intake.numbers.cells import Cell
from intake.protection.errors import Unprotectable
from intake.protection.parts import Parts
from intake.protection.system import Sum, System

Costs = NDArray[np.float64]

SHORT = 1000.0
"""How many steps of unknowns weigh as much as one that has a price."""

LIFT = 100.0
"""What a step of a cell that shall move is worth, in steps of unknowns."""

WHOLE = 1e-6
"""How near a number has to be to a whole one to be taken for it."""

Steps = dict[int, float]
"""Unknowns by number, and by how much each differs from its true number; others do not."""


class Program:
    """How the unknowns of some parts of a system can move away from their true numbers.

    Every unknown has two columns, up and down, so that the shortest move can be asked for: short
    moves go around a few cells of a table and are nearly always of whole steps. Every cell has a
    row and two columns of its own for how far it is from its number; what is asked of it is asked
    by their bounds. Each search starts from no move at all: what it looks for is near.

    Args:
        cells: those that can be asked about, let go or held at their numbers; all are held first.
        weights: what a step of an unknown costs in the shortest move, at each of several tries.
    """

    def __init__(
        self,
        system: System,
        parts: Parts,
        indices: Iterable[int],
        *,
        cells: Iterable[Cell],
        weights: Callable[[int, int], float],
    ) -> None:
        chosen = sorted(indices)
        columns = [column for index in chosen for column in parts.columns[index]]
        self._at = {column: 2 * place for place, column in enumerate(columns)}
        self._over = {cell: 2 * (len(columns) + n) for n, cell in enumerate(cells)}
        self._free: set[Cell] = set()
        self._weights = weights
        self._short: dict[int, Costs] = {}
        self._costs = np.zeros(2 * (len(columns) + len(self._over)))
        self._solver = highspy.Highs()  # type: ignore[no-untyped-call]
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._add_columns(system, columns)
        self._rows: dict[int, list[int]] = {}
        self._cells: dict[int, list[Cell]] = {}
        rows: list[tuple[Sum, float, float]] = []
        for row in (row for index in chosen for row in parts.rows.get(index, ())):
            for column in row.open:
                self._rows.setdefault(column, []).append(len(rows))
            room = row.rest - system.value(row.open)
            rows.append(
                (self._places(row.open), 0.0 if row.exact else -highspy.kHighsInf, float(room))
            )
        for cell, place in self._over.items():
            for column in system.cells[cell]:
                self._cells.setdefault(column, []).append(cell)
            terms = self._places(system.cells[cell])
            rows.append(({**terms, place: -1, place + 1: 1}, 0.0, 0.0))
        self._add_rows(rows)
        self._no_move = highspy.HighsBasis()
        self._no_move.col_status = [highspy.HighsBasisStatus.kLower] * len(self._costs)
        self._no_move.row_status = [highspy.HighsBasisStatus.kBasic] * len(rows)
        self._no_move.valid = True

    def knows(self, cell: Cell) -> bool:
        """Whether it can be asked about a cell."""
        return cell in self._over

    def let_go(self, cell: Cell) -> None:
        """Let a cell's number be anything."""
        self._free.add(cell)
        self._rest(cell)

    def hold(self, cell: Cell) -> None:
        """Hold a cell at its number."""
        self._free.discard(cell)
        self._rest(cell)

    def reach(self, cell: Cell, *, up: bool) -> float:
        """How far a cell can rise, or fall, from its true number."""
        costs = np.zeros_like(self._costs)
        place = self._over[cell] + (0 if up else 1)
        costs[place] = -1.0
        with self._asked(cell, 0, up):
            self._solve(costs)
            return float(self._solver.getSolution().col_value[place])

    def shortest(self, cell: Cell, by: int, *, up: bool, tries: int) -> Steps | None:
        """The shortest move that lets a cell rise or fall by so much; None if there is none.

        Of moves that are nearly as short, one of whole steps, if some try finds one.
        """
        steps: Steps | None = None
        with self._asked(cell, by, up):
            for attempt in range(tries):
                steps = self._try(self._shortness(attempt))
                if steps is None or are_whole(steps):
                    break
        return steps

    def lift(self, ways: Mapping[Cell, bool], by: int, *, attempt: int) -> Iterator[Steps]:
        """Let many cells rise (or fall) at once, each by so much at most: the moves that it takes.

        They share no row and no held cell, so that each of them is possible without the others.
        """
        costs = self._shortness(attempt).copy()
        for cell, up in ways.items():
            place, back = self._over[cell] + np.array([0, 1] if up else [1, 0])
            self._solver.changeColBounds(place, 0.0, float(by))
            costs[place], costs[back] = -LIFT, LIFT
        steps = self._try(costs)
        for cell in ways:
            self._rest(cell)
        yield from self._apart(steps or {})

    def _apart(self, steps: Steps) -> Iterator[Steps]:
        tied: dict[int | Cell, list[int]] = {}
        for column in steps:
            for tie in self._ties(column):
                tied.setdefault(tie, []).append(column)
        left = set(steps)
        while left:
            reached, waiting = set[int](), [left.pop()]
            while waiting:
                column = waiting.pop()
                reached.add(column)
                for tie in self._ties(column):
                    near = left.intersection(tied[tie])
                    left -= near
                    waiting.extend(near)
            yield {column: steps[column] for column in reached}

    def _ties(self, column: int) -> Iterator[int | Cell]:
        """What an unknown may not move out of by itself: its rows, and the cells that are held."""
        yield from self._rows.get(column, ())
        yield from (cell for cell in self._cells.get(column, ()) if cell not in self._free)

    def whole(self, cell: Cell, by: int, *, up: bool, seconds: float) -> Steps | None:
        """Whole steps that let a cell rise or fall by so much; None if none were found in time."""
        count = 2 * len(self._at)
        places = np.arange(count, dtype=np.int32)

        def become(kind: highspy.HighsVarType) -> None:
            self._solver.changeColsIntegrality(count, places, np.full(count, kind))

        with self._asked(cell, by, up):
            become(highspy.HighsVarType.kInteger)
            self._solver.setOptionValue("time_limit", self._solver.getRunTime() + seconds)
            try:
                return self._try(np.zeros_like(self._costs))
            finally:
                self._solver.setOptionValue("time_limit", highspy.kHighsInf)
                become(highspy.HighsVarType.kContinuous)

    def room(self, cell: Cell, prices: Mapping[Cell, float], *, up: bool) -> float:
        """How far a cell could rise, or fall, if all held cells that have a price could move."""
        priced = [one for one in prices if one in self._over]
        for one in priced:
            self.let_go(one)
        try:
            return self.reach(cell, up=up)
        finally:
            for one in priced:
                self.hold(one)

    def push(
        self, cell: Cell, by: int, prices: Mapping[Cell, float], *, up: bool
    ) -> tuple[frozenset[Cell], Steps] | None:
        """The cheapest held cells to move so that a cell rises or falls by so much, and the move;
        None if it cannot. The program is left as it was: the caller lets go what it takes.
        """
        priced = {one: price for one, price in prices.items() if one in self._over}
        costs = self._shortness(0) / SHORT
        for one, price in priced.items():
            self.let_go(one)
            costs[self._over[one]] = costs[self._over[one] + 1] = price
        with self._asked(cell, by, up):
            steps = self._try(costs)
            solution = self._solver.getSolution().col_value
        for one in priced:
            self.hold(one)
        if steps is None:
            return None
        far = {one: max(solution[self._over[one] : self._over[one] + 2]) for one in priced}
        return frozenset(one for one in priced if far[one] > WHOLE), steps

    def _shortness(self, attempt: int) -> Costs:
        if attempt not in self._short:
            costs = np.zeros_like(self._costs)
            for column, place in self._at.items():
                costs[place] = costs[place + 1] = self._weights(column, attempt)
            self._short[attempt] = costs
        return self._short[attempt]

    @contextmanager
    def _asked(self, cell: Cell, by: int, up: bool) -> Iterator[None]:
        """Ask that a cell moves at least so far, for the time of a search."""
        place = self._over[cell]
        self._solver.changeColBounds(place, *((by, highspy.kHighsInf) if up else (0.0, 0.0)))
        self._solver.changeColBounds(place + 1, *((0.0, 0.0) if up else (by, highspy.kHighsInf)))
        try:
            yield
        finally:
            self._rest(cell)

    def _rest(self, cell: Cell) -> None:
        upper = highspy.kHighsInf if cell in self._free else 0.0
        for place in (self._over[cell], self._over[cell] + 1):
            self._solver.changeColBounds(place, 0.0, upper)

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
        self._solver.setBasis(self._no_move)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unprotectable(f"the program has no solution: {status}")
        solution = np.array(self._solver.getSolution().col_value)[: 2 * len(self._at)]
        steps = solution[0::2] - solution[1::2]
        columns = list(self._at)
        return {columns[n]: float(steps[n]) for n in np.nonzero(np.abs(steps) > WHOLE)[0]}

    def _add_columns(self, system: System, columns: list[int]) -> None:
        # So far away that nothing which matters reaches it, and no sum is without an end.
        far = float(max(10_000, 4 * sum(system.truth)))
        upper = np.zeros(len(self._costs))
        upper[0 : 2 * len(columns) : 2] = far
        upper[1 : 2 * len(columns) : 2] = [system.truth[column] for column in columns]
        self._solver.addVars(len(upper), np.zeros(len(upper)), upper)

    def _places(self, terms: Sum) -> Sum:
        found: Sum = {}
        for column, times in terms.items():
            if column in self._at:
                found[self._at[column]] = times
                found[self._at[column] + 1] = -times
        return found

    def _add_rows(self, rows: list[tuple[Sum, float, float]]) -> None:
        terms = [places for places, _, _ in rows]
        starts = np.cumsum([0, *map(len, terms)], dtype=np.int32)
        columns = np.array([place for one in terms for place in one], dtype=np.int32)
        values = np.array([times for one in terms for times in one.values()], dtype=float)
        low, high = (np.array([row[end] for row in rows], dtype=float) for end in (1, 2))
        self._solver.addRows(len(rows), low, high, len(columns), starts[:-1], columns, values)


def are_whole(steps: Steps) -> bool:
    """Whether all steps are whole, as the counted things are."""
    return all(abs(step - round(step)) <= WHOLE for step in steps.values())
