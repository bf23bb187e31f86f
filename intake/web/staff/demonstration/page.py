"""What a visitor of a demonstration may look at: invented people, codes, and mails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response

from intake.accounts.roles import Role
from intake.bedrock.keys import UnitKey
from intake.notify.kept_mails import newest_mails
from intake.settings import demonstration
from intake.settings.demonstration import Account, Kept, Told
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import in_request_language, page
from intake.web.foundation.services import services
from intake.web.staff.demonstration.forms import LookAroundForm
from intake.web.staff.team.names import unit_name

MOST_MAILS = 100


@dataclass(frozen=True)
class Office:
    """A unit, and who of it can be chosen: each address with the role."""

    name: str
    people: tuple[tuple[str, Role], ...]


@dataclass(frozen=True)
class Place:
    """A place where somebody can be chosen, and its complaints."""

    slug: str
    name: str
    offices: tuple[Office, ...]
    complaints: tuple[Told, ...]


def kept() -> Kept:
    """What the demonstration's file holds; nothing before its set-up began."""
    try:
        return demonstration.read(services().settings)
    except FileNotFoundError:
        return Kept()


def people_page() -> Response:
    """Everybody who can be chosen, the codes of complaints, and the newest mails."""
    found, settings = kept(), services().settings
    return page(
        "staff/demonstration/people.html",
        form=LookAroundForm(),
        places=tuple(_places(found)),
        to_come=_to_come(found),
        mails=newest_mails(settings.mail.folder or settings.data_dir / "mail", most=MOST_MAILS),
        sends=settings.mail.server is not None,
    )


def _places(found: Kept) -> Iterator[Place]:
    """The places that are all there, in the order in which they were made."""
    for slug in dict.fromkeys(UnitKey(one.unit).place for one in found.accounts):
        if slug not in found.to_come:
            yield Place(
                slug,
                _name(slug),
                tuple(_offices([a for a in found.accounts if UnitKey(a.unit).place == slug])),
                tuple(told for told in found.complaints if told.jurisdiction == slug),
            )


def _offices(accounts: list[Account]) -> Iterator[Office]:
    # The administrator joined first, and is whom a visitor wants to be last.
    units = dict.fromkeys(one.unit for one in (*accounts[1:], *accounts[:1]))
    for unit in units:
        people = tuple((one.email, Role(one.role)) for one in accounts if one.unit == unit)
        yield Office(unit_name(unit), people)


def _to_come(found: Kept) -> str:
    """What is not there yet, in words; empty where all is."""
    places = services().configuration.jurisdictions
    names = [_name(slug) for slug in found.to_come if slug in places]
    return ", ".join([*names, gettext("the numbers of past years")] if found.to_come else [])


def _name(slug: str) -> str:
    place = services().configuration.jurisdictions.get(slug)
    return slug if place is None else place.name.in_(in_request_language())
