"""What is proven of each withheld cell: how low and how high it can be, by moves."""

from __future__ import annotations

from collections.abc import Iterator

from intake.numbers.cells import Cell
from intake.protection.feasibility.moves import Move, is_whole
from intake.protection.system.model import System


class ProvenIntervals:
    """Withheld cells, and of each the part of its feasibility interval that moves have proven.

    Every number in it comes from a move of whole steps that changes nothing shown, so that nobody
    who holds all that is shown can exclude it.

    Attributes:
        moves: those that widened some interval, in unknowns and whole steps.
    """

    def __init__(self, system: System) -> None:
        self.moves: list[dict[int, int]] = []
        self._system = system
        self._ends: dict[Cell, tuple[int, int]] = {}
        self._numbers: dict[Cell, int] = {}
        self._over: dict[int, list[tuple[Cell, int]]] = {}

    def __contains__(self, cell: object) -> bool:
        return cell in self._ends

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._ends)

    def __len__(self) -> int:
        return len(self._ends)

    def withhold(self, cell: Cell) -> None:
        """Count a cell among the withheld; so far its true number alone is proven."""
        terms = self._system.cells[cell]
        self._numbers[cell] = number = self._system.value(terms)
        self._ends[cell] = (number, number)
        for column, times in terms.items():
            self._over.setdefault(column, []).append((cell, times))

    def number(self, cell: Cell) -> int:
        """The true number of a withheld cell."""
        return self._numbers[cell]

    def ends(self, cell: Cell) -> tuple[int, int]:
        """The least and the greatest number that are proven."""
        return self._ends[cell]

    def width(self, cell: Cell) -> int:
        """How far apart they are."""
        low, high = self._ends[cell]
        return high - low

    def note(self, move: Move) -> bool:
        """Widen what is proven by a move; False if it is not of whole steps.

        What the move leaves out keeps its true number: no part touches another.
        """
        if not is_whole(move):
            return False
        moved = {column: round(step) for column, step in move.items()}
        changes: dict[Cell, int] = {}
        for column, step in moved.items():
            for cell, times in self._over.get(column, ()):
                changes[cell] = changes.get(cell, 0) + times * step
        widened = False
        for cell, by in changes.items():
            (low, high), number = self._ends[cell], self._numbers[cell] + by
            if not low <= number <= high:
                self._ends[cell] = (min(low, number), max(high, number))
                widened = True
        if widened:
            self.moves.append(moved)
        return True
