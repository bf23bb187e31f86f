"""Reads the table of single cases of each release and checks it: enough alike, and nothing said of
what tables withhold.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import combinations
from typing import Any

from intake.attack.reading import Release, Table
from intake.attack.verdict import Cell

CSV, JSON = "data/rows.csv", "data/rows.json"
COUNTED = ("cases_ended", "allegations_decided")
"""The measures in which the case of a row is counted with what the row says."""

ENDED = "ended"
_QUARTERS = (1, 2, 3, 4)


UNSAID, NOTHING, SEVERAL = "withheld", "none", "several"
"""What a row says where it names no value: that it keeps silent, or the case has none, or more."""


@dataclass(frozen=True)
class Group:
    """Rows that look alike, or those that are left out."""

    values: tuple[str, ...]
    size: int


@dataclass(frozen=True)
class Rows:
    """The rows of a year, as one release shows them.

    Attributes:
        stands_for: by column and value, the exact values that one stands for that is not exact.
    """

    year: int
    k: int
    withheld: int
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    stands_for: Mapping[str, Mapping[str, frozenset[str]]]

    def groups(self) -> Iterator[Group]:
        """All rows of the year, and those that are left out, in groups that look alike."""
        for values, size in sorted(Counter(self.rows).items()):
            yield Group(values, size)
        if self.withheld:
            yield Group((UNSAID,) * len(self.columns), self.withheld)

    def possible(self, column: str, stated: str) -> frozenset[str] | None:
        """The exact values that a stated one can mean; None for any at all."""
        if stated in (UNSAID, NOTHING, SEVERAL):
            return None
        if column == ENDED:
            quarters = {f"{stated}Q{number}" for number in _QUARTERS}
            return frozenset({stated} if len(stated) > 4 else quarters)
        return self.stands_for.get(column, {}).get(stated, frozenset({stated}))


def read_rows(releases: Sequence[Release]) -> dict[int, Rows]:
    """The rows that releases hold, by the place of the release; faults are noted in the release."""
    found = {}
    for index, release in enumerate(releases):
        if CSV not in release.files and JSON not in release.files:
            continue
        try:
            found[index] = _read(release)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            release.fault(f"{CSV} or {JSON} does not read: {type(error).__name__}")
    return found


def row_faults(
    releases: Sequence[Release], rows: Mapping[int, Rows], numbers: Mapping[Cell, int | None]
) -> Iterator[str]:
    """What is wrong with the tables of rows of all releases.

    Args:
        rows: by the place of their release.
        numbers: every published cell: its number, or None where it is withheld.
    """
    years: set[int] = set()
    for index, one in rows.items():
        release = releases[index]
        if one.year in years:
            yield f"{release.period}: rows of {one.year} were published before"
        years.add(one.year)
        for words in _faults(release, one, numbers):
            yield f"{release.period}: {CSV} {words}"


def _read(release: Release) -> Rows:
    told: dict[str, Any] = json.loads(release.files[JSON])
    header, *lines = csv.reader(StringIO(release.files[CSV].decode()), strict=True)
    rows = tuple(tuple(line) for line in lines)
    if [*header] != told["columns"] or [list(row) for row in rows] != told["rows"]:
        raise ValueError("the two files differ")
    if any(len(row) != len(header) for row in rows):
        raise ValueError("a row is too short")
    if not all(type(told[name]) is int for name in ("year", "k", "withheld")):
        raise ValueError("no whole numbers")
    stands_for = {
        column: {value: frozenset(members) for value, members in groups.items()}
        for column, groups in told["groups"].items()
    }
    return Rows(told["year"], told["k"], told["withheld"], tuple(header), rows, stands_for)


def _faults(release: Release, rows: Rows, numbers: Mapping[Cell, int | None]) -> Iterator[str]:
    k = max(rows.k, release.k)
    if release.method == "R":
        yield "can be counted beside rounded numbers"
    if rows.year >= release.year:
        yield f"is of {rows.year}, of which not all tables are public"
    if any(size < k for size in Counter(rows.rows).values()):
        yield f"has rows that fewer than {k} share"
    if 0 < rows.withheld < k:
        yield f"leaves out fewer than {k}"
    quarters = [f"{rows.year}Q{number}" for number in _QUARTERS]
    totals = [numbers.get(Cell("cases_ended", quarter, ())) for quarter in quarters]
    known = [number for number in totals if number is not None]
    if len(known) < len(quarters) or sum(known) != len(rows.rows) + rows.withheld:
        yield "does not have as many cases as the tables show"
    for column, stated in _unexplained(release, rows):
        yield f"says {stated!r} of {column}, which nothing explains"
    for row in sorted(set(rows.rows)):
        if cell := _named_and_withheld(release, rows, row, numbers):
            yield f"tells of a number that is withheld: {cell}"


def _unexplained(release: Release, rows: Rows) -> Iterator[tuple[str, str]]:
    """Words that could mean anything: who made them may know more of them than is reckoned with."""
    pairs = {pair for row in rows.rows for pair in zip(rows.columns, row, strict=True)}
    for column, stated in sorted(pairs):
        possible = rows.possible(column, stated)
        known = release.dimensions.get(column)
        if column == ENDED:
            known = tuple(f"{rows.year}Q{number}" for number in _QUARTERS)
        if possible is not None and known is not None and not possible <= set(known):
            yield column, stated


def _named_and_withheld(
    release: Release, rows: Rows, row: tuple[str, ...], numbers: Mapping[Cell, int | None]
) -> Cell | None:
    stated = dict(zip(rows.columns, row, strict=True))
    named = {
        name: value for name, value in stated.items() if value in release.dimensions.get(name, ())
    }
    ended = stated.get(ENDED, "")
    period = ended if len(ended) > 4 else str(rows.year)
    for table in release.tables:
        if table.measure in COUNTED:
            for cell in _cells(table, named, str(rows.year) if table.level == "year" else period):
                if cell in numbers and numbers[cell] is None:
                    return cell
    return None


def _cells(table: Table, named: Mapping[str, str], period: str) -> Iterator[Cell]:
    present = [name for name in table.dimensions if name in named]
    for count in range(1, len(present) + 1):
        for chosen in combinations(present, count):
            yield Cell(table.measure, period, tuple(sorted((n, named[n]) for n in chosen)))
