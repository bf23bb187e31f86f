"""A linear system: unknown whole numbers, the cells they add up to, and what ties them; pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from intake.numbers.cells import Cell

QUARTER = "quarter"
"""The name under which the quarter of a year is one more dimension."""

Sum = dict[int, int]
"""Unknowns by number, and how often each counts."""

Name = tuple[str, int, tuple[tuple[str, str], ...]]
"""A measure, a year, and values by dimension: what an unknown counts."""


@dataclass(slots=True)
class System:
    """Unknowns with their true numbers, the cells that they add up to, and what links them.

    Attributes:
        truth: the true number of each unknown; no attacker has it.
        names: the measure, the year and the values of each unknown.
        cells: every cell that can be known, as a sum of unknowns.
        links: sums that are nought.
        limits: sums that are nought or less.
    """

    truth: list[int] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    cells: dict[Cell, Sum] = field(default_factory=dict)
    links: list[Sum] = field(default_factory=list)
    limits: list[Sum] = field(default_factory=list)

    def value(self, terms: Sum) -> int:
        """The true number of a sum."""
        return sum(times * self.truth[column] for column, times in terms.items())
