"""The API: releases, and rows of their tables by plain filters; nothing that was not published."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from flask import Blueprint, Response, g, request

from intake.web.foundation.access import Access, Sharing, access
from intake.web.foundation.database import session
from intake.web.public.data import addresses
from intake.web.public.data.answers import FOREVER, Link, json_answer
from intake.web.public.data.described import (
    list_links,
    release_entry,
    release_links,
    release_whole,
)
from intake.web.public.data.openapi import document
from intake.web.public.data.place import attach_data_prefix
from intake.web.public.data.refusals import (
    Refusal,
    asked_number,
    asked_quarter,
    refuse,
    refuse_other_parameters,
)
from intake.web.public.data.released_table import ReleasedTable
from intake.web.public.data.requested import all_issues, issue_of, table_of
from intake.web.public.data.table_answer import table_content

RELEASES, MOST_RELEASES = 20, 100
ROWS, MOST_ROWS, MOST_OFFSET = 500, 1000, 999_999_999
PAGING = ("limit", "offset")

blueprint = Blueprint("data_api", __name__)
attach_data_prefix(blueprint)


@blueprint.get("/api/v1/openapi.json")
@access(Access.MACHINE, sharing=Sharing.READ)
def openapi() -> Response:
    """The description of all addresses for programs (OpenAPI 3.1)."""
    refuse_other_parameters()
    return json_answer(document(g.jurisdiction), links=list_links(g.jurisdiction.slug))


@blueprint.get("/api/v1/releases")
@access(Access.MACHINE, sharing=Sharing.READ)
def releases() -> Response:
    """Releases, the newest first, a page at a time."""
    refuse_other_parameters("limit", "before")
    limit = asked_number("limit", usual=RELEASES, least=1, most=MOST_RELEASES)
    before = asked_quarter("before")
    older = [one for one in all_issues() if before is None or one.period < before]
    place, page = g.jurisdiction.slug, older[:limit]
    following = None
    if len(older) > limit:
        query = urlencode({"limit": limit, "before": page[-1].period})
        following = addresses.data(place, "api/v1/releases") + f"?{query}"
    content = {"releases": [release_entry(session(), one) for one in page], "next": following}
    return json_answer(content, links=(*list_links(place), *_next(following)))


@blueprint.get("/api/v1/releases/<period>")
@access(Access.MACHINE, sharing=Sharing.READ)
def release(period: str) -> Response:
    """A release: what it says of itself, its tables and its files."""
    refuse_other_parameters()
    issue = issue_of(period)
    content = release_whole(session(), issue)
    return json_answer(content, kept=FOREVER, links=release_links(issue, content["license"]))


@blueprint.get("/api/v1/releases/<period>/tables/<table>")
@access(Access.MACHINE, sharing=Sharing.READ)
def rows(period: str, table: str) -> Response:
    """Rows of a released table: all, or those with the values asked for."""
    issue = issue_of(period)
    found = table_of(issue, table)
    wanted = _filters(found)
    limit = asked_number("limit", usual=ROWS, least=1, most=MOST_ROWS)
    offset = asked_number("offset", usual=0, least=0, most=MOST_OFFSET)
    matching = found.where(wanted)
    following = None
    if len(matching) > offset + limit:
        query = urlencode({**wanted, "limit": limit, "offset": offset + limit}, doseq=True)
        following = f"{addresses.table(issue.jurisdiction, period, table)}?{query}"
    content = table_content(session(), issue, found, matching[offset : offset + limit])
    content |= {"matching": len(matching), "next": following}
    links = (*release_links(issue, content["license"]), *_next(following))
    return json_answer(content, kept=FOREVER, links=links)


def _filters(table: ReleasedTable) -> Mapping[str, Sequence[str]]:
    """What is asked for, by column; a column named several times may have any of the values."""
    refuse_other_parameters(*table.filters(), *PAGING)
    wanted = {name: values for name in table.filters() if (values := request.args.getlist(name))}
    for name, values in wanted.items():
        known = table.known(name)
        if not set(values) <= set(known):
            detail = f"The table has no such value of {name}."
            refuse(Refusal.UNKNOWN_VALUE, detail, known=known)
    return wanted


def _next(address: str | None) -> tuple[Link, ...]:
    return () if address is None else (("next", address, {"type": "application/json"}),)
