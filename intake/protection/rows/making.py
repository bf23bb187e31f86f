"""Makes the table of rows that goes out with a release, or none; takes a while, no database."""

from __future__ import annotations

from collections.abc import Mapping

from intake.numbers.catalogue import Catalogue, Method
from intake.numbers.cells import Cube
from intake.numbers.measures import Measure
from intake.numbers.single_rows import Facts
from intake.protection.rows.beside_tables import BesideTables, Numbers
from intake.protection.rows.check import gives_nothing_away
from intake.protection.rows.generalise import generalise
from intake.protection.rows.ladders import ladders_for
from intake.protection.rows.table import RowTable, exact_rows
from intake.rules.jurisdiction import Jurisdiction


def make_rows(
    jurisdiction: Jurisdiction,
    catalogue: Catalogue,
    *,
    year: int,
    facts: Mapping[str, Facts],
    cube: Cube,
    numbers: Numbers,
    earlier: Mapping[str, RowTable],
) -> RowTable | None:
    """The rows of a year; None where that year has none that may go out.

    Args:
        facts: the frozen row facts of the year, by quarter.
        cube: the frozen counts of every quarter so far.
        numbers: every cell that is decided, those of the release too that the rows go out with.
        earlier: the rows that are public already, by the quarter of their release.
    """
    reports = jurisdiction.reports
    if reports is None or catalogue.method is not Method.SUPPRESSION:
        # Beside rounded totals, rows that can be counted would say what was rounded.
        return None
    level = reports.row_level
    rows = exact_rows(facts, level.fields)
    if not rows or not _is_whole(rows_of=facts, cube=cube, numbers=numbers, year=year):
        return None
    ladders = ladders_for(jurisdiction, level.fields, catalogue.values_in("agency", year))
    k = max(level.k, catalogue.k)
    may_state = BesideTables(catalogue, ladders, numbers, year)
    found = generalise(rows, ladders=ladders, k=k, may_state=may_state)
    groups = {ladder.field: members for ladder in ladders if (members := ladder.members())}
    table = RowTable(year, level.fields, k, found.rows, found.withheld, groups)
    is_safe = bool(found.rows) and gives_nothing_away(
        catalogue, cube=cube, numbers=numbers, rows=table, earlier=earlier
    )
    return table if is_safe else None


def _is_whole(*, rows_of: Mapping[str, Facts], cube: Cube, numbers: Numbers, year: int) -> bool:
    """Whether every case of the year has its facts, and the totals of cases are public anyway."""
    quarters = [q for m, q in cube if m == Measure.CASES_ENDED and q[:4] == str(year)]
    if not quarters:
        return False
    for quarter in quarters:
        ended = sum(cube[Measure.CASES_ENDED, quarter].values())
        if sum(rows_of.get(quarter, {}).values()) != ended:
            return False
    totals = [
        number
        for cell, number in numbers.items()
        if cell.is_total and cell.measure == Measure.CASES_ENDED and cell.period in quarters
    ]
    return len(totals) == len(quarters) and None not in totals
