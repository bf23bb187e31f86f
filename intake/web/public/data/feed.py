"""The feed of releases, in Atom (RFC 4287), for whoever wants to hear of a new one."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, g
from sqlalchemy.orm import Session

from intake.texts.catalogue import catalogue
from intake.texts.marking import marked as _
from intake.web.foundation.access import Access, Sharing, access
from intake.web.foundation.database import session
from intake.web.public.data import addresses
from intake.web.public.data.answers import FOR_NOW, MEDIA_TYPES, text_answer, with_links
from intake.web.public.data.citation import citation, title
from intake.web.public.data.described import list_links, moment
from intake.web.public.data.place import attach_data_prefix
from intake.web.public.data.refusals import refuse_other_parameters, take_language
from intake.web.public.data.requested import all_issues
from intake.web.public.data.shelf import Issue, file_entries, head_of

NAMESPACE = "http://www.w3.org/2005/Atom"
BEFORE_ANY = "2026-01-01T00:00:00Z"
"""When a feed without entries was last changed."""
ENTRY_TITLE = _("Release %(number)s: %(period)s")
ENCLOSED = ("datapackage.json", "SHA256SUMS")

blueprint = Blueprint("data_feed", __name__)
attach_data_prefix(blueprint)


@blueprint.get("/releases.atom")
@access(Access.MACHINE, sharing=Sharing.READ)
def releases() -> Response:
    """All releases as a feed, the newest first."""
    refuse_other_parameters("language")
    language = take_language()
    text = feed(session(), all_issues(), language)
    response = text_answer(text, kept=FOR_NOW, kind="atom")
    return with_links(response, list_links(g.jurisdiction.slug)[:2])


def feed(session: Session, found: Sequence[Issue], language: str) -> str:
    """The document; its names and days are those of the releases, so it is always the same."""
    place = g.jurisdiction.slug
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": language})
    _text(root, "id", addresses.tag(place, "releases"))
    _text(root, "title", f"{g.jurisdiction.name.in_(language)}: {title(language)}")
    _text(root, "updated", moment(found[0]) if found else BEFORE_ANY)
    author = SubElement(root, "author")
    _text(author, "name", g.jurisdiction.name.in_(language))
    own = addresses.data(place, "releases.atom")
    if language != g.jurisdiction.languages[0]:
        own = f"{own}?language={language}"
    _link(root, "self", own, kind="application/atom+xml")
    _link(root, "alternate", addresses.about(place, language), kind="text/html")
    for issue in found:
        _entry(root, session, issue, language)
    body: str = tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(root: Element, session: Session, issue: Issue, language: str) -> None:
    head = head_of(session, issue)
    place, period = issue.jurisdiction, issue.period
    entry = SubElement(root, "entry")
    _text(entry, "id", addresses.tag(place, f"releases/{period}"))
    words = {"number": issue.number, "period": period}
    _text(entry, "title", catalogue(language).ugettext(ENTRY_TITLE) % words)
    _text(entry, "updated", moment(issue))
    _text(entry, "published", moment(issue))
    _text(entry, "rights", head["license"])
    _text(entry, "summary", citation(issue, head, language))
    _link(entry, "alternate", addresses.for_people(place, language, period), kind="text/html")
    _link(entry, "related", addresses.release(place, period), kind="application/json")
    _link(entry, "license", addresses.license(head["license"]))
    for one in file_entries(session, issue):
        if one.path in ENCLOSED:
            address = addresses.data(place, f"releases/{period}/{one.path}")
            kind = MEDIA_TYPES["json" if one.path.endswith(".json") else "txt"]
            _link(entry, "enclosure", address, kind=kind.partition(";")[0], length=one.size)


def _text(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = words


def _link(parent: Element, rel: str, href: str, *, kind: str = "", length: int = 0) -> None:
    attributes = {"rel": rel, "href": href}
    if kind:
        attributes["type"] = kind
    if length:
        attributes["length"] = str(length)
    SubElement(parent, "link", attributes)
