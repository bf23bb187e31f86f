"""What anyone may know once a release is out, as a linear system; pure."""

from __future__ import annotations

from intake.numbers.cells import Cell
from intake.protection.layout import decided_with
from intake.protection.system.building import build_system
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.protection.system.model import System
from intake.protection.system.row_classes import add_published


class Knowledge:
    """The systems of a release and of those before it.

    Args:
        counts: what the release is made of.
        earlier: what is public already; it stays as it is.
    """

    def __init__(self, counts: Counts, earlier: EarlierReleases) -> None:
        self.counts = counts
        self.decided = counts.cells()
        self._earlier = earlier
        self._counted = frozenset(
            cell for cell in (*self.decided, *earlier.cells) if counts.has(cell)
        )

    def tables(self, quarter: str) -> System:
        """What the tables of all releases say with that of a quarter.

        Raises:
            CountsInvalid: the frozen counts do not fit the catalogue or their relations.
        """
        cells = sorted(cell for cell in self._counted if decided_with(cell) <= quarter)
        until = self.counts.quarters(quarter)
        return build_system(self.counts.catalogue, until, self.counts.cube, cells)

    def as_of(self, quarter: str) -> System:
        """What all releases say with that of a quarter, in tables and beside them.

        Raises:
            CountsInvalid: see `tables`.
        """
        system = self.tables(quarter)
        add_published(system, self.counts.catalogue, self._earlier.rows, quarter)
        return system

    def decided_before(self, system: System) -> dict[Cell, int | None]:
        """The cells of a system that are out already: their number, or None where withheld."""
        known: dict[Cell, int | None] = {}
        for cell, terms in system.cells.items():
            if cell not in self._counted:
                known[cell] = system.value(terms)
            elif cell in self._earlier.cells:
                known[cell] = self._earlier.cells[cell]
        return known

    def without_cube(self) -> list[Cell]:
        """The cells that this release decides on, of quarters of which there are totals alone."""
        return [
            cell
            for cell in self.decided
            if cell not in self._counted and cell not in self._earlier.cells
        ]
