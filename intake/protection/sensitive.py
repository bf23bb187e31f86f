"""Which numbers are too small to be shown by themselves; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake.numbers.catalogue import Catalogue, Level, ReportTable
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.layout import periods_of

ROW_TIMES_K = 3


def sensitive_cells(
    catalogue: Catalogue, release: Quarter, numbers: Mapping[Cell, int]
) -> frozenset[Cell]:
    """Cells of a release that are withheld for what they say by themselves.

    Counts from 1 to k - 1; totals below the body's own threshold; and the numbers of a row (one
    value of one of two dimensions) that has fewer than two categories above nought and less than
    3k in all: there a reader who knows that somebody is in the row knows the category too.
    """
    small = {
        cell
        for cell, number in numbers.items()
        if 0 < number < (catalogue.totals_at_least if cell.is_total else catalogue.k)
    }
    for table in catalogue.tables:
        for period in periods_of(catalogue, table, release):
            small |= set(_in_plain_rows(catalogue, table, period, numbers))
    return frozenset(small)


def plain_cells(catalogue: Catalogue, numbers: Mapping[Cell, int]) -> frozenset[Cell]:
    """The cells of all releases that are sensitive although they are k or more: see above."""
    found = set[Cell]()
    periods = {(cell.measure, cell.period, cell.is_yearly) for cell in numbers}
    for table in catalogue.tables:
        yearly = table.level is Level.YEAR
        for measure, period, is_yearly in periods:
            if measure == table.measure and is_yearly == yearly:
                found |= set(_in_plain_rows(catalogue, table, period, numbers))
    return frozenset(found)


def large_from(catalogue: Catalogue, cell: Cell, *, is_plain: bool) -> int:
    """From what number on a cell is no secret of anybody; of plain ones see above."""
    if cell.is_total:
        return max(catalogue.k, catalogue.totals_at_least)
    return ROW_TIMES_K * catalogue.k if is_plain else catalogue.k


def _in_plain_rows(
    catalogue: Catalogue, table: ReportTable, period: str, numbers: Mapping[Cell, int]
) -> Iterator[Cell]:
    if len(table.dimensions) != 2:
        return
    for fixed, other in (table.dimensions, table.dimensions[::-1]):
        for value in catalogue.values(fixed):
            row = [
                Cell.of(table.measure, period, {fixed: value, other: one})
                for one in catalogue.values(other)
            ]
            above = [cell for cell in row if numbers.get(cell)]
            if len(above) == 1 and numbers[above[0]] < ROW_TIMES_K * catalogue.k:
                yield above[0]
