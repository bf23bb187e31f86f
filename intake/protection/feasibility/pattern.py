"""The suppression pattern: what is shown and withheld now, and what can move because of it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from intake.numbers.cells import Cell
from intake.protection.feasibility.parts import parts_of
from intake.protection.feasibility.regions import Region
from intake.protection.feasibility.settling import Settled, settle
from intake.protection.secret import Weights
from intake.protection.system.model import System


class Pattern:
    """The shown and the withheld cells of all releases while one of them is being protected.

    Args:
        withheld: what nobody is shown; it grows.
        costs: cells of this release that are shown and may still be withheld; they get fewer.

    Attributes:
        most: all that could move if everything with a cost were withheld; what has one is held.
    """

    def __init__(
        self,
        system: System,
        withheld: Collection[Cell],
        costs: Mapping[Cell, float],
        weights: Weights,
    ) -> None:
        self._system = system
        self._withheld = withheld
        self._costs = costs
        self._weights = weights
        fixed = sorted(system.cells.keys() - set(withheld) - costs.keys())
        self._fixed = settle(system, self._numbers_of(fixed))
        parts = parts_of(system, self._fixed, costs)
        self.most = Region(system, parts, [*costs, *withheld], free=withheld, weights=weights)
        self._views: list[Region] = []
        self._later: set[Cell] = set()

    def settled(self) -> Settled:
        """What follows from all that is shown now."""
        return settle(self._system, self._numbers_of(self._costs), self._fixed)

    def look_again(self) -> None:
        """Take all that is withheld by now for what the views show."""
        names = self._system.names
        sides: tuple[Sequence[Hashable] | None, ...] = (
            [name[:2] for name in names],
            [year for _, year, _ in names],
            None,
        )
        settled = self.settled()
        self._later.clear()
        self._views = [self._view(settled, apart) for apart in sides]

    def withhold(self, cell: Cell) -> None:
        """Let one more cell be anything."""
        self.most.let_go(cell)
        self._later.add(cell)

    def views(self, cell: Cell) -> list[Region]:
        """What could move where a cell is, at the last look: in a measure's year, in a year, and
        at all. What could then, can still, as no less is withheld; none if the cell was shown then.
        """
        return [] if cell in self._later else self._views

    def all_views(self) -> list[Region]:
        """The same for all cells that were withheld at the last look."""
        return self._views

    def exactly(self) -> Region:
        """What can move as things are withheld now, no more and no less."""
        return self.most if self._later else self._views[-1]

    def _numbers_of(self, cells: Iterable[Cell]) -> dict[Cell, int]:
        return {cell: self._system.value(self._system.cells[cell]) for cell in cells}

    def _view(self, settled: Settled, apart: Sequence[Hashable] | None) -> Region:
        parts = parts_of(self._system, settled, apart=apart)
        withheld = self._withheld
        return Region(self._system, parts, withheld, free=withheld, weights=self._weights)
