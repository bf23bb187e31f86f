"""Days, times and numbers written out for a reader in a language that is always an argument."""

from datetime import date, datetime
from math import floor
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time
from babel.numbers import format_decimal, format_percent

from intake.texts.languages import locale_of


def long_date(day: date, language: str) -> str:
    """A day in words: "November 24, 2026", "24 de noviembre de 2026"."""
    return format_date(day, format="long", locale=locale_of(language))


def weekday_date(day: date, language: str) -> str:
    """A day in words with its weekday, for what someone has to be ready for."""
    return format_date(day, format="full", locale=locale_of(language))


def short_date(day: date, language: str) -> str:
    """A day as tables show it: "Nov 24, 2026"."""
    return format_date(day, format="medium", locale=locale_of(language))


def long_moment(at: datetime, language: str, *, zone: ZoneInfo) -> str:
    """A moment as day and clock time in the jurisdiction's own time zone.

    Raises ValueError for a time without a zone: such a time would be shown wrong by hours.
    """
    day = long_date(_local(at, zone).date(), language)
    return f"{day}, {clock_time(at, language, zone=zone)}"


def clock_time(at: datetime, language: str, *, zone: ZoneInfo) -> str:
    """The clock time of a moment in the jurisdiction's own time zone: "3:30 PM"."""
    return format_time(_local(at, zone), format="short", locale=locale_of(language))


def whole_number(value: int, language: str) -> str:
    """A whole number with the separators of the language."""
    return format_decimal(value, locale=locale_of(language))


def whole_percent(part: float, language: str) -> str:
    """A part of one in whole percent, rounded down: "100%" is nothing less than all."""
    return format_percent(floor(part * 100 + 1e-9) / 100, locale=locale_of(language))


def _local(at: datetime, zone: ZoneInfo) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(zone)
