"""The tables of a release, row by row: every combination of values, every margin, the total."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from itertools import product
from typing import Any

from intake.numbers.catalogue import Level, ReportTable
from intake.numbers.cells import Cell
from intake.protection.layout import EARLIER_TOTALS, periods_of
from intake.publication.files.content import ReleaseContent

TOTAL = "total"
SHOWN = "shown"
WITHHELD = "withheld"


@dataclass(frozen=True)
class WrittenTable:
    """A table as it goes out: its cells in the order of its rows."""

    entry: ReportTable
    cells: tuple[tuple[Cell, tuple[str, ...], int | None], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of its columns."""
        return ("period", *self.entry.dimensions, "count", "status")

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The periods that it has rows of, in order."""
        return tuple(dict.fromkeys(cell.period for cell, _, _ in self.cells))

    def rows(self) -> Iterator[tuple[str | int | None, ...]]:
        """Its rows; a count is None where it is withheld."""
        for cell, values, number in self.cells:
            yield (cell.period, *values, number, WITHHELD if number is None else SHOWN)


def written_tables(content: ReleaseContent) -> tuple[WrittenTable, ...]:
    """The tables that have rows in this release, in the order of the catalogue."""
    earlier = {_bearer(content, measure): measure for measure in EARLIER_TOTALS}
    found = []
    for table in content.catalogue.tables:
        cells = list(_earlier_totals(content, table)) if table.id in earlier else []
        for period in periods_of(content.catalogue, table, content.release):
            cells += _cells(content, table, period)
        if cells:
            found.append(WrittenTable(table, tuple(cells)))
    return tuple(found)


def csv_of(rows: Iterable[Sequence[str | int | None]]) -> bytes:
    """Rows as CSV: UTF-8, lines ended by LF, nothing where there is no value."""
    text = StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()


def json_of(content: Any) -> bytes:
    """Content as JSON in UTF-8, in the order in which it is given."""
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def table_json(table: WrittenTable) -> bytes:
    """A table as JSON, a line a row."""
    rows = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in table.rows())
    head = json.dumps({"table": table.entry.id, "columns": list(table.columns)}, ensure_ascii=False)
    return f'{head[:-1]}, "rows": [\n  {rows}\n]}}\n'.encode()


def _cells(
    content: ReleaseContent, table: ReportTable, period: str
) -> Iterator[tuple[Cell, tuple[str, ...], int | None]]:
    choices = ((*content.catalogue.values(name), TOTAL) for name in table.dimensions)
    for values in product(*choices):
        pairs = zip(table.dimensions, values, strict=True)
        cell = Cell.of(
            table.measure, period, {name: value for name, value in pairs if value != TOTAL}
        )
        yield cell, values, content.cells[cell]


def _bearer(content: ReleaseContent, measure: str) -> str | None:
    """The table that shows a measure's totals of earlier quarters: the one of least dimensions."""
    tables = [
        table
        for table in content.catalogue.tables
        if table.measure == measure and table.level is Level.QUARTER
    ]
    least = min(tables, key=lambda table: len(table.dimensions), default=None)
    return None if least is None else least.id


def _earlier_totals(
    content: ReleaseContent, table: ReportTable
) -> Iterator[tuple[Cell, tuple[str, ...], int | None]]:
    for cell, number in sorted(content.cells.items(), key=lambda pair: pair[0]):
        is_earlier = not cell.is_yearly and cell.period < content.release.name
        if cell.measure == table.measure and cell.is_total and is_earlier:
            yield cell, (TOTAL,) * len(table.dimensions), number
