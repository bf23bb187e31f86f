"""What rows say of cases besides the values that they name: each is known to who reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from intake.attack import attack_folder
from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.system.row_table import RowTable
from intake.rules.reports import RowField
from tests.fixtures.small_catalogues import VALUES, small_catalogue
from tests.fixtures.written_releases import Publisher

ENDED, DECIDED = "cases_ended", "allegations_decided"
QUARTERS = [Quarter(2024, number) for number in range(1, 5)]
Cells = dict[Cell, int | None]
OF_RULES = (RowField.RULE, RowField.ENDED)


def cells(measure: str, period: str, name: str, **numbers: int | None) -> Cells:
    """The cells of a table with one dimension."""
    return {Cell.of(measure, period, {name: value}): n for value, n in numbers.items()}


def narrow(
    folder: Path,
    catalogue: Catalogue,
    quarter: Callable[[str], Cells],
    rows: Mapping[tuple[str, ...], int],
    *,
    fields: tuple[RowField, ...] = OF_RULES,
    cases: int,
    year: Cells | None = None,
) -> set[Cell]:
    """What is known too closely once the rows of a year are out, and was not before."""
    lines = tuple(row for row, count in rows.items() for _ in range(count))
    table = RowTable(2024, fields, 10, lines, cases - len(lines), {})
    found = []
    for part, published in (("without", None), ("with", table)):
        publisher = Publisher(catalogue, folder / part)
        for one in (*QUARTERS, Quarter(2025, 1)):
            more = year if year and one.number == 4 else {}
            publisher.publish(
                one, quarter(one.name) | more, rows=published if one.year == 2025 else None
            )
        verdict = attack_folder(folder / part)
        assert not verdict.faults
        assert not verdict.undecided
        found.append({Cell(one.measure, one.period, one.where) for one in verdict.narrow})
    assert not found[0]
    return found[1]


def test_a_case_without_a_decision_did_not_end_with_findings(tmp_path: Path) -> None:
    """Thirty-seven of forty had nothing decided: three at most ended with findings."""
    values = {**VALUES, "ending": ("findings", "withdrawn", "referred")}
    catalogue = small_catalogue(
        ("ended", ENDED, ("ending",), "quarter"), ("decided", DECIDED, (), "quarter"), values=values
    )

    def quarter(name: str) -> Cells:
        shown = {Cell(ENDED, name): 40, Cell(DECIDED, name): 30}
        return shown | cells(ENDED, name, "ending", findings=None, withdrawn=None, referred=20)

    found = narrow(tmp_path, catalogue, quarter, {("none", "2024Q1"): 37}, cases=160)
    assert Cell.of(ENDED, "2024Q1", {"ending": "findings"}) in found


def test_an_allegation_is_of_the_agency_of_its_case(tmp_path: Path) -> None:
    """Of thirty cases, ten of the court, twenty-seven had a decision: seven of the court."""
    catalogue = small_catalogue(
        ("ended", ENDED, ("agency",), "quarter"), ("decided", DECIDED, ("agency",), "quarter")
    )

    def quarter(name: str) -> Cells:
        totals = {Cell(ENDED, name): 30, Cell(DECIDED, name): 29}
        cases = cells(ENDED, name, "agency", police=20, court=10, not_confirmed=0)
        return (
            totals
            | cases
            | cells(DECIDED, name, "agency", police=None, court=None, not_confirmed=0)
        )

    found = narrow(tmp_path, catalogue, quarter, {("R1", "2024Q1"): 27}, cases=120)
    assert Cell.of(DECIDED, "2024Q1", {"agency": "court"}) in found


def test_several_are_two_at_least(tmp_path: Path) -> None:
    """Ten cases with several rules have twenty allegations, which leaves few that are not known."""
    catalogue = small_catalogue(
        ("ended", ENDED, (), "quarter"),
        ("decided", DECIDED, (), "quarter"),
        ("decided-yearly", DECIDED, (), "year"),
        totals_at_least=25,
    )

    def quarter(name: str) -> Cells:
        return {Cell(ENDED, name): 30, Cell(DECIDED, name): None if name[-1] in "12" else 30}

    rows = {("several", "2024Q1"): 10, ("several", "2024Q2"): 10}
    year: Cells = {Cell(DECIDED, "2024"): 104}
    found = narrow(tmp_path, catalogue, quarter, rows, cases=120, year=year)
    assert found == {Cell(DECIDED, "2024Q1"), Cell(DECIDED, "2024Q2")}


def test_what_rows_do_not_speak_of_is_in_the_tables_all_the_same(tmp_path: Path) -> None:
    """The police's findings are nearly all findings, and so as long as those of the tables."""
    values = {**VALUES, "duration": ("d0_30", "d31_90")}
    catalogue = small_catalogue(
        ("by-agency", ENDED, ("agency", "duration"), "quarter"),
        ("by-ending", ENDED, ("ending", "duration"), "quarter"),
        values=values,
    )
    inner = {"findings": (12, 26), "withdrawn": (12, 15)}

    def quarter(name: str) -> Cells:
        found: Cells = {Cell(ENDED, name): 65}
        found |= cells(ENDED, name, "duration", d0_30=24, d31_90=41)
        found |= cells(ENDED, name, "ending", findings=38, withdrawn=27)
        found |= cells(ENDED, name, "agency", police=35, court=30, not_confirmed=0)
        for at, duration in enumerate(values["duration"]):
            for ending, numbers in inner.items():
                where = {"ending": ending, "duration": duration}
                found[Cell.of(ENDED, name, where)] = numbers[at]
            for agency in values["agency"]:
                where = {"agency": agency, "duration": duration}
                found[Cell.of(ENDED, name, where)] = 0 if agency == "not_confirmed" else None
        return found

    found = narrow(
        tmp_path,
        catalogue,
        quarter,
        {("police", "findings", "2024Q1"): 35},
        fields=(RowField.AGENCY, RowField.ENDING, RowField.ENDED),
        cases=260,
    )
    assert Cell.of(ENDED, "2024Q1", {"agency": "police", "duration": "d0_30"}) in found
