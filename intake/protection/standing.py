"""What can move as things are withheld now, and in what smaller parts to look for moves first."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from intake.numbers.cells import Cell
from intake.protection.freedom import Freedom, Weights
from intake.protection.parts import Settled, settle
from intake.protection.system import System


class Standing:
    """The shown and the withheld cells of all releases while one of them is being protected.

    Args:
        withheld: what nobody is shown; it grows.
        prices: cells of this release that are shown and may still be withheld; they get fewer.

    Attributes:
        whole: all that could move if everything with a price were withheld; what has one is held.
    """

    def __init__(
        self,
        system: System,
        withheld: Collection[Cell],
        prices: Mapping[Cell, float],
        weights: Weights,
    ) -> None:
        self._system = system
        self._withheld = withheld
        self._prices = prices
        self._weights = weights
        fixed = sorted(system.cells.keys() - set(withheld) - prices.keys())
        self._fixed = settle(system, self._numbers_of(fixed))
        self.whole = self._freedom(self._fixed, [*prices, *withheld], movable=prices)
        self._settled = self._fixed
        self._levels: list[Freedom] = []
        self._later: set[Cell] = set()

    def settled(self) -> Settled:
        """What follows from all that is shown now."""
        return settle(self._system, self._numbers_of(self._prices), self._fixed)

    def look_again(self) -> None:
        """Take all that is withheld by now for what the levels show."""
        names = self._system.names
        sides: tuple[Sequence[Hashable] | None, ...] = (
            [name[:2] for name in names],
            [year for _, year, _ in names],
            None,
        )
        settled = self.settled()
        self._later.clear()
        self._levels = [self._freedom(settled, self._withheld, apart=apart) for apart in sides]

    def withhold(self, cell: Cell) -> None:
        """Let one more cell be anything."""
        self.whole.let_go(cell)
        self._later.add(cell)

    def levels(self, cell: Cell) -> list[Freedom]:
        """What could move where a cell is, at the last look: in a measure's year, in a year, and
        at all. What could then, can still, as no less is withheld; none if the cell was shown then.
        """
        return [] if cell in self._later else self._levels

    def all_levels(self) -> list[Freedom]:
        """The same for all cells that were withheld at the last look."""
        return self._levels

    def exactly(self) -> Freedom:
        """What can move as things are withheld now, no more and no less."""
        return self.whole if self._later else self._levels[-1]

    def _numbers_of(self, cells: Iterable[Cell]) -> dict[Cell, int]:
        return {cell: self._system.value(self._system.cells[cell]) for cell in cells}

    def _freedom(
        self,
        settled: Settled,
        cells: Iterable[Cell],
        *,
        movable: Collection[Cell] = (),
        apart: Sequence[Hashable] | None = None,
    ) -> Freedom:
        return Freedom(
            self._system,
            settled,
            cells,
            free=self._withheld,
            weights=self._weights,
            movable=movable,
            apart=apart,
        )
