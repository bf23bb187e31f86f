"""The catalogue: which tables a body publishes, of what, how often, and by which method; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.rules.localtext import LocalText
from intake.rules.measures import Level as Level
from intake.rules.measures import Measure
from intake.rules.measures import Method as Method
from intake.rules.reports import MeasureWords

RELATIONS: tuple[tuple[str, frozenset[str]], ...] = (
    ("stock", frozenset({Measure.CASES_RECEIVED, Measure.CASES_ENDED})),
    ("cohort", frozenset({Measure.CASES_OF_YEAR})),
    ("findings", frozenset({Measure.CASES_ENDED, Measure.ALLEGATIONS_DECIDED})),
    ("filing", frozenset({Measure.COMPLAINTS_RECEIVED, Measure.CASES_RECEIVED})),
)
"""The names of the relations, and the measures that have to be in a catalogue's tables for each:

- ``stock``: of the cases entered in a year no more have ended than were entered so far;
- ``cohort``: how the cases of a year stand is the sum of those that ended, by quarter;
- ``findings``: a case that ended with findings has an allegation that was decided;
- ``filing``: a complaint opens a case at least, on the day it is entered.
"""


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table: every combination of its dimensions' values, every margin, and the total.

    Attributes:
        id: stable, in file names: ``rule-by-disposition``.
        report: its letter in the report set, ``A`` to ``G``.
        dimensions: at most two; none for a table of totals.
    """

    id: str
    report: str
    measure: str
    dimensions: tuple[str, ...]
    level: Level
    title: LocalText


@dataclass(frozen=True, slots=True)
class DimensionValue:
    """A value that a dimension can take, and its words."""

    id: str
    title: LocalText


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything about the numbers that is fixed before there are any.

    Attributes:
        version: digest of all below, so that a changed catalogue is another one.
        valid_from: first quarter of the year from which it holds.
        k: smallest count shown (method S).
        base: multiples to which numbers are rounded (method R).
        totals_at_least: totals below it are withheld too; 0 shows them all.
        dimensions: by name, every value that can stand in a table, in its order.
        opening_stock: whether cases entered before ``first_period`` may end in later periods.
        dimension_titles: by name, what each of ``dimensions`` is called.
        measures: by code, the words of each measure that a table counts.
        license: under what anyone may use the numbers, an SPDX id.
        contact: where questions about the numbers go.
        past: by year and dimension, the values of years that were published by an older catalogue.
    """

    name: str
    version: str
    jurisdiction: str
    valid_from: str
    first_period: str
    method: Method
    k: int
    base: int
    totals_at_least: int
    tables: tuple[ReportTable, ...]
    dimensions: Mapping[str, tuple[DimensionValue, ...]] = field(default_factory=dict)
    opening_stock: bool = False
    dimension_titles: Mapping[str, LocalText] = field(default_factory=dict)
    measures: Mapping[str, MeasureWords] = field(default_factory=dict)
    license: str = "CC0-1.0"
    contact: str = ""
    past: Mapping[int, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @property
    def relations(self) -> tuple[str, ...]:
        """Which relations between measures anyone may reckon with, by name."""
        counted = {table.measure for table in self.tables}
        return tuple(name for name, needed in RELATIONS if needed <= counted)

    def values(self, dimension: str) -> tuple[str, ...]:
        """The ids of a dimension's values, in order."""
        return tuple(value.id for value in self.dimensions[dimension])

    def values_in(self, dimension: str, year: int) -> tuple[str, ...]:
        """The same as they were in a year; what was added later cannot have been counted in it."""
        return self.past.get(year, {}).get(dimension) or self.values(dimension)

    def table(self, id: str) -> ReportTable:
        """The table with this id; raises KeyError."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(id)
