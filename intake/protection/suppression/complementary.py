"""Complementary suppression: withhold as many more cells as nobody can work the others out without.

The search says which cells to withhold and in what order to look; what that makes feasible it asks
`FeasibilityIntervals`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from heapq import heappop, heappush
from math import log2

from intake.numbers.cells import Cell
from intake.protection.errors import Unprotectable
from intake.protection.feasibility.intervals import FeasibilityIntervals
from intake.protection.layout import decided_cells
from intake.protection.suppression.primary import Thresholds
from intake.protection.system.counts import Counts

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


def costs_of(
    cells: Iterable[Cell], numbers: Mapping[Cell, int], ties: Mapping[Cell, float]
) -> dict[Cell, float]:
    """What it costs to withhold each cell that may be: large numbers cost more."""
    return {
        cell: 1 + log2(1 + numbers[cell]) + ties[cell] / 100
        for cell in sorted(cells)
        if not cell.is_total
    }


class ComplementarySuppression:
    """The search for a release.

    Args:
        feasible: what is withheld so far, and what it leaves to be known.
        thresholds: from what number on cells need no protection.
        ties: by cell, what decides which of many is looked at first.

    Attributes:
        dropped: tables of which everything is withheld that is in no other.
    """

    def __init__(
        self,
        counts: Counts,
        feasible: FeasibilityIntervals,
        thresholds: Thresholds,
        ties: Mapping[Cell, float],
    ) -> None:
        self.dropped: list[str] = []
        self._tables = counts.catalogue.tables
        self._cells = {
            table.id: frozenset(decided_cells(counts.catalogue, table, counts.release))
            for table in self._tables
        }
        self._feasible = feasible
        self._thresholds = thresholds
        self._ties = ties
        self._waiting: list[tuple[float, Cell]] = []
        self._large: dict[Cell, int] = {}

    def protect(self, cells: Iterable[Cell], progress: Progress) -> None:
        """Withhold more until these cells and all that are withheld meanwhile are safe.

        Raises:
            Unprotectable: what is frozen gives a cell away whatever else is withheld.
        """
        self._look_at(cells)
        while self._waiting:
            known = len(self._feasible)
            progress("protect", known - len(self._waiting), known)
            if self._feasible.has_grown():
                self._feasible.prove_many([cell for _, cell in self._waiting])
            self._protect(heappop(self._waiting)[1])
            more = self._feasible.since(known)
            if not self._waiting:
                more += self._doubtful()
            self._look_at(more)

    def _look_at(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            heappush(self._waiting, (self._ties[cell], cell))

    def _protect(self, cell: Cell) -> None:
        feasible = self._feasible
        if not feasible.is_proven(cell) and self._is_large(cell):
            self._large[cell] = len(feasible)
        elif not (feasible.is_safe(cell) or self._complement(cell)):
            if not self._drop_a_table(cell):
                raise Unprotectable(f"nothing protects {cell}")
            self._look_at([cell])

    def _is_large(self, cell: Cell) -> bool:
        """Whether an attacker is sure that a cell is too large to be a secret."""
        return self._feasible.is_at_least(cell, self._thresholds.of(cell))

    def _doubtful(self) -> list[Cell]:
        """Cells that could not be small when less was withheld; they may be so now."""
        doubtful = [cell for cell, then in self._large.items() if then < len(self._feasible)]
        self._large = {}
        return doubtful

    def _complement(self, cell: Cell) -> bool:
        """Withhold more until a cell is safe; False where nothing helps."""
        missing = self._feasible.missing(cell)
        for shift in missing:
            found = self._feasible.complement(shift)
            if found is not None:
                self._feasible.withhold(sorted(found.cells))
                self._feasible.prove(shift, found.move)
        return bool(missing) and self._feasible.is_safe(cell)

    def _drop_a_table(self, stuck: Cell) -> bool:
        """Withhold all of the most detailed table that has to do with a cell; False if none has."""
        tables = [
            table
            for table in self._tables
            if table.id not in self.dropped
            and table.dimensions
            and self._meets(self._cells[table.id], self._feasible.parts(stuck))
        ]
        if not tables:
            return False
        table = max(tables, key=lambda one: (len(one.dimensions), len(self._cells[one.id]), one.id))
        self.dropped.append(table.id)
        kept = {cell for one in tables if one is not table for cell in self._cells[one.id]}
        gone = self._cells[table.id] - kept
        self._feasible.withhold(cell for cell in gone if not cell.is_total)
        return True

    def _meets(self, cells: Collection[Cell], parts: frozenset[int]) -> bool:
        return any(self._feasible.parts(cell) & parts for cell in cells)
