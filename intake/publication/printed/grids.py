"""Tables as they are printed: a period's numbers in a grid of words; pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from intake.publication.printed.material import TOTAL, PublishedTable
from intake.publication.printed.words import Words

ACROSS = 2
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Grid:
    """A printed table: its caption, the names of its columns, rows that begin with their name."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def grids(table: PublishedTable, words: Words, period: str) -> tuple[Grid, ...]:
    """A table ready to print for a quarter or a year.

    With one dimension the periods stand across; with two there is a grid for the period itself,
    or for each of its quarters where the year cannot be added up.
    """
    periods = table.periods()
    if len(table.dimensions) < ACROSS:
        return (_by_period(table, words, periods),)
    chosen = [period] if period in periods else periods
    return tuple(_crossed(table, words, one) for one in chosen)


def _by_period(table: PublishedTable, words: Words, periods: Sequence[str]) -> Grid:
    cells = {(row.period, row.values): row.count for row in table.rows}
    values = dict.fromkeys(row.values for row in table.rows)
    return Grid(
        caption=_caption(table, words),
        head=(_corner(table, words), *(words.short_period(period) for period in periods)),
        rows=tuple(
            (_name(table, key, words), *(_cell(cells, (one, key), words) for one in periods))
            for key in values
        ),
    )


def _crossed(table: PublishedTable, words: Words, period: str) -> Grid:
    rows = [row for row in table.rows if row.period == period]
    cells = {row.values: row.count for row in rows}
    down, across = (dict.fromkeys(row.values[place] for row in rows) for place in (0, 1))
    return Grid(
        caption=f"{_caption(table, words)}: {words.period(period)}",
        head=(_corner(table, words), *(words.value(table.dimensions[1], one) for one in across)),
        rows=tuple(
            (
                words.value(table.dimensions[0], one),
                *(_cell(cells, (one, other), words) for other in across),
            )
            for one in down
        ),
    )


def _cell(cells: Mapping[Key, int | None], key: Key, words: Words) -> str:
    return words.number(cells[key]) if key in cells else ""


def _caption(table: PublishedTable, words: Words) -> str:
    return f"{words.title(table)} ({words.unit(table.unit)})"


def _corner(table: PublishedTable, words: Words) -> str:
    return words.dimension(table.dimensions[0]) if table.dimensions else words.unit(table.unit)


def _name(table: PublishedTable, key: tuple[str, ...], words: Words) -> str:
    if not table.dimensions:
        return words.value("", TOTAL)
    return words.value(table.dimensions[0], key[0])
