"""Published files byte for byte, at addresses that stay; and the lists that lead to them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g

from intake.web.foundation.access import Access, Sharing, access
from intake.web.foundation.database import session
from intake.web.public.data import addresses
from intake.web.public.data.answers import (
    FOREVER,
    json_answer,
    media_type,
    named,
    stored_answer,
    with_links,
)
from intake.web.public.data.citation import title
from intake.web.public.data.described import (
    file_entry,
    list_links,
    release_entry,
    release_links,
)
from intake.web.public.data.place import attach_data_prefix
from intake.web.public.data.refusals import Refusal, refuse, refuse_other_parameters
from intake.web.public.data.requested import all_issues, issue_of
from intake.web.public.data.shelf import file_entries, find_file, head_of

blueprint = Blueprint("data", __name__)
attach_data_prefix(blueprint)


@blueprint.get("/")
@access(Access.MACHINE, sharing=Sharing.READ)
def index() -> Response:
    """Where everything is."""
    refuse_other_parameters()
    place = g.jurisdiction.slug
    content = {
        "jurisdiction": place,
        "name": dict(g.jurisdiction.name.by_language),
        "title": {language: title(language) for language in g.jurisdiction.languages},
        "catalogue": addresses.data(place, "catalogue.json"),
        "feed": addresses.data(place, "releases.atom"),
        "api": addresses.data(place, "api/v1/releases"),
        "openapi": addresses.data(place, "api/v1/openapi.json"),
        "about": {lang: addresses.about(place, lang) for lang in g.jurisdiction.languages},
        "latest": [addresses.release(place, issue.period) for issue in all_issues()[:1]],
    }
    return json_answer(content, links=list_links(place))


@blueprint.get("/catalogue.json")
@access(Access.MACHINE, sharing=Sharing.READ)
def catalogue() -> Response:
    """All releases with their digests, tables and license, the newest first."""
    refuse_other_parameters()
    place = g.jurisdiction.slug
    content: dict[str, Any] = {
        "jurisdiction": place,
        "name": dict(g.jurisdiction.name.by_language),
        "releases": [release_entry(session(), issue) for issue in all_issues()],
    }
    return json_answer(content, links=list_links(place))


@blueprint.get("/releases/<period>/")
@access(Access.MACHINE, sharing=Sharing.READ)
def release(period: str) -> Response:
    """The files of a release, with their checksums."""
    refuse_other_parameters()
    issue = issue_of(period)
    head = release_entry(session(), issue)
    files = [file_entry(issue, entry) for entry in file_entries(session(), issue)]
    links = release_links(issue, head["license"])
    return json_answer({**head, "files": files}, kept=FOREVER, links=links)


@blueprint.get("/releases/<period>/<path:path>")
@access(Access.MACHINE, sharing=Sharing.READ)
def file(period: str, path: str) -> Response:
    """A file, as it was published."""
    refuse_other_parameters()
    issue = issue_of(period)
    found = find_file(session(), issue, path)
    if found is None:
        refuse(Refusal.NO_SUCH_FILE, "The release has no file of this name.")
    response = stored_answer(found.digest, found.content, kept=FOREVER, kind=media_type(path))
    named(response, path, start=f"{issue.jurisdiction}-{period}")
    return with_links(response, release_links(issue, head_of(session(), issue)["license"]))
