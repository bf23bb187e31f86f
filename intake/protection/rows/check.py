"""Whether rows beside all published tables give a withheld number away; fails closed."""

from __future__ import annotations

from collections.abc import Mapping

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cube
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.protection.errors import CountsInvalid
from intake.protection.rows.beside_tables import COUNTING_ROWS, Numbers
from intake.protection.rows.classes import add_classes, tables_cells
from intake.protection.rows.program import Known, NoAnswer
from intake.protection.rows.table import RowTable
from intake.protection.sensitive import large_from, plain_cells
from intake.protection.system import Sum, build_system

WHOLE = 1e-6
NEIGHBOURS = (*COUNTING_ROWS, Measure.CASES_RECEIVED, Measure.CASES_OF_YEAR)
"""The measures whose cells rows could give away: their own, and what relations tie to them."""


def gives_nothing_away(
    catalogue: Catalogue,
    *,
    cube: Cube,
    numbers: Numbers,
    rows: RowTable,
    earlier: Mapping[str, RowTable],
) -> bool:
    """Whether every withheld cell near the rows stays as uncertain as it was, or k - 1 wide.

    Args:
        cube: the frozen counts of every quarter so far.
        numbers: what the releases so far decided, and the one that the rows go out with.
        earlier: the rows that are public already, by the quarter of their release.
    """
    cells = [cell for cell in numbers if cell.is_yearly or cell.period >= catalogue.first_period]
    quarters = _quarters(catalogue, max(quarter for _, quarter in cube))
    counted = dict.fromkeys([*cells, *tables_cells(catalogue, rows.year)])
    for one in earlier.values():
        counted |= dict.fromkeys(tables_cells(catalogue, one.year))
    system = build_system(catalogue, quarters, cube, counted)
    shown = {cell: number for cell in cells if (number := numbers[cell]) is not None}
    try:
        for release, one in earlier.items():
            shown |= add_classes(system, catalogue, one, release)
        before = Known(system, shown)
        shown |= add_classes(system, catalogue, rows, quarters[-1].name)
    except CountsInvalid:
        return False
    after = Known(system, shown)
    asked = [
        cell
        for cell in cells
        if numbers[cell] is None
        and cell.measure in NEIGHBOURS
        and cell.year in (str(rows.year), str(rows.year + 1))
    ]
    plain = plain_cells(catalogue, {cell: system.value(system.cells[cell]) for cell in cells})
    large = {cell: large_from(catalogue, cell, is_plain=cell in plain) for cell in asked}
    return all(
        _stays_wide(system.cells[cell], before, after, catalogue.k, large[cell]) for cell in asked
    )


def _stays_wide(terms: Sum, before: Known, after: Known, k: int, large: int) -> bool:
    try:
        low, high = after.reach(terms)
        if high - low >= k - 1 - WHOLE or low >= large - WHOLE:
            return True
        was_low, was_high = before.reach(terms)
    except NoAnswer:
        # The rows do not fit the tables, or the search did not end.
        return False
    return high - low >= min(k - 1, was_high - was_low) - WHOLE


def _quarters(catalogue: Catalogue, last: str) -> list[Quarter]:
    quarter = Quarter(int(catalogue.first_period[:4]), int(catalogue.first_period[5]))
    found = []
    while quarter.name <= last:
        found.append(quarter)
        quarter = quarter.after()
    return found
