"""When someone reads what arrives, and whom an alarm reaches."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from intake.rules.calendar import Calendar, Holiday
from intake.rules.duty import Duty, OnCall
from intake.rules.localtext import LocalText

NAME = LocalText({"en": "First"})
CALENDAR = Calendar(
    ZoneInfo("America/Los_Angeles"), (Holiday("labor", NAME, month=9, weekday=0, nth=1),)
)
HOURS = {day: (time(9), time(17)) for day in range(5)}
ON_CALL = (OnCall(NAME, "duty@example.org", "+1 555 555 0100"),)
DUTY = Duty(HOURS, on_call=ON_CALL)


def local(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CALENDAR.timezone).astimezone(UTC)


def test_the_hours_are_those_of_the_wall_clock_in_summer_and_winter() -> None:
    for month in (1, 7):
        assert DUTY.is_open(local(2026, month, 8, 9), calendar=CALENDAR)
        assert not DUTY.is_open(local(2026, month, 8, 8, 59), calendar=CALENDAR)
        assert not DUTY.is_open(local(2026, month, 8, 17), calendar=CALENDAR)


def test_a_holiday_is_closed_unless_said_otherwise() -> None:
    labor_day = local(2026, 9, 7, 10)
    assert not DUTY.is_open(labor_day, calendar=CALENDAR)
    assert Duty(HOURS, on_holidays=True).is_open(labor_day, calendar=CALENDAR)


def test_the_next_reading_is_now_or_the_next_opening() -> None:
    open_now = local(2026, 9, 3, 12)
    assert DUTY.next_reading(open_now, calendar=CALENDAR) == open_now
    early = local(2026, 9, 3, 6)
    assert DUTY.next_reading(early, calendar=CALENDAR) == local(2026, 9, 3, 9)
    friday_evening = local(2026, 9, 4, 18)
    assert DUTY.next_reading(friday_evening, calendar=CALENDAR) == local(2026, 9, 8, 9)
    assert Duty({}).next_reading(open_now, calendar=CALENDAR) is None


def test_a_list_that_covers_the_nights_makes_no_promise_of_an_hour() -> None:
    nights = Duty(HOURS, nights=True, on_call=ON_CALL)
    midnight = local(2026, 9, 3, 0)
    assert nights.is_called(midnight, calendar=CALENDAR)
    assert nights.next_reading(midnight, calendar=CALENDAR) == local(2026, 9, 3, 9)


def test_an_alarm_reaches_the_list_in_its_hours_only() -> None:
    assert DUTY.is_called(local(2026, 9, 3, 10), calendar=CALENDAR)
    assert not DUTY.is_called(local(2026, 9, 3, 22), calendar=CALENDAR)
    assert not Duty(HOURS, nights=True).is_called(local(2026, 9, 3, 10), calendar=CALENDAR)
