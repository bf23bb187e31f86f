"""A cell: one number of one measure in one period, and the values of dimensions that it is for;
pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Where = tuple[tuple[str, str], ...]
"""Pairs of dimension and value, in the order of the dimensions' names; none is the total."""


@dataclass(frozen=True, order=True, slots=True)
class Cell:
    """One number that a release may show; the same in every table that it stands in.

    Attributes:
        measure: a code of ``measures.Measure``.
        period: a quarter, ``2026Q3``, or a year, ``2026``.
        where: values that the counted things have; dimensions left out are summed over.
    """

    measure: str
    period: str
    where: Where = ()

    @classmethod
    def of(cls, measure: str, period: str, values: Mapping[str, str] | None = None) -> Cell:
        """The cell with these values."""
        return cls(measure, period, tuple(sorted((values or {}).items())))

    @property
    def is_total(self) -> bool:
        """Whether it counts everything of its measure and period."""
        return not self.where

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The names of the dimensions that it is broken down by."""
        return tuple(name for name, _ in self.where)

    @property
    def year(self) -> str:
        """The calendar year of its period."""
        return self.period[:4]

    @property
    def is_yearly(self) -> bool:
        """Whether its period is a whole year."""
        return len(self.period) == 4


Cube = Mapping[tuple[str, str], Mapping[tuple[str, ...], int]]
"""Counts by measure and quarter, then by values in the order of ``MEASURES[measure].dimensions``;
only those above zero. A quarter without entries has an empty mapping.
"""
