"""Links that a page offers about itself: the same page in the other languages."""

from typing import NamedTuple

from flask import current_app, g, request, url_for
from werkzeug.routing import BuildError


class LanguageLink(NamedTuple):
    """One language of the jurisdiction, and where this page is in it."""

    language: str
    address: str
    current: bool


def language_links() -> tuple[LanguageLink, ...]:
    """This page in each language of the jurisdiction; empty outside of one.

    A page that only a post shows, or that does not exist, leads to the first page.
    """
    jurisdiction = g.get("jurisdiction")
    if jurisdiction is None:
        return ()
    return tuple(
        LanguageLink(tag, _address(tag), tag == g.language) for tag in jurisdiction.languages
    )


def has_page(endpoint: str) -> bool:
    """Whether this process serves a page: a host may serve one audience alone."""
    return endpoint in current_app.view_functions


def _address(language: str) -> str:
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
    return url_for("public.home", language=language)
