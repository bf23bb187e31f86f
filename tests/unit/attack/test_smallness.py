"""Numbers that are too small to be shown, and numbers that say more than their size does."""

from dataclasses import replace
from pathlib import Path

from intake.numbers.cells import Cell
from tests.fixtures.small_catalogues import small_catalogue
from tests.unit.attack.test_intervals import BY_RULE, attack, rules

BOTH = ("agency-by-ending", "cases_ended", ("agency", "ending"), "quarter")
FILED = ("filed", "complaints_received", (), "quarter")
OPENED = ("opened", "cases_received", (), "quarter")


def ended(numbers: dict[tuple[str, str], int | None]) -> dict[Cell, int | None]:
    """Cells of agency by ending; "total" is a margin."""
    found = {}
    for (agency, ending), number in numbers.items():
        where = {"agency": agency, "ending": ending}
        shown = {name: value for name, value in where.items() if value != "total"}
        found[Cell.of("cases_ended", "2024Q1", shown)] = number
    return found


def test_a_small_number_that_is_shown_is_a_fault(tmp_path: Path) -> None:
    verdict = attack(tmp_path, small_catalogue(BY_RULE), rules("2024Q1", R1=17, R2=3, total=20))
    assert [fault for fault in verdict.faults if "rule=R2" in fault and "below 10" in fault]
    assert not verdict.is_clean


def test_a_total_below_its_own_threshold_is_a_fault_and_a_secret(tmp_path: Path) -> None:
    catalogue = replace(small_catalogue(BY_RULE), totals_at_least=30)
    shown = attack(tmp_path / "a", catalogue, rules("2024Q1", R1=22, total=22))
    assert [fault for fault in shown.faults if "below 30" in fault]
    summed = attack(tmp_path / "b", catalogue, rules("2024Q1", R1=12, R2=10, total=None))
    assert [(one.where, one.low, one.high) for one in summed.exact] == [((), 22, 22)]


def test_the_only_category_of_a_row_is_a_secret_up_to_thrice_k(tmp_path: Path) -> None:
    alone: dict[tuple[str, str], int | None] = {
        ("police", "findings"): None,
        ("police", "total"): 25,
        ("court", "findings"): 40,
        ("court", "withdrawn"): 40,
        ("court", "total"): 80,
        ("total", "findings"): 65,
        ("total", "withdrawn"): 40,
        ("total", "total"): 105,
    }
    verdict = attack(tmp_path / "a", small_catalogue(BOTH), ended(alone))
    assert [one.low for one in verdict.exact] == [25]
    shown = ended({**alone, ("police", "findings"): 25})
    verdict = attack(tmp_path / "b", small_catalogue(BOTH), shown)
    assert [fault for fault in verdict.faults if "below 30" in fault]
    sums = {("police", "total"): 35, ("total", "findings"): 75, ("total", "total"): 115}
    many = alone | sums
    assert attack(tmp_path / "c", small_catalogue(BOTH), ended(many)).is_clean


def test_a_complaint_opens_a_case(tmp_path: Path) -> None:
    catalogue = replace(small_catalogue(FILED, OPENED), totals_at_least=10)
    numbers: dict[Cell, int | None] = {
        Cell("complaints_received", "2024Q1"): None,
        Cell("cases_received", "2024Q1"): 8,
    }
    verdict = attack(tmp_path, catalogue, numbers)
    assert [(one.measure, one.low, one.high) for one in verdict.narrow] == [
        ("complaints_received", 0, 8)
    ]
