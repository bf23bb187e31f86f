"""Single rows are part of what anyone may know: what they narrow is found, and by them alone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from intake.attack import Verdict, attack_folder
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.system.row_table import RowTable
from intake.rules.reports import RowField
from tests.fixtures.small_catalogues import small_catalogue
from tests.fixtures.written_releases import Publisher

ENDED, DECIDED = "cases_ended", "allegations_decided"
CATALOGUE = small_catalogue(
    ("ended", ENDED, ("agency",), "quarter"),
    ("ended-yearly", ENDED, ("agency",), "year"),
)
QUARTERS = [Quarter(2024, number) for number in range(1, 5)]
LATER = Quarter(2025, 1)
YEARLY = {"police": 16, "court": 64, "not_confirmed": 40}
ANY = ("withheld", "withheld")
GROUPS = {RowField.AGENCY: {"armed": frozenset({"police"}), "civil": frozenset({"court"})}}


def attacked(folder: Path, rows: RowTable | None, *, hidden: bool = True) -> Verdict:
    """A year of 30 cases a quarter, of whose agencies the yearly numbers alone are shown."""
    publisher = Publisher(CATALOGUE, folder)
    for quarter in (*QUARTERS, LATER):
        cells: dict[Cell, int | None] = {Cell(ENDED, quarter.name): 30}
        for agency in YEARLY:
            cells[Cell.of(ENDED, quarter.name, {"agency": agency})] = None if hidden else 10
        if quarter.number == 4:
            cells |= {Cell.of(ENDED, "2024", {"agency": one}): n for one, n in YEARLY.items()}
            cells[Cell(ENDED, "2024")] = 120
        publisher.publish(quarter, cells, rows=rows if quarter == LATER else None)
    return attack_folder(folder)


def table(rows: Mapping[tuple[str, str], int]) -> RowTable:
    """So many rows of each kind; all others of the 120 cases are left out."""
    lines = [row for row, count in rows.items() for _ in range(count)]
    fields = (RowField.AGENCY, RowField.ENDED)
    return RowTable(2024, fields, 10, tuple(lines), 120 - len(lines), GROUPS)


def narrow(verdict: Verdict) -> set[tuple[str, str]]:
    """Agency and period of each cell that is known too closely."""
    assert not verdict.faults
    assert not verdict.undecided
    return {(dict(one.where)["agency"], one.period) for one in (*verdict.narrow, *verdict.exact)}


def test_without_rows_nothing_is_known(tmp_path: Path) -> None:
    assert narrow(attacked(tmp_path, None)) == set()


def test_rows_that_say_nothing_new_narrow_nothing(tmp_path: Path) -> None:
    assert narrow(attacked(tmp_path, table({("withheld", "2024Q1"): 30}))) == set()
    said = table({("armed", "2024"): 16})
    assert narrow(attacked(tmp_path / "yearly", said)) == set()


def test_rows_that_leave_few_for_the_other_quarters_are_found(tmp_path: Path) -> None:
    """Twelve of the sixteen in one quarter leave four at most for each of the others."""
    found = narrow(attacked(tmp_path, table({("armed", "2024Q1"): 12})))
    assert found == {("police", f"2024Q{number}") for number in (2, 3, 4)}


def test_two_groups_together_are_found(tmp_path: Path) -> None:
    """Each group by itself leaves all that is wanted; both fill a quarter but for eight."""
    one, other = {("armed", "2024Q1"): 10}, {("civil", "2024Q1"): 12}
    named = {agency for agency, period in narrow(attacked(tmp_path, table(one | other)))}
    assert "not_confirmed" in named
    alone = narrow(attacked(tmp_path / "alone", table(other)))
    assert ("not_confirmed", "2024Q1") not in alone


@pytest.mark.parametrize("cases", [30, 31])
def test_rows_that_do_not_add_up_are_a_fault(tmp_path: Path, cases: int) -> None:
    """A quarter has thirty cases: one more row cannot be."""
    verdict = attacked(tmp_path, table({("withheld", "2024Q1"): cases}))
    assert bool(verdict.faults) == (cases > 30)


def test_what_rows_say_of_allegations_counts_at_most(tmp_path: Path) -> None:
    """A row with a rule has an allegation of it at least: twelve of fourteen leave two."""
    catalogue = small_catalogue(
        ("ended", ENDED, (), "quarter"),
        ("decided", DECIDED, ("rule",), "quarter"),
        ("decided-yearly", DECIDED, ("rule",), "year"),
    )
    yearly = {"R1": 14, "R2": 53, "R3": 53}

    def known(folder: Path, *, rows: RowTable | None) -> set[str]:
        publisher = Publisher(catalogue, folder)
        for quarter in (*QUARTERS, LATER):
            cells: dict[Cell, int | None] = {
                Cell(measure, quarter.name): 30 for measure in (ENDED, DECIDED)
            }
            for rule in yearly:
                cells[Cell.of(DECIDED, quarter.name, {"rule": rule})] = None
            if quarter.number == 4:
                cells |= {Cell.of(DECIDED, "2024", {"rule": r}): n for r, n in yearly.items()}
                cells[Cell(DECIDED, "2024")] = 120
            publisher.publish(quarter, cells, rows=rows if quarter == LATER else None)
        verdict = attack_folder(folder)
        assert not verdict.faults
        return {f"{dict(one.where)['rule']} {one.period}" for one in verdict.narrow}

    groups = {RowField.RULE: {"detention": frozenset({"R1"})}}
    lines = [*product(["detention"], ["2024Q1"])] * 12 + [("none", "2024Q2")] * 30
    rows = RowTable(2024, (RowField.RULE, RowField.ENDED), 10, tuple(lines), 78, groups)
    assert known(tmp_path / "without", rows=None) == set()
    assert known(tmp_path / "with", rows=rows) == {f"R1 2024Q{n}" for n in (2, 3, 4)}
