"""One table out of several releases: the quarters of a year and the year itself; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from intake.publication.laws.laws import TableAsk
from intake.publication.printed.material import TOTAL, Material, PublishedTable, Row
from intake.rules.localtext import LocalText

QUARTERS_OF_A_YEAR = 4


def gather(
    ask: TableAsk, releases: Sequence[Material], period: str, only: Mapping[str, Sequence[str]]
) -> PublishedTable | None:
    """What the releases show of the table asked for, in a quarter or a year.

    A year's numbers are those published for it; where none were, the sum of its four quarters,
    if all four are shown. Nothing is summed out of rounded numbers but totals.

    Args:
        releases: those of the period, in order.
        period: a quarter or a year.
        only: by dimension, the values whose rows are taken; their margin is left out.

    Returns:
        None where no release has such a table.
    """
    found = [table for release in releases if (table := _nearest(ask, release)) is not None]
    if not found:
        return None
    last = max(found, key=lambda table: len(table.dimensions))
    rows = [row for table in found if table.dimensions == last.dimensions for row in table.rows]
    kept = [row for row in rows if _belongs(row, period, last.level)]
    if len(period) == QUARTERS_OF_A_YEAR and last.level == "quarter":
        published = {
            row.values: row.count
            for release in releases
            for table in release.tables
            if table.level == "year" and table.measure == last.measure
            for row in _projected(table, last.dimensions)
            if row.period == period
        }
        kept += _year(kept, period, published, rounded=releases[-1].is_rounded)
    return replace(last, rows=tuple(_only(kept, last.dimensions, only)))


def _nearest(ask: TableAsk, release: Material) -> PublishedTable | None:
    """The table asked for, taken out of a more detailed one, or a less detailed one instead."""
    wanted: set[str] = set(ask.dimensions)
    tables = [table for table in release.tables if table.measure == ask.measure]
    near = max(tables, key=lambda table: _nearness(table, wanted), default=None)
    if near is None:
        return None
    kept = tuple(name for name in ask.dimensions if name in near.dimensions)
    title = near.title if set(kept) == set(near.dimensions) else _title(release, near, kept)
    return replace(near, dimensions=kept, title=title, rows=tuple(_projected(near, kept)))


def _title(release: Material, table: PublishedTable, kept: tuple[str, ...]) -> LocalText:
    """The title of a margin: what is counted, and by what it is still broken down."""
    measure = LocalText(release.catalogue["measures"][table.measure]["title"])
    return LocalText(
        {
            language: ", ".join(
                (measure.in_(language), *(release.dimension(name).in_(language) for name in kept))
            )
            for language in table.title.by_language
        }
    )


def _nearness(table: PublishedTable, wanted: set[str]) -> tuple[int, int, int]:
    has = set(table.dimensions)
    return (len(has & wanted), table.level == "quarter", -len(has - wanted))


def _projected(table: PublishedTable, dimensions: tuple[str, ...]) -> Iterator[Row]:
    if not set(dimensions) <= set(table.dimensions):
        return
    places = [table.dimensions.index(name) for name in dimensions]
    for row in table.rows:
        rest = (value for place, value in enumerate(row.values) if place not in places)
        if all(value == TOTAL for value in rest):
            yield Row(row.period, tuple(row.values[place] for place in places), row.count)


def _belongs(row: Row, period: str, level: str) -> bool:
    """Whether a row is of the period; a yearly table belongs whole to the release it came with."""
    return level == "year" or row.period == period or row.period.startswith(f"{period}Q")


def _year(
    rows: Iterable[Row],
    year: str,
    published: Mapping[tuple[str, ...], int | None],
    *,
    rounded: bool,
) -> list[Row]:
    by_values: dict[tuple[str, ...], list[int | None]] = {}
    for row in rows:
        by_values.setdefault(row.values, []).append(row.count)
    made = []
    for values, counts in by_values.items():
        if values in published:
            made.append(Row(year, values, published[values]))
        elif len(counts) == QUARTERS_OF_A_YEAR and not (rounded and set(values) - {TOTAL}):
            known = [count for count in counts if count is not None]
            made.append(Row(year, values, sum(known) if len(known) == len(counts) else None))
    return made


def _only(
    rows: Iterable[Row], dimensions: tuple[str, ...], only: Mapping[str, Sequence[str]]
) -> Iterator[Row]:
    for row in rows:
        pairs = zip(dimensions, row.values, strict=True)
        if all(name not in only or value in only[name] for name, value in pairs):
            yield row
