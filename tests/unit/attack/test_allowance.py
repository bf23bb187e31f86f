"""What totals leave of their parts is no finding, as far as the parts' own release shows them."""

from __future__ import annotations

from pathlib import Path

from intake.attack import Verdict, attack_folder
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from tests.fixtures.small_catalogues import small_catalogue
from tests.fixtures.written_releases import Publisher

ENDED = "cases_ended"
CATALOGUE = small_catalogue(
    ("ended", ENDED, ("agency",), "quarter"), ("yearly", ENDED, (), "year"), totals_at_least=5
)


def attacked(folder: Path, *, total: int | None, in_year: int) -> Verdict:
    """Four quarters of which parts are withheld, and perhaps totals, and then the year's total."""
    publisher = Publisher(CATALOGUE, folder)
    for number in range(1, 5):
        quarter = Quarter(2024, number)
        cells: dict[Cell, int | None] = {Cell(ENDED, quarter.name): total}
        for agency in CATALOGUE.values("agency"):
            cells[Cell.of(ENDED, quarter.name, {"agency": agency})] = None
        if number == 4:
            cells[Cell(ENDED, "2024")] = in_year
        publisher.publish(quarter, cells)
    return attack_folder(folder)


def test_a_small_total_beside_its_parts_is_no_finding(tmp_path: Path) -> None:
    verdict = attacked(tmp_path, total=7, in_year=28)
    assert verdict.is_clean
    assert verdict.narrow_before == 12


def test_a_later_total_is_no_excuse_for_what_was_hidden_before(tmp_path: Path) -> None:
    """Seven in the year leave each of its quarters less than nine numbers wide."""
    verdict = attacked(tmp_path, total=None, in_year=7)
    parts = {one.period for one in verdict.narrow if one.where}
    assert parts == {"2024Q1", "2024Q2", "2024Q3"}
    assert {one.period for one in verdict.narrow if not one.where} >= parts
    assert attacked(tmp_path / "many", total=None, in_year=19).is_clean
