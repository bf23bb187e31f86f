"""A chart of a released table for the pages of other sites: a picture, or a small framed page."""

from __future__ import annotations

from flask import Blueprint, Response, g
from werkzeug.exceptions import HTTPException

from intake.texts.dates import whole_number
from intake.texts.languages import direction
from intake.web.foundation.access import Access, Sharing, access
from intake.web.foundation.database import session
from intake.web.foundation.languages import gettext as _
from intake.web.foundation.rendering import page
from intake.web.public.data import addresses
from intake.web.public.data.answers import FOR_NOW, text_answer, with_links
from intake.web.public.data.chart import WIDTH, Bar, Chart, height_of, svg
from intake.web.public.data.described import release_links
from intake.web.public.data.place import attach_data_prefix
from intake.web.public.data.refusals import refuse_other_parameters, take_language
from intake.web.public.data.released_table import TOTAL, Cell, ReleasedTable
from intake.web.public.data.requested import issue_of, table_of
from intake.web.public.data.shelf import Issue, head_of

WITHOUT_DIMENSIONS = len(("period", "count", "status"))

blueprint = Blueprint("data_embed", __name__)
attach_data_prefix(blueprint)


@blueprint.get("/embed/<period>/<chart>.svg")
@access(Access.MACHINE, sharing=Sharing.FRAME)
def picture(period: str, chart: str) -> Response:
    """The chart as a picture."""
    refuse_other_parameters("language")
    language, issue = take_language(), issue_of(period)
    drawn = svg(chart_of(issue, table_of(issue, chart), language))
    response = text_answer(drawn, kept=FOR_NOW, kind="svg")
    return with_links(response, release_links(issue, head_of(session(), issue)["license"]))


@blueprint.get("/embed/<period>/<chart>.html")
@access(Access.PUBLIC, sharing=Sharing.FRAME)
def framed(period: str, chart: str) -> Response:
    """The chart as a page without script that may stand in a frame.

    People see what is in a frame, so that a mistake in its address is answered by a page as well.
    """
    try:
        refuse_other_parameters("language")
        language, issue = take_language(), issue_of(period)
        made = chart_of(issue, table_of(issue, chart), language)
    except HTTPException as refused:
        status = refused.get_response().status_code
        home = addresses.about(g.jurisdiction.slug, g.language)
        return page("public/data/no_chart.html", status=status, address=home)
    shown = page(
        "public/data/framed.html",
        chart=made,
        picture=f"{chart}.svg?language={language}",
        width=WIDTH,
        height=height_of(made),
        address=addresses.for_people(issue.jurisdiction, language, period),
    )
    return text_answer(shown.get_data(as_text=True), kept=FOR_NOW, kind="html")


def chart_of(issue: Issue, table: ReleasedTable, language: str) -> Chart:
    """The bars of a table: its first dimension in its newest period, else its totals by period."""
    charted = _charted(table)
    bars = tuple(_bar(table, row, language) for row in charted)
    titles = table.entry["title"]
    title = _(
        "%(place)s: %(title)s, %(period)s",
        place=g.jurisdiction.name.in_(language),
        title=titles.get(language, titles["en"]),
        period=" – ".join(dict.fromkeys(str(row[0]) for row in (charted[0], charted[-1]))),
    )
    return Chart(
        language=language,
        direction=direction(language),
        title=title,
        told="; ".join(f"{bar.label}: {bar.shown}" for bar in bars),
        source=_source(issue, any(bar.count is None for bar in bars)),
        bars=bars,
    )


def _charted(table: ReleasedTable) -> tuple[tuple[Cell, ...], ...]:
    """The rows that are drawn: everything but the first dimension is summed over."""
    if len(table.columns) == WITHOUT_DIMENSIONS:
        return table.rows
    newest = table.where({"period": [max(table.known("period"))]})
    return tuple(
        row for row in newest if row[1] != TOTAL and all(value == TOTAL for value in row[2:-2])
    )


def _bar(table: ReleasedTable, row: tuple[Cell, ...], language: str) -> Bar:
    count = row[-2] if isinstance(row[-2], int) else None
    shown = _("withheld") if count is None else whole_number(count, language)
    if len(row) == WITHOUT_DIMENSIONS:
        return Bar(str(row[0]), shown, count)
    title = table.title_of(table.columns[1], str(row[1]))
    return Bar(title.get(language, title["en"]), shown, count)


def _source(issue: Issue, withheld: bool) -> str:
    """What stands under the chart."""
    parts = [
        _(
            "Release %(number)s of %(period)s, SHA-256 %(digest)s…",
            number=issue.number,
            period=issue.period,
            digest=issue.digest[:16],
        ),
        addresses.release(issue.jurisdiction, issue.period),
    ]
    if issue.invented:
        parts.insert(0, _("Invented numbers of a demonstration."))
    if issue.method == "R":
        parts.append(_("Numbers are rounded to protect people."))
    elif withheld:
        parts.append(_("A dashed outline marks a number that is withheld to protect people."))
    return " ".join(parts)
