"""The catalogue: which tables a body publishes, of what, how often, and by which method; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from intake.rules.localtext import LocalText


class Method(StrEnum):
    """How cells are protected: withheld (S), or rounded to a base (R)."""

    SUPPRESSION = "S"
    ROUNDING = "R"


class Level(StrEnum):
    """How long a table's periods are."""

    QUARTER = "quarter"
    YEAR = "year"


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
        opening_stock: whether cases received before ``first_period`` may end in later periods.
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

    def values(self, dimension: str) -> tuple[str, ...]:
        """The ids of a dimension's values, in order."""
        return tuple(value.id for value in self.dimensions[dimension])

    def table(self, id: str) -> ReportTable:
        """The table with this id; raises KeyError."""
        for table in self.tables:
            if table.id == id:
                return table
        raise KeyError(id)
