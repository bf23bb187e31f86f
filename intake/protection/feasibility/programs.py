"""How far a cell can move in some parts of a system while what is known holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

from intake.numbers.cells import Cell
from intake.protection.feasibility.moves import WHOLE, Move, Shift, is_whole, split
from intake.protection.feasibility.parts import Parts
from intake.protection.feasibility.steps import ANY, Objective, StepProgram
from intake.protection.secret import Weights
from intake.protection.system.model import System

SHORT = 1000.0
"""How many steps of unknowns weigh as much as one of a cell that costs one."""

LIFT = 100.0
"""What a step of a cell that shall move is worth, in steps of unknowns."""


class Program:
    """The moves of some parts of a system; all of its cells are held at their numbers first.

    Args:
        cells: those that can be asked about, let go or held.
        weights: what a step of an unknown costs in the shortest move, at each of several tries.
    """

    def __init__(
        self,
        system: System,
        parts: Parts,
        indices: Iterable[int],
        *,
        cells: Iterable[Cell],
        weights: Weights,
    ) -> None:
        chosen = sorted(indices)
        columns = [column for index in chosen for column in parts.columns[index]]
        rows = [row for index in chosen for row in parts.rows.get(index, ())]
        self._steps = StepProgram(system, columns, rows, cells)
        self._free: set[Cell] = set()
        self._weights = weights
        self._short: dict[int, Objective] = {}
        self._rows: dict[int, list[int]] = {}
        for number, row in enumerate(rows):
            for column in row.open:
                self._rows.setdefault(column, []).append(number)
        self._cells: dict[int, list[Cell]] = {}
        for cell in self._steps.over:
            for column in system.cells[cell]:
                self._cells.setdefault(column, []).append(cell)

    def knows(self, cell: Cell) -> bool:
        """Whether it can be asked about a cell."""
        return cell in self._steps.over

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
        objective = self._steps.objective()
        place = self._steps.place(cell, up=up)
        objective[place] = -1.0
        with self._asked(Shift(cell, 0, up)):
            self._steps.cheapest(objective)
            return float(self._steps.solution()[place])

    def shortest(self, shift: Shift, *, tries: int) -> Move | None:
        """The shortest move that shifts a cell; None if there is none.

        Of moves that are nearly as short, one of whole steps, if some try finds one.
        """
        move: Move | None = None
        with self._asked(shift):
            for attempt in range(tries):
                move = self._steps.find(self._shortness(attempt))
                if move is None or is_whole(move):
                    break
        return move

    def whole(self, shift: Shift, *, seconds: float) -> Move | None:
        """Whole steps that shift a cell; None if none were found in time."""
        with self._asked(shift), self._steps.of_whole_steps(seconds):
            return self._steps.find(self._steps.objective())

    def lift(self, ways: Mapping[Cell, bool], by: int, *, attempt: int) -> Iterator[Move]:
        """Let many cells rise (or fall) at once, each by so much at most: the moves that it takes.

        They share no row and no held cell, so that each of them is possible without the others.
        """
        objective = self._shortness(attempt).copy()
        for cell, up in ways.items():
            self._steps.bound(cell, 0.0, float(by), up=up)
            objective[self._steps.place(cell, up=up)] = -LIFT
            objective[self._steps.place(cell, up=not up)] = LIFT
        move = self._steps.find(objective) or {}
        for cell in ways:
            self._rest(cell)
        yield from split(move, {column: [*self._ties(column)] for column in move})

    def room(self, cell: Cell, costs: Mapping[Cell, float], *, up: bool) -> float:
        """How far a cell could rise, or fall, if all held cells that have a cost could move."""
        with self._let_go([one for one in costs if self.knows(one)]):
            return self.reach(cell, up=up)

    def cheapest(
        self, shift: Shift, costs: Mapping[Cell, float]
    ) -> tuple[frozenset[Cell], Move] | None:
        """The cheapest held cells to move so that a cell shifts, and the move; None if it cannot.

        The program is left as it was: the caller lets go what it takes.
        """
        known = {one: cost for one, cost in costs.items() if self.knows(one)}
        objective = self._shortness(0) / SHORT
        for one, cost in known.items():
            objective[self._steps.over[one] : self._steps.over[one] + 2] = cost
        with self._let_go(known), self._asked(shift):
            move = self._steps.find(objective)
            solution = self._steps.solution()
        if move is None:
            return None
        places = {one: self._steps.over[one] for one in known}
        return frozenset(
            one for one, at in places.items() if max(solution[at : at + 2]) > WHOLE
        ), move

    def _ties(self, column: int) -> Iterator[int | Cell]:
        """What an unknown may not move out of by itself: its rows, and the cells that are held."""
        yield from self._rows.get(column, ())
        yield from (cell for cell in self._cells.get(column, ()) if cell not in self._free)

    def _shortness(self, attempt: int) -> Objective:
        if attempt not in self._short:
            objective = self._steps.objective()
            for column, place in self._steps.at.items():
                objective[place] = objective[place + 1] = self._weights(column, attempt)
            self._short[attempt] = objective
        return self._short[attempt]

    @contextmanager
    def _asked(self, shift: Shift) -> Iterator[None]:
        """Ask that a cell shifts at least so far, for the time of a search."""
        self._steps.bound(shift.cell, shift.by, ANY, up=shift.up)
        self._steps.bound(shift.cell, 0.0, 0.0, up=not shift.up)
        try:
            yield
        finally:
            self._rest(shift.cell)

    @contextmanager
    def _let_go(self, cells: Iterable[Cell]) -> Iterator[None]:
        """Let cells go for the time of a search."""
        for one in cells:
            self.let_go(one)
        try:
            yield
        finally:
            for one in cells:
                self.hold(one)

    def _rest(self, cell: Cell) -> None:
        upper = ANY if cell in self._free else 0.0
        for up in (True, False):
            self._steps.bound(cell, 0.0, upper, up=up)
