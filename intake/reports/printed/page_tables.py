"""The small tables of the printed page: one dimension down, one or two numbers across; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake.reports.printed.material import Material
from intake.reports.printed.words import Words
from intake.texts.marking import marked as _

MOST_ROWS = 12


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
            Ask(_("deadlines kept"), "clocks_ended", (("timing", "in_time"),)),
            Ask(_("deadlines missed"), "clocks_ended", (("timing", "late"),)),
        ),
    ),
)


def page_tables(material: Material, words: Words) -> tuple[PageTable, ...]:
    """The tables that this release has numbers for."""
    made = (_table(question, material, words) for question in QUESTIONS)
    return tuple(table for table in made if table is not None)


def _table(question: Question, material: Material, words: Words) -> PageTable | None:
    name = question.dimension
    values = [entry["id"] for entry in _values(material, name)]
    columns = [
        ask for ask in question.columns if any(_has(material, ask, name, value) for value in values)
    ]
    if not columns:
        return None
    kept = _largest(values, columns[0], material, name)
    return PageTable(
        caption=words.say.gettext(question.caption),
        head=(words.dimension(name), *(words.say.gettext(ask.heading) for ask in columns)),
        rows=tuple(
            (
                words.value(name, value),
                *(_shown(material, ask, name, value, words) for ask in columns),
            )
            for value in kept
        ),
        left_out=len(values) - len(kept),
    )


def _values(material: Material, dimension: str) -> Iterator[Mapping[str, str]]:
    if entry := material.catalogue["dimensions"].get(dimension):
        yield from entry["values"]


def _where(ask: Ask, dimension: str, value: str) -> dict[str, str]:
    return {**dict(ask.where), dimension: value}


def _has(material: Material, ask: Ask, dimension: str, value: str) -> bool:
    return material.has(ask.measure, material.period, **_where(ask, dimension, value))


def _count(material: Material, ask: Ask, dimension: str, value: str) -> int | None:
    if not _has(material, ask, dimension, value):
        return None
    return material.count(ask.measure, material.period, **_where(ask, dimension, value))


def _shown(material: Material, ask: Ask, dimension: str, value: str, words: Words) -> str:
    if not _has(material, ask, dimension, value):
        return ""
    return words.number(_count(material, ask, dimension, value))


def _largest(values: list[str], ask: Ask, material: Material, dimension: str) -> list[str]:
    """At most so many rows as fit, those with the largest shown numbers, in their own order."""
    ranked = sorted(values, key=lambda value: -(_count(material, ask, dimension, value) or 0))
    kept = set(ranked[:MOST_ROWS])
    return [value for value in values if value in kept]
