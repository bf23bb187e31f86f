"""Two agencies side by side: the newest numbers of both, and how they came along; pure."""

from __future__ import annotations

from dataclasses import dataclass

from intake.publication.pages.drawn import pairs_chart
from intake.publication.pages.history import History, Number
from intake.publication.pages.subject import (
    Figure,
    Strand,
    course_title,
    level_word,
    name_of,
    strands,
)
from intake.publication.pages.tables import Heading, RowView, TableView, cell_view, measure_title
from intake.publication.printed.words import Words

AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the agencies that can be compared."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """What the page shows: both sides, and the figures in which they stand beside each other."""

    sides: tuple[Side, Side]
    figures: tuple[Figure, ...]


def comparable(history: History, language: str) -> tuple[Side, ...]:
    """The agencies that the releases tell of."""
    if not any(True for _table in history.tables_with(AGENCY)):
        return ()
    return tuple(Side(id, name_of(history, AGENCY, id, language)) for id in history.values(AGENCY))


def compare(history: History, sides: tuple[Side, Side], words: Words) -> ComparisonView:
    """The two agencies, measure by measure."""
    pair = _Pair(history, sides, words)
    found = strands(history, AGENCY)
    courses = [pair.course(measure, level) for measure, level in _measures(found)]
    parts = [pair.parts(strand) for strand in found if strand.other]
    return ComparisonView(sides, tuple(one for one in (*courses, *parts) if one is not None))


def _measures(found: tuple[Strand, ...]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((one.measure, one.level) for one in found))


@dataclass(frozen=True, slots=True)
class _Pair:
    history: History
    sides: tuple[Side, Side]
    words: Words

    def course(self, measure: str, level: str) -> Figure | None:
        """A measure of both, a period a row."""
        periods = self._periods(measure, level)
        if not periods:
            return None
        pairs = [self._both(measure, period) for period in periods]
        labels = [self.words.short_period(period) for period in periods]
        title = course_title(measure_title(measure, self.words), level, self.words)
        id = f"{measure}-{level}".replace("_", "-")
        corner = level_word(level, self.words)
        names = [side.name for side in self.sides]
        chart = pairs_chart(
            labels, pairs, id=f"chart-{id}", title=title, words=self.words, names=names
        )
        rows = tuple(self._row(label, pair) for label, pair in zip(labels, pairs, strict=True))
        return Figure(TableView(id, title, corner, self._head(), rows), chart)

    def parts(self, strand: Strand) -> Figure | None:
        """The parts of a measure in the newest period that has them."""
        periods = self._periods(strand.measure, strand.level)
        if not periods or strand.other is None:
            return None
        period, other = periods[-1], strand.other
        values = [
            value
            for value in self.history.values(other)
            if any(self._both(strand.measure, period, **{other: value}))
        ]
        if not values:
            return None
        rows = [
            self._row(
                name_of(self.history, other, value, self.words.language),
                self._both(strand.measure, period, **{other: value}),
            )
            for value in values
        ]
        whole = self._row(
            self.words.say.gettext("total"),
            self._both(strand.measure, period),
            is_total=True,
        )
        by = self.words.dimension(other)
        caption = self.words.say.gettext("%(title)s: %(by)s, %(period)s") % {
            "by": by,
            "title": measure_title(strand.measure, self.words),
            "period": self.words.period(period),
        }
        return Figure(TableView(strand.id, caption, by, self._head(), (*rows, whole)), None)

    def _periods(self, measure: str, level: str) -> list[str]:
        found = {
            period
            for side in self.sides
            for period in self.history.periods(measure, level, **{AGENCY: side.id})
        }
        return sorted(found)

    def _both(self, measure: str, period: str, **where: str) -> tuple[Number | None, ...]:
        return tuple(
            self.history.find(measure, period, **{**where, AGENCY: side.id}) for side in self.sides
        )

    def _head(self) -> tuple[Heading, ...]:
        return tuple(Heading(side.name) for side in self.sides)

    def _row(
        self, label: str, pair: tuple[Number | None, ...], *, is_total: bool = False
    ) -> RowView:
        cells = tuple(cell_view(number, self.words) for number in pair)
        return RowView(Heading(label, is_total=is_total), cells)
