"""Dates, times and numbers in words."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from intake.texts import dates

DAY = date(2026, 11, 3)
AT = datetime(2026, 11, 4, 2, 30, tzinfo=UTC)
PHOENIX = ZoneInfo("America/Phoenix")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


@pytest.mark.parametrize(
    ("language", "long", "weekday", "short"),
    [
        ("en", "November 3, 2026", "Tuesday, November 3, 2026", "Nov 3, 2026"),
        ("es", "3 de noviembre de 2026", "martes, 3 de noviembre de 2026", "3 nov 2026"),
    ],
)
def test_a_day_in_words(language: str, long: str, weekday: str, short: str) -> None:
    assert dates.long_date(DAY, language) == long
    assert dates.weekday_date(DAY, language) == weekday
    assert dates.short_date(DAY, language) == short


def test_a_moment_is_shown_in_the_zone_it_is_asked_for() -> None:
    assert plain(dates.long_moment(AT, "en", zone=PHOENIX)) == "November 3, 2026, 7:30 PM"
    assert plain(dates.clock_time(AT, "es", zone=PHOENIX)) == "7:30 p.m."


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        dates.clock_time(datetime(2026, 11, 3, 12, 0), "en", zone=PHOENIX)  # noqa: DTZ001


def test_numbers_have_the_separators_of_the_language() -> None:
    assert dates.whole_number(50_000, "en") == "50,000"
    assert dates.whole_number(50_000, "es") == "50,000"
    assert plain(dates.whole_number(50_000, "fr")) == "50 000"
