"""A released table: its rows as they were published, and those of them that somebody asks for."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from typing import Any

TOTAL = "total"
PERIOD, COUNT, STATUS = "period", "count", "status"
STATUSES = ("shown", "withheld")
Cell = str | int | None


@dataclass(frozen=True, slots=True)
class ReleasedTable:
    """A table of one release.

    Attributes:
        entry: what the catalogue says of it.
        dimensions: what the catalogue says of its dimensions and their values.
        columns: names in the order of a row: period, dimensions, count, status.
        rows: as published; a count is None where it is withheld.
    """

    entry: Mapping[str, Any]
    dimensions: Mapping[str, Any]
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def known(self, column: str) -> tuple[str, ...]:
        """The values that a column may be asked for, in their order."""
        if column == STATUS:
            return STATUSES
        place = self.columns.index(column)
        return tuple(dict.fromkeys(str(row[place]) for row in self.rows))

    def filters(self) -> tuple[str, ...]:
        """The columns by which rows may be asked for: all but the count."""
        return tuple(name for name in self.columns if name != COUNT)

    def where(self, wanted: Mapping[str, Collection[str]]) -> tuple[tuple[Cell, ...], ...]:
        """The rows that have one of the wanted values in each of these columns."""
        places = [(self.columns.index(name), set(values)) for name, values in wanted.items()]
        return tuple(
            row for row in self.rows if all(row[place] in values for place, values in places)
        )

    def title_of(self, dimension: str, value: str) -> Mapping[str, str]:
        """The words for a value of a dimension, by language."""
        for one in self.dimensions[dimension]["values"]:
            if one["id"] == value:
                title: Mapping[str, str] = one["title"]
                return title
        return {"en": value}


def read_table(
    entry: Mapping[str, Any], dimensions: Mapping[str, Any], content: bytes
) -> ReleasedTable:
    """The table in a published CSV file."""
    columns, rows = _read(content)
    used = {name: dimensions[name] for name in entry["dimensions"]}
    return ReleasedTable(entry, used, columns, rows)


@lru_cache(maxsize=256)
def _read(content: bytes) -> tuple[tuple[str, ...], tuple[tuple[Cell, ...], ...]]:
    lines = csv.reader(StringIO(content.decode("utf-8"), newline=""))
    columns = tuple(next(lines))
    place = columns.index(COUNT)
    return columns, tuple(_row(line, place) for line in lines)


def _row(line: Sequence[str], place: int) -> tuple[Cell, ...]:
    count = int(line[place]) if line[place] else None
    return (*line[:place], count, *line[place + 1 :])
