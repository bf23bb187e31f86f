"""When a place that has published nothing yet can publish first; pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from intake.numbers.quarters import CLOSES_AFTER_DAYS, Quarter


@dataclass(frozen=True, slots=True)
class Expected:
    """A quarter that is not closed yet, and the first day on which its numbers can come out."""

    quarter: Quarter
    day: date


def first_expected(first_period: str, today: date) -> Expected:
    """The first quarter that is still to close, from the one on in which counting begins."""
    year, _, number = first_period.partition("Q")
    quarter = Quarter(int(year), int(number))
    while quarter.is_closed(today):
        quarter = quarter.after()
    return Expected(quarter, quarter.last_day + timedelta(days=CLOSES_AFTER_DAYS + 1))
