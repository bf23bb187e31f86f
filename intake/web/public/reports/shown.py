"""What the templates of the pages about numbers are given."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import abort, g

from intake.numbers.catalogues import catalogue_for
from intake.numbers.quarters import first_expected
from intake.publication.pages.comparison import Side, comparable, compare
from intake.publication.pages.history import History
from intake.publication.pages.release import release_view
from intake.publication.printed.words import Words, period_words
from intake.publication.released import FileEntry, ReleaseLine, find_release
from intake.web.foundation.database import session
from intake.web.foundation.navigation import LanguageLink, language_links
from intake.web.foundation.services import now
from intake.web.public.data import addresses
from intake.web.public.data.citation import citation
from intake.web.public.data.shelf import Issue, file_entries
from intake.web.public.reports.published import history_until, releases_here, words_of

PRINTED = "documents/quarter-{language}.pdf"
MOST_COMPARED = 2


def first_context() -> dict[str, Any]:
    """Before the first release: when it can come out; nothing where nothing is published."""
    fixed = catalogue_for(g.jurisdiction)
    if fixed is None:
        return {"expected": None}
    today = now().astimezone(g.jurisdiction.timezone).date()
    expected = first_expected(fixed.first_period, today)
    return {"expected": expected, "quarter": period_words(expected.quarter.name, g.language)}


def list_context(found: tuple[ReleaseLine, ...]) -> dict[str, Any]:
    """All releases, and what the newest one has."""
    history = history_until(found[0].period)
    words = words_of(history)
    view = release_view(history, words)
    return {
        "releases": found,
        "newest": history.newest,
        "view": view,
        "period_words": words.period,
        "tables": [words.title(table) for table in history.newest.tables],
        "comparable": len(comparable(history, g.language)) > 1,
    }


def release_context(period: str) -> dict[str, Any]:
    """One release."""
    history = history_until(period)
    issue = find_release(session(), g.jurisdiction.slug, period)
    if issue is None:
        raise LookupError(period)
    files = file_entries(session(), issue)
    return {
        "view": release_view(history, words_of(history)),
        "material": history.newest,
        "issue": issue,
        "files": files,
        "printed": _printed(files),
        "citation": citation(issue, history.newest.release, g.language),
        "address": lambda path: _address(issue, path),
        "license_address": addresses.license(history.newest.release["license"]),
    }


def comparison_context(asked: list[str]) -> dict[str, Any]:
    """The agencies to choose from, and two of them side by side where two were asked for.

    The request ends where one is asked for that no release tells of.
    """
    newest = releases_here()[0]
    history = history_until(newest.period)
    words = words_of(history)
    sides = comparable(history, g.language)
    if not {side.id for side in sides}.issuperset(asked) or len(asked) > MOST_COMPARED:
        abort(404)
    return {
        "sides": sides,
        "asked": asked,
        "languages": _same_choice(asked),
        "chosen": _compared(history, sides, asked, words),
        "same": len(asked) > 1 and len(set(asked)) == 1,
        "material": history.newest,
        "period": newest.period,
        "period_words": words.period(newest.period),
    }


def _same_choice(asked: list[str]) -> tuple[LanguageLink, ...]:
    """This page in the other languages, with the same agencies."""
    query = urlencode({"agencies": asked}, doseq=True)
    return tuple(
        link._replace(address=f"{link.address}?{query}") if query else link
        for link in language_links()
    )


def _compared(history: History, sides: tuple[Side, ...], asked: list[str], words: Words) -> Any:
    by_id = {side.id: side for side in sides}
    if len(set(asked)) != MOST_COMPARED:
        return None
    return compare(history, (by_id[asked[0]], by_id[asked[1]]), words)


def _printed(files: tuple[FileEntry, ...]) -> str | None:
    """The printed page in the reader's language, where the release has one."""
    wanted = PRINTED.format(language=g.language)
    return wanted if any(file.path == wanted for file in files) else None


def _address(issue: Issue, path: str) -> str:
    return addresses.data_path(issue.jurisdiction, f"releases/{issue.period}/{path}")
