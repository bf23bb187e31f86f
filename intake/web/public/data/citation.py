"""The line that names a release so that anybody can find it again and check that it is the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from intake.rules.localtext import LocalText
from intake.texts.catalogue import catalogue
from intake.texts.marking import marked as _
from intake.web.public.data import addresses
from intake.web.public.data.shelf import Issue

INVENTED_LINE = _("Invented numbers of a demonstration.")
TITLE = _("Complaints in numbers")


def title(language: str) -> str:
    """What the publication is called."""
    return catalogue(language).ugettext(TITLE)


def citation(issue: Issue, head: Mapping[str, Any], language: str) -> str:
    """The line that the release gives for itself, with its digest and its address, in a language.

    A release cannot quote its own digest, which is made of all its files.
    """
    line = LocalText(head["citation"]).in_(language)
    where = addresses.release(issue.jurisdiction, issue.period)
    parts = [line, f"SHA-256: {issue.digest}.", where]
    if issue.invented:
        parts.insert(1, catalogue(language).ugettext(INVENTED_LINE))
    return " ".join(parts)
