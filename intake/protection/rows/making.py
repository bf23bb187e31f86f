"""Makes the table of rows that goes out with a release, or none; takes a while, no database."""

from __future__ import annotations

from collections.abc import Mapping

from intake.numbers.catalogue import Method
from intake.numbers.measures import Measure
from intake.numbers.single_rows import Facts
from intake.protection.rows.audit import passes_audit
from intake.protection.rows.beside_tables import BesideTables
from intake.protection.rows.decided import Decided
from intake.protection.rows.due import exact_rows
from intake.protection.rows.generalization import generalize
from intake.protection.rows.hierarchies import hierarchies_for
from intake.protection.system.row_table import RowTable
from intake.rules.jurisdiction import Jurisdiction


def make_rows(
    jurisdiction: Jurisdiction, decided: Decided, *, year: int, facts: Mapping[str, Facts]
) -> RowTable | None:
    """The rows of a year; None where that year has none that may go out.

    Args:
        facts: the frozen row facts of the year, by quarter.
    """
    reports, catalogue = jurisdiction.reports, decided.catalogue
    if reports is None or catalogue.method is not Method.SUPPRESSION:
        # Beside rounded totals, rows that can be counted would say what was rounded.
        return None
    level = reports.row_level
    rows = exact_rows(facts, level.fields)
    if not rows or not _is_whole(decided, facts, year):
        return None
    hierarchies = hierarchies_for(jurisdiction, level.fields, catalogue.values_in("agency", year))
    k = max(level.k, catalogue.k)
    may_state = BesideTables(catalogue, hierarchies, decided.numbers, year)
    found = generalize(rows, hierarchies=hierarchies, k=k, may_state=may_state)
    groups = {one.field: members for one in hierarchies if (members := one.members())}
    table = RowTable(year, level.fields, k, found.rows, found.withheld, groups)
    return table if found.rows and passes_audit(decided, table) else None


def _is_whole(decided: Decided, facts: Mapping[str, Facts], year: int) -> bool:
    """Whether every case of the year has its facts, and the totals of cases are public anyway."""
    cube = decided.cube
    quarters = [q for m, q in cube if m == Measure.CASES_ENDED and q[:4] == str(year)]
    if not quarters:
        return False
    for quarter in quarters:
        ended = sum(cube[Measure.CASES_ENDED, quarter].values())
        if sum(facts.get(quarter, {}).values()) != ended:
            return False
    totals = [
        number
        for cell, number in decided.numbers.items()
        if cell.is_total and cell.measure == Measure.CASES_ENDED and cell.period in quarters
    ]
    return len(totals) == len(quarters) and None not in totals
