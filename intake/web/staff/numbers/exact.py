"""The numbers of a quarter as they are, unprotected: for the body itself, never to be passed on."""

from __future__ import annotations

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from intake.accounts.roles import Permission
from intake.actions.publishing.exact_numbers import (
    NumbersAbsent,
    look_at_exact_numbers,
    places_with,
)
from intake.actions.publishing.standing import QuarterState
from intake.numbers.quarters import Quarter
from intake.publication.pages.tables import TableView, released_table
from intake.publication.printed.material import Material
from intake.publication.printed.words import Words
from intake.web.foundation.access import staff_only
from intake.web.foundation.database import session
from intake.web.foundation.errors import ErrorRow
from intake.web.foundation.rendering import in_request_language, page
from intake.web.foundation.services import services
from intake.web.staff.entry.session import current_member, staff_context
from intake.web.staff.numbers.page import Shown, shown_quarters

blueprint = Blueprint("exact", __name__, url_prefix="/staff/exact")
ERRORS = (ErrorRow(NumbersAbsent, 404, "errors/not_found.html"),)

_WITHOUT_COUNTS = frozenset({QuarterState.TOTALS_ONLY, QuarterState.BEFORE})


@blueprint.get("")
@staff_only(Permission.SEE_REPORTS)
def index() -> ResponseReturnValue:
    """The quarters of which there are exact numbers."""
    places = []
    for slug in places_with(current_member(), Permission.SEE_REPORTS):
        quarters = shown_quarters(slug)
        if quarters is not None:
            name = services().configuration.jurisdiction(slug).name.in_(in_request_language())
            places.append((name, tuple(one for one in quarters if _has_counts(one))))
    return page("staff/numbers/exact_index.html", places=places)


@blueprint.get("/<place>/<period>")
@staff_only(Permission.SEE_REPORTS)
def show(place: str, period: str) -> ResponseReturnValue:
    """The tables of one quarter; that they were looked at is put on record."""
    try:
        quarter = Quarter.parse(period)
    except ValueError:
        abort(404)
    material = look_at_exact_numbers(
        session(),
        context=staff_context(),
        member=current_member(),
        jurisdiction=place,
        quarter=quarter,
        config_dir=services().settings.config_dir,
    )
    words = Words(material, in_request_language())
    return page(
        "staff/numbers/exact.html",
        place=material.place(words.language),
        period=words.period(material.period),
        as_of=material.as_of,
        totals=_totals(material, words),
        tables=_tables(material, words),
    )


def _has_counts(shown: Shown) -> bool:
    return shown.standing.state not in _WITHOUT_COUNTS


def _totals(material: Material, words: Words) -> list[tuple[str, str]]:
    return [
        (words.title(table), words.number(row.count))
        for table in material.tables
        if not table.dimensions
        for row in table.rows
    ]


def _tables(material: Material, words: Words) -> list[TableView]:
    return [
        released_table(table, period, words)
        for table in material.tables
        if table.dimensions
        for period in table.periods()
    ]
