"""The releases that a page is about: what there is, and everything up to one of them."""

from __future__ import annotations

from flask import abort, g, redirect, url_for

from intake.publication.pages.history import History
from intake.publication.printed.words import Words
from intake.publication.released import ReleaseLine, find_release, list_releases, load_release
from intake.web.foundation.database import session


def releases_here() -> tuple[ReleaseLine, ...]:
    """The releases of the place, the newest first."""
    return list_releases(session(), g.jurisdiction.slug)[::-1]


def digest_of(period: str) -> str:
    """By what the release of a quarter is known; the request ends where there is none."""
    found = find_release(session(), g.jurisdiction.slug, period)
    if found is None:
        abort(404)
    return found.digest


def newest_digest() -> str:
    """The digest of the newest release; before the first one the request ends at the list."""
    found = releases_here()
    if not found:
        abort(redirect(url_for("reports.releases"), 303))
    return found[0].digest


def history_until(period: str) -> History:
    """Everything published up to the release of a quarter."""
    lines = [line for line in releases_here()[::-1] if line.period <= period]
    loaded = (load_release(session(), line.jurisdiction, line.period) for line in lines)
    return History(tuple(release.material for release in loaded))


def words_of(history: History) -> Words:
    """The words of the newest release, in the reader's language."""
    return Words(history.newest, g.language)
