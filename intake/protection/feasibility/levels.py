"""The protection level of each withheld cell: how wide its feasibility interval has to be.

That is the level of the catalogue (k - 1, a sliding one: the interval may lie anywhere around the
true number), or the cell's allowance where that is less. A body that shows a total of 4 has said
that each of its parts lies between 0 and 4, and what the releases before a cell's own say of it is
said already. No withholding can hide it better, so that a cell need not be wider than the totals
and the releases before its own left it when it was decided.
"""

from __future__ import annotations

from collections.abc import Collection

from intake.numbers.cells import Cell
from intake.protection.feasibility.moves import WHOLE
from intake.protection.feasibility.parts import parts_of
from intake.protection.feasibility.regions import Region
from intake.protection.feasibility.settling import settle
from intake.protection.layout import decided_with
from intake.protection.secret import Weights
from intake.protection.system.knowledge import Knowledge
from intake.protection.system.model import System


class ProtectionLevels:
    """The protection levels, as far as they are known.

    Args:
        most: the level of the catalogue.
        knowledge: what was known with each release.
        withheld: the cells that nobody is shown.

    Attributes:
        allowed: allowances that were found; they stay.
    """

    def __init__(
        self,
        most: int,
        system: System,
        knowledge: Knowledge,
        withheld: Collection[Cell],
        weights: Weights,
    ) -> None:
        self.most = most
        self.allowed: dict[Cell, int] = {}
        self._knowledge = knowledge
        self._withheld = withheld
        self._weights = weights
        self._totals = {
            (cell.measure, cell.period): system.value(terms)
            for cell, terms in system.cells.items()
            if cell.is_total and cell not in withheld
        }
        self._regions: dict[str, Region] = {}

    def of(self, cell: Cell) -> int:
        """No less than a cell's level, as far as it is known: by its total, if that is shown.

        A withheld total has no allowance: nothing else is a reason to know it.
        """
        if cell.is_total:
            return self.most
        allowed = self.allowed.get(cell, self._totals.get((cell.measure, cell.period)))
        return self.most if allowed is None else min(self.most, allowed)

    def find_allowance(self, cell: Cell) -> None:
        """Find out a cell's allowance, so that its level is known exactly."""
        if cell.is_total or cell in self.allowed:
            return
        at = decided_with(cell)
        if at not in self._regions:
            self._regions[at] = self._without(at)
        program = self._regions[at].program(cell)
        self.allowed[cell] = sum(int(program.reach(cell, up=up) + WHOLE) for up in (True, False))

    def _without(self, at: str) -> Region:
        """What could move with the release of a quarter, if only totals of it were known."""
        system = self._knowledge.as_of(at)
        unknown, known = set[Cell](), dict[Cell, int]()
        for cell, terms in system.cells.items():
            if decided_with(cell) == at and not cell.is_total:
                unknown.add(cell)
            elif cell not in self._withheld:
                known[cell] = system.value(terms)
        parts = parts_of(system, settle(system, known))
        return Region(system, parts, unknown, free=unknown, weights=self._weights)
