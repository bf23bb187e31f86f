"""Looks for moves that prove how far withheld cells can be from their numbers."""

from __future__ import annotations

from collections.abc import Collection
from math import ceil
from random import Random

from intake.numbers.cells import Cell
from intake.protection.feasibility.levels import ProtectionLevels
from intake.protection.feasibility.moves import WHOLE, Shift
from intake.protection.feasibility.programs import Program
from intake.protection.feasibility.proven import ProvenIntervals
from intake.protection.feasibility.regions import Region

ONE_IN = 7
"""Of the cells of a part that are not proven yet, so many are moved at once."""

FRUITLESS = 5
"""Such moves that prove few of them, before each is tried by itself."""

FEW = 2

TRIES = 12
"""Short moves that are tried for one of whole steps before it is searched for."""

SECONDS_FOR_WHOLE = 5.0
"""How long a move of whole steps is searched for; without one a cell counts as unsafe."""


class Prover:
    """Notes moves until the intervals of cells are as wide as their protection levels.

    Args:
        random: chooses directions; any will do.
    """

    def __init__(self, proven: ProvenIntervals, levels: ProtectionLevels, random: Random) -> None:
        self._proven = proven
        self._levels = levels
        self._random = random

    def is_proven(self, cell: Cell) -> bool:
        """Whether the interval of a cell is proven to be as wide as its protection level."""
        return self._proven.width(cell) >= self._levels.of(cell)

    def in_region(self, region: Region, cells: Collection[Cell]) -> None:
        """Prove as many cells as possible in a region, some at a time."""
        unproven = [cell for cell in cells if not self.is_proven(cell)]
        for program, inside in region.together(unproven):
            self._together(program, inside)

    def alone(self, program: Program, cell: Cell) -> bool:
        """Prove a cell by moves of it alone, as far as they go; whether that was enough."""
        for up in (True, False):
            for move in program.lift({cell: up}, self._levels.most, attempt=0):
                self._proven.note(move)
        return self.is_proven(cell)

    def both_ways(self, program: Program, cell: Cell) -> bool:
        """Prove a cell by shifts of whole steps, first up and then down by the rest."""
        self.shift(program, Shift(cell, self._levels.most, up=True))
        if not self.is_proven(cell):
            risen = self._proven.ends(cell)[1] - self._proven.number(cell)
            self.shift(program, Shift(cell, self._levels.most - risen, up=False))
        return self.is_proven(cell)

    def shift(self, program: Program, shift: Shift) -> None:
        """Let a cell rise or fall by so much or as far as it can."""
        move = program.shortest(shift, tries=TRIES)
        if move is None:
            far = int(program.reach(shift.cell, up=shift.up) + WHOLE)
            shift = Shift(shift.cell, min(shift.by, far), shift.up)
            move = program.shortest(shift, tries=TRIES) if shift.by else None
        if move is not None and not self._proven.note(move):
            # Fractions reach far enough: do whole numbers?
            self._proven.note(program.whole(shift, seconds=SECONDS_FOR_WHOLE) or {})

    def _together(self, program: Program, cells: list[Cell]) -> None:
        attempt, fruitless = 0, 0
        while len(cells) > FEW and fruitless < FRUITLESS:
            self._some(program, cells, attempt)
            before, cells = len(cells), [cell for cell in cells if not self.is_proven(cell)]
            fruitless = 0 if before > len(cells) + FEW else fruitless + 1
            attempt += 1

    def _some(self, program: Program, cells: list[Cell], attempt: int) -> None:
        """Move a few of the cells at once, there and back."""
        some = self._random.sample(cells, ceil(len(cells) / ONE_IN))
        ups = {cell: self._random.choice((True, False)) for cell in some}
        for ways in (ups, {cell: not up for cell, up in ups.items()}):
            for move in program.lift(ways, self._levels.most, attempt=attempt):
                self._proven.note(move)
