"""Primary suppression: which numbers are too small to be shown by themselves; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from intake.numbers.catalogue import Catalogue, Level, ReportTable
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.layout import periods_of

ROW_TIMES_K = 3


def primary_cells(
    catalogue: Catalogue, release: Quarter, numbers: Mapping[Cell, int]
) -> frozenset[Cell]:
    """Cells of a release that are withheld for what they say by themselves.

    Counts from 1 to k - 1 (the threshold rule); totals below the body's own threshold; and the
    numbers of a row (one value of one of two dimensions) that has fewer than two categories above
    zero and less than 3k in all (group disclosure): there a reader who knows that somebody is in
    the row knows the category too.
    """
    small = {
        cell
        for cell, number in numbers.items()
        if 0 < number < (catalogue.totals_at_least if cell.is_total else catalogue.k)
    }
    for table in catalogue.tables:
        for period in periods_of(catalogue, table, release):
            small |= set(_only_categories(catalogue, table, period, numbers))
    return frozenset(small)


class Thresholds:
    """From what number on each cell is no secret of anybody.

    Args:
        numbers: the true numbers of the cells of all releases.
    """

    def __init__(self, catalogue: Catalogue, numbers: Mapping[Cell, int]) -> None:
        self._catalogue = catalogue
        self._only = _all_only_categories(catalogue, numbers)

    def of(self, cell: Cell) -> int:
        """The least number of a cell that needs no protection."""
        if cell.is_total:
            return max(self._catalogue.k, self._catalogue.totals_at_least)
        return (ROW_TIMES_K if cell in self._only else 1) * self._catalogue.k


def _all_only_categories(catalogue: Catalogue, numbers: Mapping[Cell, int]) -> frozenset[Cell]:
    """The cells of all releases that disclose a group, although they may be k or more."""
    found = set[Cell]()
    periods = {(cell.measure, cell.period, cell.is_yearly) for cell in numbers}
    for table in catalogue.tables:
        yearly = table.level is Level.YEAR
        for measure, period, is_yearly in periods:
            if measure == table.measure and is_yearly == yearly:
                found |= set(_only_categories(catalogue, table, period, numbers))
    return frozenset(found)


def _only_categories(
    catalogue: Catalogue, table: ReportTable, period: str, numbers: Mapping[Cell, int]
) -> Iterator[Cell]:
    """The cells of a table that hold all of a row of less than 3k."""
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
