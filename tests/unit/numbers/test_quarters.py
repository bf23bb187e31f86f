"""Quarters close ten days after their end, and none is left out."""

from datetime import date

import pytest

from intake.numbers.quarters import Quarter, closed_quarters


@pytest.mark.parametrize(
    ("day", "name", "first", "last"),
    [
        (date(2026, 1, 1), "2026Q1", date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 6, 30), "2026Q2", date(2026, 4, 1), date(2026, 6, 30)),
        (date(2026, 12, 31), "2026Q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_bounds(day, name, first, last):
    quarter = Quarter.of(day)
    assert (quarter.name, quarter.first_day, quarter.last_day) == (name, first, last)


def test_a_quarter_closes_only_after_ten_days():
    quarter = Quarter(2026, 3)
    assert not quarter.is_closed(date(2026, 10, 10))
    assert quarter.is_closed(date(2026, 10, 11))


def test_every_closed_quarter_since_the_first_entry_in_order():
    found = closed_quarters(date(2025, 11, 20), date(2026, 7, 11))
    assert [quarter.name for quarter in found] == ["2025Q4", "2026Q1", "2026Q2"]
    assert closed_quarters(date(2026, 5, 1), date(2026, 6, 1)) == ()


@pytest.mark.parametrize("quarter", [Quarter(2026, 3), Quarter(1999, 1), Quarter(2030, 4)])
def test_a_name_is_read_back(quarter: Quarter) -> None:
    assert Quarter.parse(quarter.name) == quarter


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026Q0",
        "2026Q5",
        "2026Q33",
        "26Q3",
        "2026q3",
        "2026-Q3",
        " 2026Q3",
        "２０２６Q3",
    ],
)
def test_anything_else_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Quarter.parse(text)
