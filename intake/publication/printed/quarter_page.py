"""The printed page to bring to a meeting: one quarter's release on one sheet of paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from intake.documents.paper import paper
from intake.documents.rendering import TooManyPages, render_pdf
from intake.publication.printed.chart import Column, as_address, column_chart
from intake.publication.printed.headlines import COMPLAINTS, headlines, totals
from intake.publication.printed.material import Material
from intake.publication.printed.page_tables import page_tables
from intake.publication.printed.words import Words
from intake.rules.localtext import LocalText
from intake.texts.dates import long_date

MOST_COLUMNS = 12
COUNTED_IN_SHORT = ("complaints_received", "cases_ended", "allegations_decided")


@dataclass(frozen=True, slots=True)
class Detail:
    """How much stands on the page: rows of each table, the counting rule whole or in short."""

    rows: int
    whole_rule: bool


DETAILS = (Detail(12, True), Detail(12, False), Detail(8, False), Detail(5, False))
"""From the most to the least; the first that fits is printed."""


def quarter_pdf(material: Material, language: str, *, earlier: Sequence[Material] = ()) -> bytes:
    """The page as a tagged PDF, for A4 and for Letter.

    Args:
        earlier: the releases before this one, for the chart and to compare.

    Raises:
        RenderingFailed: the page could not be laid out.
    """
    versions = [
        quarter_html(material, language, earlier=earlier, detail=detail) for detail in DETAILS
    ]
    try:
        return render_pdf(*versions, day=material.as_of, most_pages=1)
    except TooManyPages:
        # A body whose own words are too long for a page gets a second one rather than no release.
        return render_pdf(versions[-1], day=material.as_of)


def quarter_html(
    material: Material,
    language: str,
    *,
    earlier: Sequence[Material] = (),
    detail: Detail = DETAILS[0],
) -> str:
    """The same page as HTML, for where no PDF can be made."""
    return paper("quarter.html", language, **_values(material, language, earlier, detail))


def _values(
    material: Material, language: str, earlier: Sequence[Material], detail: Detail
) -> dict[str, Any]:
    words = Words(material, language)
    known = [release for release in earlier if release.period < material.period]
    before = max(known, key=lambda release: release.period, default=None)
    columns = _columns([*known, material], words)
    return {
        "place": material.place(language),
        "period": words.period(material.period),
        "as_of": long_date(material.as_of, language),
        "made_on": material.as_of.isoformat(),
        "invented": bool(material.release["invented"]),
        "sentences": headlines(material, language, before=before),
        "chart": as_address(column_chart(columns)) if len(columns) > 1 else None,
        "chart_words": [(column.label, column.shown) for column in columns],
        "tables": page_tables(material, words, most_rows=detail.rows),
        "withheld": words.withheld if material.release["withheld"] else None,
        "why_withheld": words.why_withheld(),
        "dropped": _dropped(material, words),
        "protection": material.words("protection").in_(language),
        "counting_rule": _counting_rule(material, language, detail),
        "in_short": not detail.whole_rule,
        "limits": material.words("limits").in_(language),
        "citation": material.words("citation").in_(language),
        "notes": [note.in_(language) for note in material.notes()],
        "digest": material.data_digest,
    }


def _counting_rule(material: Material, language: str, detail: Detail) -> str:
    if detail.whole_rule:
        return material.words("counting_rule").in_(language)
    measures = material.catalogue["measures"]
    used = [name for name in COUNTED_IN_SHORT if name in measures]
    return " ".join(LocalText(measures[name]["counted"]).in_(language) for name in used)


def _columns(releases: Sequence[Material], words: Words) -> list[Column]:
    found = list(totals(releases, COMPLAINTS).items())[-MOST_COLUMNS:]
    return [
        Column(words.short_period(period), words.number(count), count) for period, count in found
    ]


def _dropped(material: Material, words: Words) -> list[str]:
    dropped = set(material.release.get("dropped_tables", ()))
    return [words.title(table) for table in material.tables if table.id in dropped]
