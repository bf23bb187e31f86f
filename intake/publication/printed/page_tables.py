"""The small tables of the printed page: one dimension down, one or two numbers across; pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from intake.publication.printed.material import Material
from intake.publication.printed.words import Words
from intake.texts.marking import marked as _


@dataclass(frozen=True, slots=True)
class Ask:
    """A column: its heading, and the cell that it shows in each row."""

    heading: str
    measure: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A table of the page: its caption, the dimension down, the columns."""

    caption: str
    dimension: str
    columns: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table ready to print; `left_out` rows are in the data only."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: int


QUESTIONS = (
    Question(
        _("Allegations decided, by rule"),
        "rule",
        (
            Ask(_("allegations decided"), "allegations_decided"),
            Ask(
                _("of these, sustained"),
                "allegations_decided",
                (("disposition", "sustained"),),
            ),
        ),
    ),
    Question(
        _("Cases by agency"),
        "agency",
        (Ask(_("cases opened"), "cases_received"), Ask(_("cases ended"), "cases_ended")),
    ),
    Question(_("How cases ended"), "ending", (Ask(_("cases"), "cases_ended"),)),
    Question(
        _("Deadlines"),
        "clock",
        (
            Ask(_("deadlines met"), "clocks_ended", (("timing", "in_time"),)),
            Ask(_("deadlines missed"), "clocks_ended", (("timing", "late"),)),
        ),
    ),
)


def page_tables(material: Material, words: Words, *, most_rows: int) -> tuple[PageTable, ...]:
    """The tables that this release has numbers for: of its quarter, or else of its year.

    Args:
        most_rows: of each table; those with the largest shown numbers are kept.
    """
    made = []
    for question in QUESTIONS:
        for period in (material.period, material.period[:4]):
            view = _View(question.dimension, period, material, words)
            if columns := view.columns(question):
                made.append(view.table(question, columns, most_rows))
                break
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _View:
    """A dimension in one period of a release."""

    dimension: str
    period: str
    material: Material
    words: Words

    def columns(self, question: Question) -> list[Ask]:
        return [ask for ask in question.columns if any(map(partial(self.has, ask), self.values()))]

    def table(self, question: Question, columns: list[Ask], most_rows: int) -> PageTable:
        values = self.values()
        ranked = sorted(values, key=lambda value: -(self.count(columns[0], value) or 0))
        kept = set(ranked[:most_rows])
        caption = self.words.say.gettext(question.caption)
        if self.period != self.material.period:
            caption = f"{caption}: {self.words.period(self.period)}"
        return PageTable(
            caption=caption,
            head=(
                self.words.dimension(self.dimension),
                *(self.words.say.gettext(ask.heading) for ask in columns),
            ),
            rows=tuple(
                (
                    self.words.value(self.dimension, value),
                    *(self.shown(ask, value) for ask in columns),
                )
                for value in values
                if value in kept
            ),
            left_out=len(values) - len(kept),
        )

    def values(self) -> list[str]:
        entry = self.material.catalogue["dimensions"].get(self.dimension)
        return [value["id"] for value in entry["values"]] if entry else []

    def has(self, ask: Ask, value: str) -> bool:
        return self.material.has(ask.measure, self.period, **self.where(ask, value))

    def count(self, ask: Ask, value: str) -> int | None:
        if not self.has(ask, value):
            return None
        return self.material.count(ask.measure, self.period, **self.where(ask, value))

    def shown(self, ask: Ask, value: str) -> str:
        return self.words.number(self.count(ask, value)) if self.has(ask, value) else ""

    def where(self, ask: Ask, value: str) -> dict[str, str]:
        return {**dict(ask.where), self.dimension: value}
