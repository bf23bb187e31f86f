"""The audit of rows: whether they narrow a feasibility interval beside all tables; fails closed."""

from __future__ import annotations

from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.protection.errors import CountsInvalid
from intake.protection.layout import quarters_until
from intake.protection.rows.decided import Decided
from intake.protection.rows.program import KnownCells
from intake.protection.suppression.primary import Thresholds
from intake.protection.system.building import build_system
from intake.protection.system.model import Sum, System
from intake.protection.system.row_classes import add_classes
from intake.protection.system.row_table import RowTable
from intake.protection.system.row_unknowns import COUNTING_ROWS, tables_cells
from intake.protection.system.whole_numbers import NoAnswer

WHOLE = 1e-6
NEIGHBOURS = (*COUNTING_ROWS, Measure.CASES_RECEIVED, Measure.CASES_OF_YEAR)
"""The measures whose cells rows could give away: their own, and what relations tie to them."""


def passes_audit(decided: Decided, rows: RowTable) -> bool:
    """Whether every withheld cell near the rows stays as uncertain as it was, or k - 1 wide."""
    system, cells = _system(decided, rows), _cells(decided)
    shown = {cell: number for cell in cells if (number := decided.numbers[cell]) is not None}
    try:
        for release, one in decided.rows.items():
            shown |= add_classes(system, decided.catalogue, one, release)
        before = KnownCells(system, shown)
        newest = max(quarter for _, quarter in decided.cube)
        shown |= add_classes(system, decided.catalogue, rows, newest)
    except CountsInvalid:
        return False
    after = KnownCells(system, shown)
    numbers = {cell: system.value(system.cells[cell]) for cell in cells}
    thresholds, level = Thresholds(decided.catalogue, numbers), decided.catalogue.k - 1
    return all(
        _stays_wide(system.cells[cell], before, after, level, thresholds.of(cell))
        for cell in cells
        if decided.numbers[cell] is None and _is_near(cell, rows)
    )


def _system(decided: Decided, rows: RowTable) -> System:
    catalogue = decided.catalogue
    counted = dict.fromkeys([*_cells(decided), *tables_cells(catalogue, rows.year)])
    for one in decided.rows.values():
        counted |= dict.fromkeys(tables_cells(catalogue, one.year))
    quarters = quarters_until(catalogue, max(quarter for _, quarter in decided.cube))
    return build_system(catalogue, quarters, decided.cube, counted)


def _cells(decided: Decided) -> list[Cell]:
    """The decided cells of periods that have a cube."""
    first = decided.catalogue.first_period
    return [cell for cell in decided.numbers if cell.is_yearly or cell.period >= first]


def _is_near(cell: Cell, rows: RowTable) -> bool:
    return cell.measure in NEIGHBOURS and cell.year in (str(rows.year), str(rows.year + 1))


def _stays_wide(
    terms: Sum, before: KnownCells, after: KnownCells, level: int, threshold: int
) -> bool:
    """Whether a cell is wide enough with the rows, no secret of anybody, or as wide as it was."""
    try:
        low, high = after.interval(terms)
        if high - low >= level - WHOLE or low >= threshold - WHOLE:
            return True
        was_low, was_high = before.interval(terms)
    except NoAnswer:
        # The rows do not fit the tables, or the search did not end.
        return False
    return high - low >= min(level, was_high - was_low) - WHOLE
