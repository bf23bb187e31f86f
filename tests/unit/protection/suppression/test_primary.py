"""What is too small to be shown by itself, and from what number on nothing is."""

from __future__ import annotations

from dataclasses import replace

from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.suppression.primary import Thresholds, primary_cells
from tests.fixtures.small_catalogues import small_catalogue

ENDED = "cases_ended"
FIRST = Quarter(2024, 1)
BODY = small_catalogue(("ended", ENDED, ("agency", "ending"), "quarter"), totals_at_least=50)
TOTAL = Cell(ENDED, FIRST.name)


def cell(**where: str) -> Cell:
    return Cell.of(ENDED, FIRST.name, where)


ALL_ALIKE = {
    cell(agency="police", ending="findings"): 12,
    cell(agency="court", ending="findings"): 14,
    cell(agency="court", ending="withdrawn"): 9,
    cell(agency="police"): 12,
    TOTAL: 35,
}
"""Every case against the police ended the same way."""


def test_small_numbers_and_rows_of_one_category_are_withheld() -> None:
    assert primary_cells(BODY, FIRST, ALL_ALIKE) == {
        cell(agency="police", ending="findings"),
        cell(agency="court", ending="withdrawn"),
        TOTAL,
    }


def test_a_row_of_one_category_is_shown_from_three_times_k_on() -> None:
    many = {**ALL_ALIKE, cell(agency="police", ending="findings"): 30}
    assert cell(agency="police", ending="findings") not in primary_cells(BODY, FIRST, many)


def test_from_what_number_on_nobody_is_meant() -> None:
    thresholds = Thresholds(BODY, ALL_ALIKE)
    assert thresholds.of(cell(agency="court", ending="findings")) == 10
    assert thresholds.of(cell(agency="police", ending="findings")) == 30
    assert thresholds.of(TOTAL) == 50
    assert Thresholds(replace(BODY, totals_at_least=0), ALL_ALIKE).of(TOTAL) == 10
