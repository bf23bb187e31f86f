"""What a jurisdiction publishes in numbers, as its files say it; frozen once read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from intake.rules.localtext import LocalText
from intake.rules.measures import Dimension, Level, Measure, Method

LEAST_K = 5
"""No body may show smaller numbers: below five, one more guess finds a person."""

LEAST_BASE = 5
"""Rounding to less than five leaves the small numbers all but known."""

LEAST_DELAY_DAYS = 90
"""A row about one complaint never comes out sooner after its end."""


class License(StrEnum):
    """Under what anyone may use the numbers, as SPDX names it."""

    CC0 = "CC0-1.0"
    PDDL = "PDDL-1.0"
    CC_BY = "CC-BY-4.0"
    ODC_BY = "ODC-By-1.0"


class RowField(StrEnum):
    """What a row about one closed complaint may hold, generalised where it must be."""

    ENDED = "ended"
    AGENCY = "agency"
    RULE = "rule"
    DISPOSITION = "disposition"
    ENDING = "ending"
    CHANNEL = "channel"
    LANGUAGE = "language"
    COMPLAINANT_ROLE = "complainant_role"
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table that a catalogue names; its title in every language of the file."""

    id: str
    report: str
    measure: Measure
    dimensions: tuple[Dimension, ...]
    level: Level
    title: LocalText


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A catalogue of ``config/reports``: which tables, and by which method they are protected.

    Attributes:
        k: smallest number shown (method S).
        base: multiples to which numbers are rounded (method R).
        totals_at_least: totals below it are withheld too; 0 shows them all.
    """

    name: str
    method: Method
    k: int
    base: int
    totals_at_least: int
    tables: tuple[TableEntry, ...]


@dataclass(frozen=True, slots=True)
class MeasureWords:
    """What a measure is called, and the rule by which it is counted."""

    title: LocalText
    counted: LocalText


@dataclass(frozen=True, slots=True)
class ReportWords:
    """The words of measures, dimensions and the values of dimensions, by their codes."""

    measures: Mapping[str, MeasureWords]
    dimensions: Mapping[str, LocalText]
    values: Mapping[str, Mapping[str, LocalText]]


@dataclass(frozen=True, slots=True)
class ExactTotalsLaw:
    """A law that obliges a body to publish exact totals, with its citation."""

    name: LocalText
    citation: str


@dataclass(frozen=True, slots=True)
class RowLevel:
    """Whether and how a table of single closed complaints comes out.

    Attributes:
        k: how many complaints at least have to share what a row says.
        delay_days: how long after its end a complaint may be in it.
    """

    enabled: bool = False
    k: int = 10
    delay_days: int = LEAST_DELAY_DAYS
    fields: tuple[RowField, ...] = ()


@dataclass(frozen=True, slots=True)
class Reports:
    """What a jurisdiction's ``reports.toml`` says, its catalogue put in.

    Attributes:
        first_period: first quarter whose numbers are published: ``2026Q1``.
        valid_from: first quarter of the year from which the catalogue holds as it stands here.
        opening_stock: whether cases entered before ``first_period`` may end in later periods.
        agencies: the agencies that have rows of their own, in order; all others count as not
            confirmed.
        former_agencies: names of agencies that are no more and keep their rows.
        languages: the languages that have rows of their own; all others count as other.
    """

    catalogue: CatalogueEntry
    words: ReportWords
    first_period: str
    valid_from: str
    opening_stock: bool
    agencies: tuple[str, ...]
    former_agencies: Mapping[str, LocalText]
    languages: tuple[str, ...]
    license: License
    contact: str
    exact_totals_law: ExactTotalsLaw | None
    row_level: RowLevel
