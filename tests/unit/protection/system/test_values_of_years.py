"""What was added later was counted in no year before, and hides nobody there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.numbers.cells import Cube
from intake.numbers.quarters import Quarter
from intake.protection.errors import CountsInvalid
from intake.protection.system.building import build_system
from tests.fixtures.small_catalogues import small_catalogue

ENDED = "cases_ended"
NOW = small_catalogue(("ended", ENDED, ("agency",), "quarter"))
THEN = replace(NOW, past={2024: {"agency": ("police", "court")}})
QUARTERS = [Quarter(2024, number) for number in range(1, 5)] + [Quarter(2025, 1)]


def agencies(year: int, cube: Cube | None = None) -> set[str]:
    system = build_system(THEN, QUARTERS, cube or {}, [])
    return {
        dict(where)["agency"]
        for measure, named_year, where in system.names
        if measure == ENDED and named_year == year and "agency" in dict(where)
    }


def test_an_agency_that_is_new_is_no_unknown_of_an_earlier_year() -> None:
    assert agencies(2024) == {"police", "court"}
    assert agencies(2025) == set(NOW.values("agency"))


def test_a_count_of_it_in_an_earlier_year_is_refused() -> None:
    counted = {(ENDED, "2024Q1"): {("not_confirmed", "findings", "d0_30", "2024"): 3}}
    with pytest.raises(CountsInvalid):
        agencies(2024, counted)
