"""Reads the cells of a release's tables, and notes each row that should not be there as it is."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from itertools import product

from intake.attack.reading import Release, Table
from intake.attack.single_rows import CSV, JSON
from intake.attack.verdict import Cell

TOTAL = "total"
SHOWN = "shown"
WITHHELD = "withheld"
COHORT = "cases_of_year"
ENTERED = ("complaints_received", "cases_received")
"""Measures whose totals of earlier quarters go out with the first release."""

_NUMBER = re.compile(r"0|[1-9][0-9]*")
_DATA = "data/"
_SINGLE = {CSV, JSON}
"""Single cases, which have a check of their own."""
Cells = dict[Cell, int | None]


def read_cells(release: Release, *, first: bool) -> Cells:
    """The cells of a release, None where one is withheld; faults are noted in the release.

    Args:
        first: it is the body's first release, which shows totals of earlier quarters too.
    """
    cells: Cells = {}
    _find_unlisted(release)
    for table in release.tables:
        period = period_of(release, table)
        path = f"{_DATA}{table.id}.csv"
        if path not in release.files:
            if period is not None:
                release.fault(f"{path} is missing")
            continue
        if period is None:
            release.fault(f"{path} has no period that goes out with this release")
            continue
        _read_table(release, table, period, cells, first=first)
    return cells


def period_of(release: Release, table: Table) -> str | None:
    """The period of a table that goes out with a release; None if none does."""
    if table.level == "quarter":
        return release.period
    year = release.year - (table.measure == COHORT)
    return str(year) if release.ends_year and str(year) >= release.first_period[:4] else None


def expected_cells(release: Release, table: Table, period: str) -> Iterator[Cell]:
    """Every combination of a table's values, every margin, and the total."""
    choices = ((*release.dimensions[name], TOTAL) for name in table.dimensions)
    for values in product(*choices):
        yield _cell(table, period, values)


def _cell(table: Table, period: str, values: Iterable[str]) -> Cell:
    pairs = zip(table.dimensions, values, strict=True)
    where = tuple(sorted((name, value) for name, value in pairs if value != TOTAL))
    return Cell(table.measure, period, where)


def _find_unlisted(release: Release) -> None:
    listed = {f"{_DATA}{table.id}.{kind}" for table in release.tables for kind in ("csv", "json")}
    for path in release.files:
        if path.startswith(_DATA) and path not in listed | _SINGLE:
            release.fault(f"{path} is no table of the catalogue")


def _read_table(release: Release, table: Table, period: str, cells: Cells, *, first: bool) -> None:
    path = f"{_DATA}{table.id}.csv"
    expected = set(expected_cells(release, table, period))
    rows = _lines(release, path, table)
    _compare_twin(release, table, rows)
    seen: set[Cell] = set()
    for row in rows:
        cell = _cell(table, row[0], row[1:-2])
        if cell not in expected and not (first and _is_earlier_total(release, table, cell)):
            # It is public all the same, and the attacker makes use of it.
            release.fault(f"{path} has a row that the catalogue does not foresee: {cell}")
        if cell in seen:
            release.fault(f"{path} has two rows of {cell}")
        seen.add(cell)
        number = _number(release, cell, *row[-2:])
        if cell in cells and cells[cell] != number:
            release.fault(f"two tables do not say the same of {cell}")
        cells[cell] = number
    for cell in sorted(expected - seen):
        release.fault(f"{path} has no row of {cell}")


def _is_earlier_total(release: Release, table: Table, cell: Cell) -> bool:
    return (
        table.measure in ENTERED
        and table.level == "quarter"
        and not cell.where
        and re.fullmatch(r"\d{4}Q[1-4]", cell.period) is not None
        and cell.period < release.period
    )


def _lines(release: Release, path: str, table: Table) -> list[tuple[str, ...]]:
    text = release.files[path].decode("utf-8", "replace")
    lines = [tuple(line) for line in csv.reader(StringIO(text, newline="")) if line]
    header = ("period", *table.dimensions, "count", "status")
    if not lines or lines[0] != header:
        release.fault(f"{path} has other columns than {', '.join(header)}")
        return []
    whole = [line for line in lines[1:] if len(line) == len(header)]
    if len(whole) < len(lines) - 1:
        release.fault(f"{path} has a row of another length")
    return whole


def _number(release: Release, cell: Cell, count: str, status: str) -> int | None:
    if status == SHOWN and _NUMBER.fullmatch(count):
        return int(count)
    if status != WITHHELD or count:
        release.fault(f"{cell} is marked {status!r} with count {count!r}")
    return None


def _compare_twin(release: Release, table: Table, rows: list[tuple[str, ...]]) -> None:
    """Compare a table with its JSON; a number that stands in one of them only is given away."""
    path = f"{_DATA}{table.id}.json"
    if path not in release.files:
        return
    header = ("period", *table.dimensions, "count", "status")
    try:
        content = json.loads(release.files[path])
        if content["columns"] != [*header]:
            raise ValueError("other columns")
        twins = [_plain(content["columns"], row) for row in content["rows"]]
    except (KeyError, TypeError, ValueError, AttributeError):
        release.fault(f"{path} does not read")
        return
    if twins != [dict(zip(header, row, strict=True)) for row in rows]:
        release.fault(f"{path} does not say the same as its CSV")


def _plain(columns: list[str], row: object) -> Mapping[str, str]:
    values = row.values() if isinstance(row, dict) else row
    if not isinstance(values, Iterable):
        raise TypeError(type(values))
    pairs = zip(columns, values, strict=True)
    return {name: "" if value is None else str(value) for name, value in pairs}
