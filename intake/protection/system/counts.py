"""What a release is made of: a catalogue, a closed quarter, and the counts up to it; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell, Cube
from intake.numbers.quarters import Quarter
from intake.protection.layout import cells_of, quarters_until

Totals = Mapping[Quarter, tuple[int, int]]
"""Complaints and cases of kept quarters."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The frozen counts of a release.

    Attributes:
        totals: the kept quarters before the first release; empty for a later one.
    """

    catalogue: Catalogue
    release: Quarter
    cube: Cube
    totals: Totals = field(default_factory=dict)

    def cells(self) -> tuple[Cell, ...]:
        """Every cell that the release decides on."""
        earlier = [quarter for quarter in self.totals if quarter < self.release]
        return cells_of(self.catalogue, self.release, earlier=earlier)

    def has(self, cell: Cell) -> bool:
        """Whether a cell's period has a cube; of earlier quarters there are totals alone."""
        return cell.is_yearly or cell.period >= self.catalogue.first_period

    def quarters(self, last: str) -> tuple[Quarter, ...]:
        """The quarters that have a cube, to the last; with a release none is later than it."""
        return quarters_until(self.catalogue, min(last, self.release.name))
