"""What an address names: its release, a file of it, a table of it; or the request ends there."""

from __future__ import annotations

from flask import g

from intake.publication.released import find_release
from intake.web.foundation.database import session
from intake.web.public.data.refusals import Refusal, refuse
from intake.web.public.data.released_table import ReleasedTable, read_table
from intake.web.public.data.shelf import (
    Issue,
    catalogue_of,
    find_file,
    issues,
)


def all_issues() -> tuple[Issue, ...]:
    """The releases of the place, the newest first."""
    return issues(session(), g.jurisdiction.slug)


def issue_of(period: str) -> Issue:
    """The release of a quarter."""
    found = find_release(session(), g.jurisdiction.slug, period)
    if found is None:
        refuse(Refusal.NO_SUCH_RELEASE, "There is no release of this period.")
    return found


def table_of(issue: Issue, name: str) -> ReleasedTable:
    """A table of a release."""
    fixed = catalogue_of(session(), issue)
    entries = {entry["id"]: entry for entry in fixed["tables"]}
    found = find_file(session(), issue, f"data/{name}.csv") if name in entries else None
    if found is None:
        refuse(Refusal.NO_SUCH_TABLE, "The release has no table of this name.")
    return read_table(entries[name], fixed["dimensions"], found.content)
