"""Reads config/reports: the catalogues of tables that a jurisdiction can choose from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from intake.rules.identifiers import read_id
from intake.rules.localtext import FALLBACK
from intake.rules.measures import MEASURES, Dimension, Level, Measure, Method
from intake.rules.reading import Findings, Table, read_table
from intake.rules.reports import LEAST_BASE, LEAST_K, CatalogueEntry, TableEntry
from intake.rules.values import unique

FOLDER = "reports"
WORDS = "words.toml"
NO_CATALOGUES = frozenset({WORDS, "laws.toml"})
"""Files of the folder that hold something else."""

REPORT_SET = "ABCDEFG"
MOST_DIMENSIONS = 2


def read_catalogues(config_dir: Path, findings: Findings) -> Mapping[str, CatalogueEntry]:
    """The catalogues by name, each from the file of its name; none without the folder."""
    folder = config_dir / FOLDER
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    found = {}
    for path in files:
        if path.name not in NO_CATALOGUES:
            table = read_table(path, file=f"{FOLDER}/{path.name}", findings=findings)
            found[path.stem] = _read_catalogue(table, path.stem)
    return MappingProxyType(found)


def check_totals_at_least(table: Table, *, method: Method, k: int, totals_at_least: int) -> None:
    """Note a rule for totals that shows smaller ones than other numbers, or that method R lacks."""
    if method is Method.ROUNDING and totals_at_least:
        wrong = "Method R withholds no totals: it rounds every number."
        table.fault("totals_at_least", wrong, "0, or method S")
    elif totals_at_least and totals_at_least < k:
        wrong = f"Totals from {totals_at_least} on would be shown, other numbers only from {k} on."
        table.fault("totals_at_least", wrong, f"0, which shows all totals, or {k} or more")


def read_k(table: Table, default: int) -> int:
    """The smallest number shown; never below five."""
    return table.number("k", default=default, least=LEAST_K, most=100)


def read_base(table: Table, default: int) -> int:
    """To multiples of what numbers are rounded; never below five."""
    return table.number("base", default=default, least=LEAST_BASE, most=100)


def read_totals_at_least(table: Table, default: int) -> int:
    """From which number on totals are shown; 0 shows them all."""
    return table.number("totals_at_least", default=default, least=0)


def _read_catalogue(table: Table, name: str) -> CatalogueEntry:
    if (said := table.text("name")) and said != name:
        table.fault("name", f"The name {said!r} does not match the file's name.", name)
    method = table.code("method", Method)
    entries = [_read_table(entry, method) for entry in table.tables("tables")]
    tables = tuple(unique(entries, table, "tables", lambda one: one.id).values())
    _check_repeats(table, tables)
    entry = CatalogueEntry(
        name=name,
        method=method,
        k=read_k(table, 10),
        base=read_base(table, 5),
        totals_at_least=read_totals_at_least(table, 0),
        tables=tables,
    )
    check_totals_at_least(table, method=method, k=entry.k, totals_at_least=entry.totals_at_least)
    table.finish()
    return entry


def _read_table(entry: Table, method: Method) -> TableEntry:
    found = TableEntry(
        id=read_id(entry),
        report=entry.text("report"),
        measure=entry.code("measure", Measure),
        dimensions=entry.codes("dimensions", Dimension),
        level=entry.code("level", Level),
        title=entry.local("title", (FALLBACK,), more=True),
    )
    if len(found.report) != 1 or found.report not in REPORT_SET:
        right = f"one of: {', '.join(REPORT_SET)}"
        entry.fault("report", f"{found.report!r} is not part of the report set.", right)
    entry.finish()
    _check_dimensions(entry, found, method)
    return found


def _check_dimensions(entry: Table, found: TableEntry, method: Method) -> None:
    known = [one for one in MEASURES[found.measure].dimensions if one != Dimension.RECEIVED_YEAR]
    for dimension in found.dimensions:
        if dimension not in known:
            wrong = f"{found.measure} is not counted by {dimension}."
            entry.fault("dimensions", wrong, f"some of: {', '.join(known)}")
    if len(found.dimensions) > MOST_DIMENSIONS:
        wrong = f"A table with {len(found.dimensions)} dimensions can reveal one person."
        entry.fault("dimensions", wrong, "two dimensions or fewer")
    if method is Method.ROUNDING and found.level is Level.QUARTER and found.dimensions:
        wrong = "Method R publishes totals each quarter and tables by dimensions once a year."
        entry.fault("level", wrong, f'"{Level.YEAR}", or no dimensions')
    if MEASURES[found.measure].derived and found.level is not Level.YEAR:
        entry.fault("level", f"{found.measure} is counted by year.", f'"{Level.YEAR}"')


def _check_repeats(table: Table, tables: tuple[TableEntry, ...]) -> None:
    seen: dict[tuple[Measure, frozenset[Dimension], Level], str] = {}
    for one in tables:
        shape = (one.measure, frozenset(one.dimensions), one.level)
        if shape in seen:
            wrong = f"{one.id} is the same table as {seen[shape]}."
            table.fault("tables", wrong, "each table once")
        seen.setdefault(shape, one.id)
