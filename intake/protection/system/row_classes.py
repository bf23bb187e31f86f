"""Published rows as part of what anyone may know: how many cases look alike, and what they can be.

Each exact combination that rows of one class can stand for is an unknown more in the linear system.
Every case that ended has a row, or is among those withheld: so these unknowns add up to the cells
of cases. A row that names a rule or a finding has an allegation that was decided, of the case's own
agency and with its end; an allegation need not be named by a row, so that there they are at most
the cells of allegations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell
from intake.numbers.measures import Dimension
from intake.numbers.single_rows import NONE, WITHHELD, Values
from intake.protection.errors import CountsInvalid
from intake.protection.system.model import QUARTER, Sum, System
from intake.protection.system.row_table import RowTable
from intake.protection.system.row_unknowns import COUNTING_ROWS, NAMING, ROWS, RowUnknowns
from intake.protection.system.whole_numbers import NoAnswer, whole_numbers

CLASS = "class"
"""The dimension of the cells that tell how many rows look alike."""


def add_classes(
    system: System, catalogue: Catalogue, rows: RowTable, release: str
) -> Mapping[Cell, int]:
    """Add what the rows of a year can stand for; gives how many look alike, by cells of their own.

    Args:
        release: the quarter whose release holds the rows.

    Raises:
        CountsInvalid: the rows do not fit the counts.
    """
    classes = Counter(rows.rows)
    if rows.withheld:
        classes[(WITHHELD,) * len(rows.fields)] += rows.withheld
    first = len(system.truth)
    cases, allegations = (RowUnknowns(system, catalogue, one, rows) for one in COUNTING_ROWS)
    sizes: dict[Cell, int] = {}
    for number, (row, size) in enumerate(sorted(classes.items())):
        for added in (cases, allegations):
            if added is cases or _names_allegation(rows, row):
                cell = Cell.of(ROWS, release, {CLASS: f"{rows.year} {added.measure} {number}"})
                system.cells[cell], sizes[cell] = added.add(row, cell), size
    sums = [*cases.tie(), *allegations.tie()]
    sums += [(system.cells[cell], size, size) for cell, size in sizes.items()]
    for terms in _same_cases(cases, allegations):
        system.links.append(terms)
        sums.append((terms, 0, 0))
    try:
        found = whole_numbers(range(first, len(system.truth)), sums)
    except NoAnswer as error:
        raise CountsInvalid(f"rows of {rows.year} that do not fit the counts") from error
    # Any that fit: what rows stand for in truth is in no count.
    system.truth[first:] = found
    return sizes


def add_published(
    system: System, catalogue: Catalogue, published: Mapping[str, RowTable], quarter: str
) -> Mapping[Cell, int]:
    """Add what published rows said with the release of a quarter; gives how many look alike.

    Args:
        published: the rows, by the quarter of their release.
    """
    sizes: dict[Cell, int] = {}
    for release, rows in published.items():
        if release <= quarter:
            sizes |= add_classes(system, catalogue, rows, release)
    return sizes


def _same_cases(cases: RowUnknowns, allegations: RowUnknowns) -> Iterator[Sum]:
    """A row stands for a case of the agency and the quarter of which its allegations are."""
    shared = [name for name in (Dimension.AGENCY.value, QUARTER) if name in allegations.choices]
    shared = [name for name in shared if name in cases.choices]
    found: dict[tuple[object, ...], Sum] = {}
    naming = {row for _, row, _ in allegations.columns}
    for added, sign in ((cases, 1), (allegations, -1)):
        for column, row, named in added.columns:
            if row in naming:
                key = (row, *(named[name] for name in shared))
                found.setdefault(key, {})[column] = sign
    yield from found.values()


def _names_allegation(rows: RowTable, row: Values) -> bool:
    """Whether a row tells of an allegation that was decided: its rule, or what was found."""
    return any(
        field in NAMING and stated not in (WITHHELD, NONE)
        for field, stated in zip(rows.fields, row, strict=True)
    )
