"""Rows of a released table as the API gives them, with all that it takes to understand them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from intake.web.public.data import addresses
from intake.web.public.data.citation import citation
from intake.web.public.data.released_table import Cell, ReleasedTable
from intake.web.public.data.shelf import Issue, head_of


def table_content(
    session: Session, issue: Issue, table: ReleasedTable, rows: Sequence[tuple[Cell, ...]]
) -> dict[str, Any]:
    """The rows, the words for the values in them, and where all of it is from."""
    head, entry = head_of(session, issue), table.entry
    return {
        "table": entry["id"],
        "release": {
            "period": issue.period,
            "number": issue.number,
            "digest": issue.digest,
            "address": addresses.release(issue.jurisdiction, issue.period),
        },
        "title": entry["title"],
        "measure": entry["measure"],
        "unit": entry["unit"],
        "level": entry["level"],
        "method": issue.method,
        "window": head["window"],
        "invented": issue.invented,
        "columns": list(table.columns),
        "rows": [list(row) for row in rows],
        "dimensions": table.dimensions,
        "license": head["license"],
        "citation": {
            language: citation(issue, head, language) for language in g.jurisdiction.languages
        },
    }
