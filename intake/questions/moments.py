"""Points in time as people give them: ISO days and times, or so long before now."""

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

_RELATIVE = re.compile(r"now(?:\s*([+-])\s*(\d{1,5}(?:\.\d{1,3})?)\s*([hdm]))?", re.IGNORECASE)
_UNITS = {"h": "hours", "d": "days", "m": "minutes"}
_LARGEST = 10**9
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def resolve(text: str, *, at: datetime) -> str:
    """`text` with `now-<n>h`, `now-<n>d` or `now` turned into ISO time; other text unchanged."""
    match = _RELATIVE.fullmatch(text.strip())
    if not match:
        return text
    sign, amount, unit = match.groups()
    if amount is None:
        return at.isoformat()
    span = timedelta(**{_UNITS[unit.lower()]: float(amount)})
    return (at - span if sign == "-" else at + span).isoformat()


def is_relative(text: str) -> bool:
    """Whether `text` wants to be a time before now, rightly written or not."""
    return text.strip().casefold().startswith("now")


def read(text: str, *, timezone: tzinfo, late: bool = False) -> datetime | None:
    """The moment in UTC that `text` names, or None where it names none.

    A time without an offset is local time of `timezone`; a day alone is its first moment, its
    last with `late`.
    """
    text = text.strip()
    try:
        if _DAY.fullmatch(text):
            day = datetime.fromisoformat(text)
            moment = datetime.combine(day, time.max if late else time.min)
        else:
            moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def is_moment(text: str) -> bool:
    """Whether `text` is an ISO day or time."""
    return read(text, timezone=UTC) is not None


def number(value: object) -> int | float | None:
    """The number that `value` is or begins with ("about 19 h" is none, "19 h" is 19)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value if abs(value) <= _LARGEST else None
    match = re.match(r"\s*(-?\d{1,9}(?:\.\d{1,6})?)(?![\d.])", str(value))
    return float(match.group(1)) if match else None
