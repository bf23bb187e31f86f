"""Lays all releases beside one another: one row of releases, one number for each cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import pairwise

from intake.attack.heads import check_head
from intake.attack.known import Known as Known
from intake.attack.reading import CHECKSUMS, Release
from intake.attack.rows import COHORT, expected_cells, period_of, read_cells
from intake.attack.single_rows import Rows, read_rows, row_faults
from intake.attack.smallness import with_smallness
from intake.attack.verdict import Cell

_NEEDED: Mapping[str, frozenset[str]] = {
    "stock": frozenset({"cases_received", "cases_ended"}),
    "cohort": frozenset({COHORT}),
    "findings": frozenset({"cases_ended", "allegations_decided"}),
    "filing": frozenset({"complaints_received", "cases_received"}),
}
_FOR_EVER = ("method", "k", "base", "totals_at_least", "first_period", "opening_stock")


@dataclass(frozen=True, slots=True)
class History:
    """Everything that is public.

    Attributes:
        by_year: the release whose catalogue holds for a calendar year.
        decided: the place in ``releases`` of the one that first spoke of a cell.
        rows: tables of single cases, by the place in ``releases`` of the one that holds them.
    """

    releases: tuple[Release, ...]
    cells: Mapping[Cell, Known]
    by_year: Mapping[int, Release]
    faults: tuple[str, ...]
    decided: Mapping[Cell, int]
    rows: Mapping[int, Rows]


def relations_of(release: Release) -> frozenset[str]:
    """The relations between measures that the tables of a catalogue bring with them."""
    counted = {table.measure for table in release.tables}
    return frozenset(name for name, needed in _NEEDED.items() if needed <= counted)


def read_history(releases: Sequence[Release]) -> History:
    """Read every cell of all releases, oldest first, and note what does not agree."""
    faults = _chain_faults(releases) + _catalogue_faults(releases)
    cells: dict[Cell, Known] = {}
    decided: dict[Cell, int] = {}
    for index, release in enumerate(releases):
        added = read_cells(release, first=index == 0)
        check_head(release, added)
        for cell, number in added.items():
            known = _known(release, number)
            if cell not in cells:
                cells[cell] = known
            elif replace(cells[cell], small=known.small) != known:
                faults.append(f"{release.period}: {cell} was published before, and otherwise")
                cells[cell] = _both(cells[cell], known)
        with_smallness(release, cells, added)
        _add_missing(release, cells)
        decided |= dict.fromkeys(cells.keys() - decided.keys(), index)
    rows = read_rows(releases)
    for release in releases:
        faults += release.faults
    faults += row_faults(releases, rows, {cell: known.number for cell, known in cells.items()})
    return History(tuple(releases), cells, _by_year(releases), tuple(faults), decided, rows)


def _known(release: Release, number: int | None) -> Known:
    rounds = release.method == "R"
    return Known(
        number=number,
        window=release.window if number is not None else 0,
        wanted=release.wanted,
        small=None if rounds else max(release.k, 1),
    )


def _both(first: Known, second: Known) -> Known:
    """What anyone knows of a cell that two releases do not agree on: the number that is shown."""
    shown = second if first.number is None else first
    return replace(shown, was_hidden=first.is_target or second.is_target)


def _add_missing(release: Release, cells: dict[Cell, Known]) -> None:
    """What a release should have decided on and does not list has to stay hidden all the same."""
    for table in release.tables:
        period = period_of(release, table)
        if period is not None:
            for cell in expected_cells(release, table, period):
                cells.setdefault(cell, _known(release, None))


def _by_year(releases: Sequence[Release]) -> dict[int, Release]:
    """For each year its last release, with every table that any release of the year had."""
    first, last = releases[0], releases[-1]
    current, by_year = first, {}
    for year in range(min(int(first.first_period[:4]), first.year), last.year + 1):
        own = [release for release in releases if release.year == year]
        if own:
            tables = dict.fromkeys(table for release in own for table in release.tables)
            current = replace(own[-1], tables=tuple(tables))
        by_year[year] = current
    return by_year


def digest_of(release: Release) -> str:
    """The SHA-256 of a release's list of checksums."""
    return sha256(release.files.get(CHECKSUMS, b"")).hexdigest()


def _chain_faults(releases: Sequence[Release]) -> list[str]:
    faults = []
    previous: str | None = None
    for number, release in enumerate(releases, start=1):
        head = release.head
        if head.get("number") != number:
            faults.append(f"{release.period}: is release {head.get('number')}, and not {number}")
        if head.get("previous") != previous:
            faults.append(f"{release.period}: does not follow on the release before it")
        if head.get("jurisdiction") != releases[0].head.get("jurisdiction"):
            faults.append(f"{release.period}: is of another jurisdiction")
        previous = digest_of(release)
    return faults


def _catalogue_faults(releases: Sequence[Release]) -> list[str]:
    faults = [
        f"{release.period}: the catalogue names other relations than its tables have"
        for release in releases
        if release.relations != relations_of(release)
    ]
    for before, release in pairwise(releases):
        for name in _FOR_EVER:
            if getattr(before, name) != getattr(release, name):
                faults.append(f"{release.period}: the catalogue has another {name} than before")
        if before.year == release.year and _shape(before) != _shape(release):
            faults.append(f"{release.period}: the catalogue was changed within the year")
    return faults


def _shape(release: Release) -> object:
    return (set(release.tables), release.dimensions, release.relations)
