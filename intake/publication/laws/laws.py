"""Reports that laws ask for, as data: which points they have, which released tables answer them,
and what the body has to fill in; read from `config/reports/laws.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from intake.numbers.catalogue import Level
from intake.numbers.measures import MEASURES, Dimension, Measure
from intake.rules.identifiers import read_id
from intake.rules.localtext import LocalText
from intake.rules.problems import ConfigurationInvalid
from intake.rules.reading import Findings, Table, read_table
from intake.rules.values import unique

LAWS_FILE = "reports/laws.toml"
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class TableAsk:
    """A table of a measure by these dimensions; a catalogue may lack it."""

    measure: Measure
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a report.

    Attributes:
        tables: released tables that answer it.
        only: by dimension, the values whose rows are taken; none for all.
        blanks: lines to fill in, because complaint data do not hold what is asked.
    """

    id: str
    title: LocalText
    tables: tuple[TableAsk, ...]
    only: Mapping[str, tuple[str, ...]]
    blanks: tuple[LocalText, ...]


@dataclass(frozen=True, slots=True)
class Law:
    """A report that a law asks for: its name, where the law stands, how often, its points."""

    id: str
    name: LocalText
    citation: str
    source: str
    period: Level
    points: tuple[Point, ...]


def load_laws(config_dir: Path) -> Mapping[str, Law]:
    """The configured laws by id; none without the file. Raises ConfigurationInvalid."""
    if not (config_dir / LAWS_FILE).exists():
        return {}
    findings = Findings()
    top = read_table(config_dir / LAWS_FILE, file=LAWS_FILE, findings=findings)
    laws = unique(list(_laws(top)), top, "laws", lambda law: law.id)
    top.finish()
    if findings.problems:
        raise ConfigurationInvalid(sorted(findings.problems))
    return laws


def _laws(top: Table) -> Iterator[Law]:
    for entry in top.tables("laws"):
        law = Law(
            id=read_id(entry),
            name=entry.local("name", LANGUAGES, more=True),
            citation=entry.text("citation"),
            source=entry.text("source"),
            period=entry.code("period", Level),
            points=tuple(_point(point) for point in entry.tables("points")),
        )
        entry.finish()
        yield law


def _point(entry: Table) -> Point:
    point = Point(
        id=read_id(entry),
        title=entry.local("title", LANGUAGES, more=True),
        tables=tuple(_ask(table) for table in entry.tables("tables", optional=True)),
        only=_only(entry.table("only", optional=True)),
        blanks=tuple(_blanks(entry)),
    )
    if not point.tables and not point.blanks:
        entry.fault("", "The point asks for nothing.", "tables, or blanks, or both")
    entry.finish()
    return point


def _ask(entry: Table) -> TableAsk:
    measure = entry.code("measure", Measure)
    dimensions = entry.codes("dimensions", Dimension)
    if foreign := set(dimensions) - set(MEASURES[measure].dimensions):
        entry.fault(
            "dimensions",
            f"{measure} is not counted by {', '.join(sorted(foreign))}.",
            f"at most two of: {', '.join(MEASURES[measure].dimensions)}",
        )
    entry.finish()
    return TableAsk(measure, dimensions)


def _only(entry: Table) -> Mapping[str, tuple[str, ...]]:
    names = [dimension.value for dimension in Dimension if entry.has(dimension.value)]
    only = {name: entry.texts(name) for name in names}
    entry.finish()
    return only


def _blanks(entry: Table) -> Iterator[LocalText]:
    entry.has("blanks")
    for number, words in enumerate(entry.content.get("blanks", ()), start=1):
        line = Table(entry.file, entry.path("blanks"), {str(number): words}, entry.findings)
        yield line.local(str(number), LANGUAGES, more=True)
