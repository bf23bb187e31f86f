"""One rule or one agency over all releases: its newest numbers, and how they came along; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from intake.publication.pages.charts import ChartView
from intake.publication.pages.drawn import MOST_BARS, Line, bars_chart
from intake.publication.pages.history import History, Number
from intake.publication.pages.tables import (
    CellView,
    Heading,
    RowView,
    TableView,
    cell_view,
    measure_title,
)
from intake.publication.printed.material import PublishedTable
from intake.publication.printed.words import Words

LEVELS = ("quarter", "year")


@dataclass(frozen=True, slots=True)
class Figure:
    """A table, and its chart where there is something to draw."""

    table: TableView
    chart: ChartView | None
    file: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A newest number: what it counts, of which period, and the number in words."""

    counted: str
    period: str
    number: CellView


@dataclass(frozen=True, slots=True)
class SubjectView:
    """What a page about one rule or agency shows."""

    value: str
    name: str
    facts: tuple[Fact, ...]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Strand:
    """Numbers of one measure that belong together: by quarter or by year, and by what else."""

    measure: str
    level: str
    other: str | None

    @property
    def id(self) -> str:
        """Unique on a page about one subject."""
        return "-".join(filter(None, (self.measure, self.other, self.level))).replace("_", "-")


def find_subject(history: History, dimension: str, value: str, words: Words) -> SubjectView | None:
    """Everything released about a rule or an agency; None where no release knows it."""
    if value not in history.values(dimension):
        return None
    found = [_Told(history, strand, {dimension: value}, words) for strand in
             strands(history, dimension)]  # fmt: skip
    told = [one for one in found if one.periods]
    return SubjectView(
        value=value,
        name=name_of(history, dimension, value, words.language),
        facts=tuple(_facts(told)),
        figures=tuple(one.figure() for one in told),
    )


def name_of(history: History, dimension: str, value: str, language: str) -> str:
    """What a value is called, in the newest release that has a word for it."""
    for release in reversed(history.releases):
        entry = release.catalogue["dimensions"].get(dimension, {"values": ()})
        if any(one["id"] == value for one in entry["values"]):
            return release.value(dimension, value).in_(language)
    return value


def level_word(level: str, words: Words) -> str:
    """What the periods of a level are called."""
    say = words.say
    return say.gettext("Year") if level == "year" else say.gettext("Quarter")


def course_title(title: str, level: str, words: Words) -> str:
    """What a table is called that has a period in each row."""
    say = words.say
    if level == "year":
        return say.gettext("%(title)s, year by year") % {"title": title}
    return say.gettext("%(title)s, quarter by quarter") % {"title": title}


def strands(history: History, dimension: str) -> tuple[Strand, ...]:
    """What tables say of a dimension: each measure by quarter if there is such a table, and by
    year what there is by year alone.
    """
    found: dict[Strand, None] = {}
    for level in LEVELS:
        for table in history.tables_with(dimension):
            if table.level == level:
                other = _other(table, dimension)
                known = {(strand.measure, strand.other) for strand in found}
                if (table.measure, other) not in known:
                    found[Strand(table.measure, level, other)] = None
    return tuple(one for one in found if one.other or not _has_more(one, found))


def _has_more(strand: Strand, among: dict[Strand, None]) -> bool:
    """Whether another strand shows the same totals and parts of them."""
    return any(
        one.other and (one.measure, one.level) == (strand.measure, strand.level) for one in among
    )


def _other(table: PublishedTable, dimension: str) -> str | None:
    return next((name for name in table.dimensions if name != dimension), None)


def _facts(told: list[_Told]) -> Iterator[Fact]:
    seen = set()
    for one in told:
        if one.strand.measure not in seen:
            seen.add(one.strand.measure)
            number = one.whole(one.periods[-1])
            period = one.words.period(one.periods[-1])
            yield Fact(one.title, period, cell_view(number, one.words))


class _Told:
    """One strand of a subject."""

    def __init__(
        self, history: History, strand: Strand, where: dict[str, str], words: Words
    ) -> None:
        self.history = history
        self.strand = strand
        self.where = where
        self.words = words
        self.periods = history.periods(strand.measure, strand.level, **where)
        self.pieces = history.values(strand.other) if strand.other else ()

    @property
    def title(self) -> str:
        """What is counted."""
        return measure_title(self.strand.measure, self.words)

    def whole(self, period: str) -> Number | None:
        """The total of a period."""
        return self.history.find(self.strand.measure, period, **self.where)

    def piece(self, period: str, value: str) -> Number | None:
        """A part of it."""
        where = {**self.where, str(self.strand.other): value}
        return self.history.find(self.strand.measure, period, **where)

    def figure(self) -> Figure:
        """The strand as a table, a period a row, and as a chart."""
        zeros = [one for one in self.pieces if self._is_zero(one)]
        used = [one for one in self.pieces if one not in zeros]
        say = self.words.say
        head = [Heading(self._name(one)) for one in used]
        table = TableView(
            id=self.strand.id,
            caption=self._caption(),
            corner=level_word(self.strand.level, self.words),
            head=(*head, Heading(say.gettext("total"), is_total=True)),
            rows=tuple(self._row(period, used) for period in self.periods),
            zeros=tuple(self._name(one) for one in zeros),
        )
        return Figure(table, self._chart(used))

    def _row(self, period: str, used: list[str]) -> RowView:
        numbers = [self.piece(period, one) for one in used]
        cells = [cell_view(one, self.words) for one in (*numbers, self.whole(period))]
        return RowView(Heading(self.words.short_period(period)), tuple(cells))

    def _chart(self, used: list[str]) -> ChartView | None:
        lines = []
        for period in self.periods[-MOST_BARS:]:
            whole = self.whole(period)
            pieces = [self.piece(period, one) for one in used]
            if whole is not None:
                known = tuple(one for one in pieces if one is not None)
                label = self.words.short_period(period)
                lines.append(Line(label, whole, known if len(known) == len(used) else ()))
        whole_lines = all(len(line.pieces) == len(used) for line in lines)
        return bars_chart(
            lines if whole_lines else [Line(line.label, line.whole) for line in lines],
            id=f"chart-{self.strand.id}",
            title=self._caption(),
            words=self.words,
            pieces=[self._name(one) for one in used] if whole_lines else (),
        )

    def _caption(self) -> str:
        title = self.title
        if self.strand.other is not None:
            by = self.words.dimension(self.strand.other)
            title = self.words.say.gettext("%(title)s: %(by)s") % {"title": title, "by": by}
        return course_title(title, self.strand.level, self.words)

    def _is_zero(self, value: str) -> bool:
        numbers = [self.piece(period, value) for period in self.periods]
        return all(one is not None and one.count == 0 for one in numbers)

    def _name(self, value: str) -> str:
        return name_of(self.history, str(self.strand.other), value, self.words.language)
