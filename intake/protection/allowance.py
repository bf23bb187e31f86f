"""How far a withheld cell can be known without its own release.

A body that shows a total of 4 has said that each of its parts lies between 0 and 4, and what the
releases before a cell's own say of it is said already. No withholding can hide it better, so that a
cell need not be wider than the totals and the releases before its own left it when it was decided.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from intake.numbers.cells import Cell
from intake.protection.freedom import Freedom, Weights
from intake.protection.layout import decided_with
from intake.protection.parts import settle
from intake.protection.solver import WHOLE
from intake.protection.system import System


class Allowance:
    """How wide a cell can be where only totals and the releases before its own are known.

    Args:
        as_of: the system as it was with the release of a quarter.
        withheld: the cells that nobody is shown.
        found: widths that were found before; they stay.
    """

    def __init__(
        self,
        system: System,
        as_of: Callable[[str], System],
        withheld: Collection[Cell],
        weights: Weights,
        found: dict[Cell, int],
    ) -> None:
        self.found = found
        self._as_of = as_of
        self._withheld = withheld
        self._weights = weights
        self._totals = {
            (cell.measure, cell.period): system.value(terms)
            for cell, terms in system.cells.items()
            if cell.is_total and cell not in withheld
        }
        self._freedom: dict[str, Freedom] = {}

    def roughly(self, cell: Cell) -> int | None:
        """No less than the exact width, as far as it is known: its total, if that is shown.

        A withheld total has no allowance: nothing else is a reason to know it.
        """
        if cell.is_total:
            return None
        return self.found.get(cell, self._totals.get((cell.measure, cell.period)))

    def exactly(self, cell: Cell) -> int | None:
        """The width; None for a total."""
        if cell.is_total:
            return None
        at = decided_with(cell)
        if at not in self._freedom:
            self._freedom[at] = self._without(at)
        if cell not in self.found:
            program = self._freedom[at].program(cell)
            self.found[cell] = sum(int(program.reach(cell, up=up) + WHOLE) for up in (True, False))
        return self.found[cell]

    def _without(self, at: str) -> Freedom:
        """What could move with the release of a quarter, if only totals of it were known."""
        system = self._as_of(at)
        unknown, known = set[Cell](), dict[Cell, int]()
        for cell, terms in system.cells.items():
            if decided_with(cell) == at and not cell.is_total:
                unknown.add(cell)
            elif cell not in self._withheld:
                known[cell] = system.value(terms)
        settled = settle(system, known)
        return Freedom(system, settled, unknown, free=unknown, weights=self._weights)
