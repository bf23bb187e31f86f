"""The page for people that describes the data: what there is, how to fetch, check and cite it."""

from __future__ import annotations

from flask import Blueprint, Response, g

from intake.rules.localtext import LocalText
from intake.web.access import Access, access
from intake.web.database import session
from intake.web.languages import attach_prefix
from intake.web.public.data import addresses
from intake.web.public.data.citation import citation
from intake.web.public.data.requested import all_issues
from intake.web.public.data.shelf import Issue, catalogue_of, file_entries, head_of
from intake.web.rendering import page

blueprint = Blueprint("data_page", __name__)
attach_prefix(blueprint)


@blueprint.get("/data")
@access(Access.PUBLIC)
def about() -> Response:
    """What there is, and how it is used."""
    found = all_issues()
    newest = found[0] if found else None
    return page(
        "public/data/about.html",
        issues=found,
        newest=None if newest is None else _described(newest),
        address=lambda path: addresses.data(g.jurisdiction.slug, path),
        data_path=lambda path: addresses.data_path(g.jurisdiction.slug, path),
        release_page=lambda period: addresses.page_of(g.jurisdiction.slug, g.language, period),
        in_words=lambda texts: LocalText(texts).in_(g.language),
    )


def _described(issue: Issue) -> dict[str, object]:
    """What the page says of one release."""
    head, fixed = head_of(session(), issue), catalogue_of(session(), issue)
    return {
        "issue": issue,
        "licence": head["licence"],
        "licence_address": addresses.licence(head["licence"]),
        "citation": citation(issue, head, g.language),
        "files": file_entries(session(), issue),
        "tables": [entry for entry in fixed["tables"] if entry["id"] in head["tables"]],
        "dimensions": fixed["dimensions"],
        "measures": fixed["measures"],
    }
