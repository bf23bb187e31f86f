"""Past counts as a test writes them down, and files of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from intake.publication.past.layouts import LONG_COLUMNS, long_lines
from intake.publication.past.lines import read_pages
from intake.publication.past.reading import PastCounts, read_counts
from intake.publication.past.values import known_values
from intake.rules.jurisdiction import Jurisdiction

Row = Mapping[str, Any]
COMPLAINT = {
    "channel": "web",
    "language": "en",
    "identity_mode": "anonymous",
    "complainant_role": "affected",
    "urgency": "normal",
}
ENDED = {"agency": "police", "ending": "findings", "duration": "d0_30"}
DECIDED = {"rule": "R1", "agency": "police", "disposition": "sustained"}


def row(quarter: str, measure: str, count: Any, **values: str) -> Row:
    """One line of the long layout."""
    return {"quarter": quarter, "measure": measure, "count": count, **values}


def quarter_rows(quarter: str, *, received: int = 12, ended: int = 5) -> list[Row]:
    """A whole quarter that agrees with itself."""
    return [
        row(quarter, "complaints_received", received, **COMPLAINT),
        row(quarter, "cases_received", received, agency="police"),
        row(quarter, "first_answers", received, waiting="w0_5"),
        row(quarter, "cases_ended", ended, **ENDED, received_year=quarter[:4]),
        row(quarter, "allegations_decided", ended, **DECIDED),
        row(quarter, "clocks_ended", 7, clock="acknowledge", timing="in_time"),
        row(quarter, "urgent_ended", 0, outcome="released"),
        row(quarter, "referrals_ended", 0, result="confirmed"),
        row(quarter, "recommendations_answered", 0, answer="accepted"),
    ]


def as_csv(rows: Iterable[Row], *, delimiter: str = ",", columns: Any = LONG_COLUMNS) -> bytes:
    """The long layout as a file."""
    written = io.StringIO()
    writer = csv.DictWriter(written, columns, delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue().encode()


def save_book(path: Path, sheets: Mapping[str, list[list[Any]]]) -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for one in rows:
            sheet.append(one)
    book.save(path)
    return path


def read(path: Path, place: Jurisdiction) -> PastCounts:
    """A file, read as the command does."""
    values = known_values(place)
    return read_counts(long_lines(read_pages(path), values), values)


def said(past: PastCounts) -> list[str]:
    """The faults, in words."""
    return [str(problem) for problem in past.problems]
