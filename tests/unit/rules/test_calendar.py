"""Business days, holidays, and days that are 23 or 25 hours long."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.rules.calendar import Calendar, Holiday
from intake.rules.localtext import LocalText

NAME = LocalText({"en": "A day off"})
PACIFIC = ZoneInfo("America/Los_Angeles")
PHOENIX = ZoneInfo("America/Phoenix")
NEW_YEAR = Holiday("new-year", NAME, month=1, day=1, observed=True)
THANKSGIVING = Holiday("thanksgiving", NAME, month=11, weekday=3, nth=4)
DAY_AFTER = Holiday("day-after", NAME, month=11, weekday=3, nth=4, days_after=1)
MEMORIAL = Holiday("memorial", NAME, month=5, weekday=0, nth=-1)
LEAP = Holiday("leap", NAME, month=2, day=29)
ONCE = Holiday("once", NAME, on=date(2026, 3, 3))
HOLIDAYS = (NEW_YEAR, THANKSGIVING, DAY_AFTER, MEMORIAL, LEAP, ONCE)
CALENDAR = Calendar(PACIFIC, HOLIDAYS)
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("day", "kept"),
    [
        (date(2026, 1, 1), True),
        (date(2022, 1, 1), False),  # a Saturday, kept on the Friday of the year before
        (date(2021, 12, 31), True),
        (date(2023, 1, 2), True),  # the Monday after a Sunday
        (date(2026, 11, 26), True),
        (date(2026, 11, 27), True),
        (date(2024, 11, 28), True),  # November began on a Friday
        (date(2024, 11, 29), True),
        (date(2024, 11, 22), False),
        (date(2026, 5, 25), True),
        (date(2027, 5, 31), True),
        (date(2024, 2, 29), True),
        (date(2026, 3, 3), True),
        (date(2027, 3, 3), False),
    ],
)
def test_holidays(day: date, kept: bool) -> None:
    assert CALENDAR.is_holiday(day) is kept


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        (date(2026, 11, 23), 5, date(2026, 12, 2)),  # over Thanksgiving, the day after, a weekend
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 20), 0, date(2026, 11, 20)),
        (date(2026, 12, 31), 1, date(2027, 1, 4)),
    ],
)
def test_business_days_are_counted_from_the_day_after(start: date, number: int, end: date) -> None:
    assert CALENDAR.add_business_days(start, number) == end


def test_business_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        CALENDAR.add_business_days(date(2026, 1, 5), -1)


@given(DAYS, st.integers(1, 40))
def test_counting_forward_and_counting_between_agree(start: date, number: int) -> None:
    end = CALENDAR.add_business_days(start, number)
    assert CALENDAR.is_business_day(end)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    assert sum(CALENDAR.is_business_day(day) for day in days) == number


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        (PACIFIC, date(2026, 3, 8), 23),
        (PACIFIC, date(2026, 11, 1), 25),
        (PACIFIC, date(2026, 7, 1), 24),
        (PHOENIX, date(2026, 3, 8), 24),
        (PHOENIX, date(2026, 11, 1), 24),
        (ZoneInfo("America/Havana"), date(2026, 3, 8), 23),  # midnight itself is left out
    ],
)
def test_the_bounds_of_a_day(zone: ZoneInfo, day: date, hours: int) -> None:
    calendar = Calendar(zone)
    start, end = calendar.start_of_day(day), calendar.end_of_day(day)
    assert (start.tzinfo, end.tzinfo) == (UTC, UTC)
    assert end - start == timedelta(hours=hours)
    assert calendar.local_day(start) == day
    assert calendar.local_day(end - timedelta(microseconds=1)) == day
    assert calendar.local_day(end) == day + timedelta(days=1)


def test_the_local_day_differs_from_the_utc_day() -> None:
    evening = datetime(2026, 7, 2, 3, 0, tzinfo=UTC)
    assert CALENDAR.local_day(evening) == date(2026, 7, 1)
    with pytest.raises(ValueError, match="time zone"):
        CALENDAR.local_day(datetime(2026, 7, 2, 3, 0))  # noqa: DTZ001 - what is refused
