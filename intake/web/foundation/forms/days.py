"""A day in three fields of which any may stay empty: nobody has to know a date."""

from __future__ import annotations

import re
from datetime import date

_KNOWN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T.*)?")
_THIS_CENTURY = 2000


class DayUnreadable(ValueError):
    """The three fields name no day, month or year."""


def read_day(month: str, day: str, year: str) -> str:
    """``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; empty if nothing was typed. Raises DayUnreadable.

    A day without its month, and a month without its year, name nothing.
    """
    typed = (month.strip(), day.strip(), year.strip())
    if not any(typed):
        return ""
    months, days, years = (_number(text) for text in typed)
    if years is None or (days is not None and months is None):
        raise DayUnreadable
    full_year = years + _THIS_CENTURY if years < 100 else years
    try:
        found = date(full_year, 1 if months is None else months, 1 if days is None else days)
    except ValueError:
        raise DayUnreadable from None
    text = found.isoformat()
    return text if days is not None else text[:7] if months is not None else text[:4]


def parts_of(text: str) -> tuple[str, str, str]:
    """Month, day and year as the fields show them again."""
    found = _KNOWN.fullmatch(text)
    if found is None:
        return "", "", ""
    year, month, day = found.groups()
    return (month or "").lstrip("0"), (day or "").lstrip("0"), year


def _number(text: str) -> int | None:
    if not text:
        return None
    if not text.isdecimal() or len(text) > 4:
        raise DayUnreadable
    return int(text)
