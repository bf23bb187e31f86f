"""A law's report as a tagged PDF or as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from intake.documents.paper import paper
from intake.documents.rendering import render_pdf
from intake.documents.workbook import Blank, Sheet, write_workbook
from intake.publication.laws.report import LawReport
from intake.publication.printed.grids import grids
from intake.publication.printed.sheets import notes_sheet, table_sheet
from intake.publication.printed.words import Words
from intake.texts.dates import long_date


def law_pdf(report: LawReport, language: str) -> bytes:
    """The report as a tagged PDF, with marked lines to fill in. Raises RenderingFailed."""
    return render_pdf(law_html(report, language), day=report.latest.as_of)


def law_html(report: LawReport, language: str) -> str:
    """The report as HTML with its styles inside."""
    return paper("law.html", language, **_values(report, Words(report.latest, language)))


def law_workbook(report: LawReport, language: str) -> bytes:
    """The report as a spreadsheet: notes, lines to fill in, one sheet a table."""
    words = Words(report.latest, language)
    tables = [table for filled in report.points for table in filled.tables]
    sheets = [
        _notes(report, words),
        _to_fill_in(report, words),
        *(table_sheet(table, words) for table in tables),
    ]
    return write_workbook(
        sheets,
        title=f"{report.law.name.in_(language)}, {words.period(report.period)}",
        language=language,
        author=report.latest.place(language),
        day=report.latest.as_of,
    )


FORMATS: Mapping[str, Callable[[LawReport, str], bytes]] = MappingProxyType(
    {"pdf": law_pdf, "xlsx": law_workbook}
)


def _values(report: LawReport, words: Words) -> dict[str, Any]:
    material, language = report.latest, words.language
    return {
        "place": material.place(language),
        "made_on": material.as_of.isoformat(),
        "as_of": long_date(material.as_of, language),
        "invented": any(release.release["invented"] for release in report.releases),
        "name": report.law.name.in_(language),
        "citation": report.law.citation,
        "source": report.law.source,
        "period": words.period(report.period),
        "missing": [words.period(quarter) for quarter in report.missing],
        "points": [
            {
                "title": filled.point.title.in_(language),
                "blanks": [blank.in_(language) for blank in filled.point.blanks],
                "grids": [
                    grid for table in filled.tables for grid in grids(table, words, report.period)
                ],
                "partly": bool(filled.point.only),
                "lacking": filled.lacking,
            }
            for filled in report.points
        ],
        "withheld": words.withheld,
        "why_withheld": words.why_withheld(),
        "rounded": material.is_rounded,
        "protection": material.words("protection").in_(language),
        "counting_rule": material.words("counting_rule").in_(language),
        "limits": material.words("limits").in_(language),
        "releases": [(words.period(one.period), one.digest) for one in report.releases],
    }


def _notes(report: LawReport, words: Words) -> Sheet:
    say, language = words.say, words.language
    released = notes_sheet(words)
    missing = [
        say.gettext("No release of the %(period)s.") % {"period": words.period(quarter)}
        for quarter in report.missing
    ]
    return Sheet(
        released.name,
        [
            report.law.name.in_(language),
            report.law.citation,
            words.period(report.period),
            say.gettext(
                "This form follows the report that the law named here asks for, in our own "
                "words. Check it against the text of the law before you submit it."
            ),
            report.law.source,
            *missing,
            "",
            *released.above,
            *(f"{words.period(one.period)}: {one.digest}" for one in report.releases),
        ],
    )


def _to_fill_in(report: LawReport, words: Words) -> Sheet:
    say, language = words.say, words.language
    return Sheet(
        name=say.gettext("To fill in"),
        above=(say.gettext("Complaint data do not include what these lines ask for."),),
        head=(
            say.gettext("Section of the report"),
            say.gettext("What is asked"),
            say.gettext("To be filled in"),
        ),
        rows=[
            (filled.point.title.in_(language), blank.in_(language), Blank())
            for filled in report.points
            for blank in filled.point.blanks
        ],
    )
