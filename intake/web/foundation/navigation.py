"""Links from page to page: in the other languages, and to an audience that is served elsewhere."""

from collections.abc import Mapping
from typing import NamedTuple

from flask import current_app, g, request, url_for
from werkzeug.routing import BuildError

from intake.settings.audiences import Audience
from intake.web.foundation.hosts import by_onion
from intake.web.foundation.services import services

LINKED: Mapping[str, tuple[Audience, str]] = {
    "public.home": (Audience.PUBLIC, "/"),
    "public.who": (Audience.PUBLIC, "/who"),
    "public.privacy": (Audience.PUBLIC, "/privacy"),
    "resident.start": (Audience.RESIDENT, "/p/1"),
    "resident.follow": (Audience.RESIDENT, "/f/1"),
}
"""Pages that another audience's pages lead to, and where they are below place and language: a
process that does not serve them has no route to make the address from.
"""


class LanguageLink(NamedTuple):
    """One language of the jurisdiction, and where this page is in it."""

    language: str
    address: str
    current: bool


def language_links() -> tuple[LanguageLink, ...]:
    """This page in each language of the jurisdiction; empty outside of one.

    A page that only a post shows, or that does not exist, leads to the first page, if this process
    has one or knows it.
    """
    jurisdiction = g.get("jurisdiction")
    if jurisdiction is None:
        return ()
    return tuple(
        LanguageLink(tag, address, tag == g.language)
        for tag in jurisdiction.languages
        if (address := _address(tag)) is not None
    )


def link_to(endpoint: str, *, language: str | None = None) -> str | None:
    """Where a page is that may be served elsewhere; None where no address is configured for it,
    and by the onion, whose pages name no other door.

    Raises KeyError for a page that is neither served here nor in `LINKED`.
    """
    tag = language or g.language
    if has_page(endpoint):
        return url_for(endpoint, language=tag)
    audience, path = LINKED[endpoint]
    address = services().settings.own_address(audience)
    if address is None or g.jurisdiction is None or by_onion():
        return None
    return f"{address}/{g.jurisdiction.slug}/{tag}{path}"


def has_page(endpoint: str) -> bool:
    """Whether this process serves a page: a host may serve one audience alone."""
    return endpoint in current_app.view_functions


def _address(language: str) -> str | None:
    endpoint, values = request.endpoint, dict(request.view_args or {})
    rules = current_app.url_map.iter_rules(endpoint) if endpoint else ()
    shown_by_get = any("GET" in (rule.methods or ()) for rule in rules)
    if endpoint and shown_by_get:
        try:
            address = url_for(endpoint, **{**values, "language": language})
        except BuildError:
            address = ""
        if f"/{language}" in address:
            return address
    own = "resident.start" if has_page("resident.start") else None
    return link_to("public.home", language=language) or (own and link_to(own, language=language))
