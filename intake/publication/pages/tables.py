"""Tables as a page shows them and a screen reader reads them out: every cell in words; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.publication.pages.history import History, Number
from intake.publication.printed.material import TOTAL, PublishedTable, Row
from intake.publication.printed.words import Words

NUMBER, WITHHELD, ABSENT = "number", "withheld", "absent"


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell: what it says, and whether that is a number, a withheld one, or none at all."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a row or column is called; a total has the rest added up."""

    text: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class RowView:
    """A row that begins with its heading."""

    heading: Heading
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: caption, the corner over the first column, headings across, rows.

    Attributes:
        id: unique on its page.
        zeros: columns that are left out because every number in them is zero.
    """

    id: str
    caption: str
    corner: str
    head: tuple[Heading, ...]
    rows: tuple[RowView, ...]
    zeros: tuple[str, ...] = ()

    @property
    def has_withheld(self) -> bool:
        """Whether a number of it is kept back."""
        return any(cell.kind == WITHHELD for row in self.rows for cell in row.cells)


def cell_view(number: Number | None, words: Words) -> CellView:
    """A number, or the word for one that is withheld; blank where there is none."""
    if number is None:
        return CellView(words.say.gettext("not published"), ABSENT)
    kind = WITHHELD if number.count is None else NUMBER
    return CellView(words.number(number.count), kind)


def released_table(table: PublishedTable, period: str, words: Words) -> TableView:
    """One period of a published table: one dimension down, the second across, totals last."""
    rows = [row for row in table.rows if row.period == period]
    crossed = len(table.dimensions) > 1
    across = tuple(dict.fromkeys(row.values[1] for row in rows)) if crossed else ()
    caption = f"{words.title(table)} ({words.unit(table.unit)}), {words.period(period)}"
    return TableView(
        id=f"{table.id}-{period}".lower(),
        caption=caption,
        corner=words.dimension(table.dimensions[0]),
        head=_across(table, across, words) if crossed else (Heading(words.unit(table.unit)),),
        rows=tuple(_down(table, rows, words)),
    )


def glance(history: History, words: Words, *, id: str, most: int) -> TableView | None:
    """The totals of each measure, in the newest quarters; None where there are none.

    Args:
        most: quarters across.
    """
    newest = history.newest
    measures = [name for name in newest.catalogue["measures"] if history.find(name, newest.period)]
    known = {period for name in measures for period in history.periods(name, "quarter")}
    periods = sorted(known)[-most:]
    if not measures:
        return None
    rows = tuple(
        RowView(
            Heading(measure_title(name, words)),
            tuple(cell_view(history.find(name, period), words) for period in periods),
        )
        for name in measures
    )
    head = tuple(Heading(words.short_period(period)) for period in periods)
    caption = words.say.gettext("Totals of each quarter")
    return TableView(id, caption, words.say.gettext("What is counted"), head, rows)


def measure_title(measure: str, words: Words) -> str:
    """What a measure is called."""
    titles: dict[str, str] = words.material.catalogue["measures"][measure]["title"]
    return titles.get(words.language) or titles["en"]


def _across(table: PublishedTable, values: Sequence[str], words: Words) -> tuple[Heading, ...]:
    return tuple(_heading(table.dimensions[1], value, words) for value in values)


def _down(table: PublishedTable, rows: Sequence[Row], words: Words) -> list[RowView]:
    grouped: dict[str, list[CellView]] = {}
    for row in rows:
        cells = grouped.setdefault(row.values[0], [])
        cells.append(cell_view(Number(row.count), words))
    return [
        RowView(_heading(table.dimensions[0], value, words), tuple(cells))
        for value, cells in grouped.items()
    ]


def _heading(dimension: str, value: str, words: Words) -> Heading:
    return Heading(words.value(dimension, value), is_total=value == TOTAL)
