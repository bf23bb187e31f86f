"""What the pages of publishing show: places, quarters, and what a trial found of each table."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.publishing.errors import Outcome
from intake.actions.publishing.exact_numbers import places_with
from intake.actions.publishing.requests import RequestKind
from intake.actions.publishing.standing import (
    QuarterStanding,
    QuarterState,
    standings,
    trials,
)
from intake.numbers.catalogue import Catalogue, Method
from intake.numbers.catalogues import catalogue_for
from intake.numbers.quarters import Quarter
from intake.publication.printed.words import period_words
from intake.rules.jurisdiction import Jurisdiction
from intake.web.foundation.database import session
from intake.web.foundation.rendering import in_request_language
from intake.web.foundation.services import services


@dataclass(frozen=True)
class Shown:
    """One closed quarter of a place, as its page shows it."""

    jurisdiction: Jurisdiction
    catalogue: Catalogue
    standing: QuarterStanding

    @property
    def place(self) -> str:
        """The place's slug."""
        return self.jurisdiction.slug

    @property
    def period(self) -> str:
        """The quarter's name: ``2026Q3``."""
        return self.standing.quarter.name

    @property
    def name(self) -> str:
        """The place's name in the reader's language."""
        return self.jurisdiction.name.in_(in_request_language())

    @property
    def title(self) -> str:
        """The quarter in words."""
        return period_words(self.period, in_request_language())

    @property
    def is_next(self) -> bool:
        """Whether it may be tried out and published."""
        return self.standing.state is QuarterState.NEXT

    @property
    def is_published(self) -> bool:
        """Whether everybody can read it."""
        return self.standing.state is QuarterState.PUBLISHED

    @property
    def is_at_work(self) -> bool:
        """Whether something was asked for that is not done yet."""
        request = self.standing.request
        return request is not None and request.finished_at is None

    @property
    def is_rounded(self) -> bool:
        """Whether numbers are rounded here (method R) instead of withheld."""
        return self.catalogue.method is Method.ROUNDING

    @property
    def kind(self) -> RequestKind | None:
        """What was asked for last."""
        request = self.standing.request
        return None if request is None else RequestKind(request.kind)

    @property
    def outcome(self) -> Outcome | None:
        """What came of it; None before it is done."""
        request = self.standing.request
        return None if request is None or request.outcome is None else Outcome(request.outcome)

    @property
    def went_well(self) -> bool:
        """Whether the newest request came to its good end."""
        return self.outcome is Outcome.DONE


@dataclass(frozen=True, slots=True)
class TriedTable:
    """What a trial found of one table."""

    title: str
    shown: int
    withheld: int
    dropped: bool


def publishing_places(member: Member) -> tuple[tuple[str, tuple[Shown, ...]], ...]:
    """The places that a person publishes for, by name, each with its closed quarters."""
    found = []
    for slug in places_with(member, Permission.PUBLISH_REPORTS):
        quarters = shown_quarters(slug)
        if quarters is not None:
            place = services().configuration.jurisdiction(slug)
            found.append((place.name.in_(in_request_language()), quarters))
    return tuple(found)


def shown_quarters(slug: str) -> tuple[Shown, ...] | None:
    """The closed quarters of a place, the newest first; None where nothing is published."""
    place = services().configuration.jurisdictions.get(slug)
    catalogue = None if place is None else catalogue_for(place)
    if place is None or catalogue is None:
        return None
    return tuple(
        Shown(place, catalogue, standing) for standing in standings(session(), slug, catalogue)
    )


def get_shown(member: Member, place: str, period: str) -> Shown:
    """A quarter of a place that the person publishes for; answers "not found" otherwise."""
    if place not in places_with(member, Permission.PUBLISH_REPORTS):
        abort(404)
    try:
        quarter = Quarter.parse(period)
    except ValueError:
        abort(404)
    for shown in shown_quarters(place) or ():
        if shown.standing.quarter == quarter:
            return shown
    abort(404)


def tried(shown: Shown) -> tuple[TriedTable, ...]:
    """What the newest request found of each table, in the order of the catalogue."""
    request = shown.standing.request
    if request is None:
        return ()
    found = {one.table: one for one in trials(session(), request.id)}
    language = in_request_language()
    return tuple(
        TriedTable(table.title.in_(language), one.shown, one.withheld, one.dropped)
        for table in shown.catalogue.tables
        if (one := found.get(table.id)) is not None
    )
