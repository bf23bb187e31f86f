"""The line that names a release so that anybody can find it again and check that it is the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g

from intake.texts.catalogue import catalogue
from intake.texts.marking import marked as _
from intake.web.public.data import addresses
from intake.web.public.data.shelf import Issue

LINE = _(
    "%(place)s: %(title)s, %(period)s. Release %(number)s, published on %(day)s. "
    "SHA-256 %(digest)s. %(address)s. Licence: %(licence)s."
)
INVENTED_LINE = _("Invented numbers of a demonstration.")
TITLE = _("Complaints about help for immigration enforcement, in numbers")


def title(language: str) -> str:
    """What the publication is called."""
    return catalogue(language).ugettext(TITLE)


def citation(issue: Issue, head: Mapping[str, Any], language: str) -> str:
    """Place, title, period, release number, day, digest, address and licence, in a language."""
    texts = catalogue(language)
    line = texts.ugettext(LINE) % {
        "place": g.jurisdiction.name.in_(language),
        "title": title(language),
        "period": issue.period,
        "number": issue.number,
        "day": issue.published_at.date().isoformat(),
        "digest": issue.digest,
        "address": addresses.release(issue.jurisdiction, issue.period),
        "licence": head["licence"],
    }
    return f"{line} {texts.ugettext(INVENTED_LINE)}" if issue.invented else line
