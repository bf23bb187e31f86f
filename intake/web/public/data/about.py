"""The page for people that describes the data: what there is, how to fetch, check and cite it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, render_template

from intake.rules.localtext import LocalText
from intake.web.foundation.access import Access, access
from intake.web.foundation.database import session
from intake.web.foundation.languages import attach_prefix
from intake.web.foundation.rendering import page
from intake.web.public.data import addresses
from intake.web.public.data.citation import citation
from intake.web.public.data.requested import all_issues
from intake.web.public.data.shelf import Issue, catalogue_of, file_entries, head_of
from intake.web.public.reports.kept import kept_page

TEMPLATE = "public/data/about.html"

blueprint = Blueprint("data_page", __name__)
attach_prefix(blueprint)


@blueprint.get("/data")
@access(Access.PUBLIC)
def about() -> Response:
    """What there is, and how it is used."""
    found = all_issues()
    if not found:
        return page(TEMPLATE, **_context(found))
    return kept_page(lambda: found[0].digest, lambda: render_template(TEMPLATE, **_context(found)))


def _context(found: tuple[Issue, ...]) -> dict[str, Any]:
    place, language = g.jurisdiction.slug, g.language
    return {
        "issues": found,
        "newest": _described(found[0]) if found else None,
        "address": lambda path: addresses.data(place, path),
        "data_path": lambda path: addresses.data_path(place, path),
        "release_page": lambda period: addresses.page_of(place, language, period),
        "in_words": lambda texts: LocalText(texts).in_(language),
    }


def _described(issue: Issue) -> dict[str, Any]:
    """What the page says of one release."""
    head, fixed = head_of(session(), issue), catalogue_of(session(), issue)
    return {
        "issue": issue,
        "license": head["license"],
        "license_address": addresses.license(head["license"]),
        "citation": citation(issue, head, g.language),
        "files": file_entries(session(), issue),
        "tables": [entry for entry in fixed["tables"] if entry["id"] in head["tables"]],
        "dimensions": fixed["dimensions"],
        "measures": fixed["measures"],
    }
