"""Releases of a few numbers, for tests of what pages make of them."""

from collections.abc import Mapping
from itertools import product

from intake.publication.pages.history import History
from intake.publication.printed.material import Material, PublishedTable, Row
from intake.publication.printed.words import Words
from intake.rules.localtext import LocalText

VALUES: Mapping[str, tuple[str, ...]] = {
    "agency": ("police", "library"),
    "rule": ("R1", "R2"),
    "disposition": ("sustained", "unfounded", "exonerated"),
    "duration": ("d0_30", "d31_90", "d91"),
    "waiting": ("w0_5", "w6"),
    "standing": ("findings", "still_open"),
    "outcome": ("released", "handed_over"),
    "result": ("confirmed", "not_confirmed"),
    "answer": ("accepted", "declined"),
}
TABLES: Mapping[str, tuple[str, tuple[str, ...], str]] = {
    "complaints": ("complaints_received", (), "quarter"),
    "durations": ("cases_ended", ("duration",), "quarter"),
    "waits": ("first_answers", ("waiting",), "quarter"),
    "by-agency": ("cases_received", ("agency",), "quarter"),
    "findings": ("allegations_decided", ("agency", "disposition"), "quarter"),
    "rules": ("allegations_decided", ("rule",), "quarter"),
    "cohort": ("cases_of_year", ("standing",), "year"),
    "urgent": ("urgent_ended", ("outcome",), "quarter"),
    "referrals": ("referrals_ended", ("result",), "quarter"),
    "answers": ("recommendations_answered", ("answer",), "quarter"),
    "deadlines": ("clocks_ended", (), "quarter"),
}
Numbers = Mapping[str, Mapping[tuple[str, ...], int | None]]


def release(
    period: str, numbers: Numbers, *, method: str = "S", unstated: int | None = 0
) -> Material:
    """A release of the tables that `numbers` name.

    Args:
        numbers: by table, counts by values of its dimensions; a margin is the value ``total``.
        unstated: what all other cells of these tables are.
    """
    tables = tuple(_table(id, period, numbers[id], unstated) for id in TABLES if id in numbers)
    catalogue = {
        "k": 10,
        "base": 5,
        "measures": {
            table.measure: {"unit": "case", "title": {"en": table.measure}} for table in tables
        },
        "dimensions": {
            name: {"title": {"en": name}, "values": [_value(one) for one in values]}
            for name, values in VALUES.items()
        },
    }
    shown = sum(row.count is not None for table in tables for row in table.rows)
    rows = sum(len(table.rows) for table in tables)
    head = {
        "period": period,
        "method": method,
        "window": 4 if method == "R" else 0,
        "shown": shown,
        "withheld": rows - shown,
        "complaints_in_shown_cells": 0.5,
        "dropped_tables": [],
    }
    return Material(catalogue, head, tables, "digest", "digest")


def history(*releases: Material) -> tuple[History, Words]:
    """Releases, the oldest first, with the English words of the newest."""
    found = History(releases)
    return found, Words(found.newest, "en")


def _table(
    id: str, period: str, numbers: Mapping[tuple[str, ...], int | None], unstated: int | None
) -> PublishedTable:
    measure, dimensions, level = TABLES[id]
    own = period if level == "quarter" else str(int(period[:4]) - 1)
    keys = product(*((*VALUES[name], "total") for name in dimensions))
    rows = tuple(Row(own, key, numbers.get(key, unstated)) for key in keys)
    title = LocalText({"en": id})
    return PublishedTable(id, "A", measure, "case", dimensions, level, title, rows)


def _value(id: str) -> dict[str, object]:
    return {"id": id, "title": {"en": id}}
