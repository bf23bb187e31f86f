"""Quarters of a year, when one is closed, and which is the first to come out; pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

CLOSES_AFTER_DAYS = 10
_NAME = re.compile(r"(19|20)[0-9]{2}Q[1-4]")


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter: year and number, 1 to 4."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Quarter:
        """The quarter that a day lies in."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    @classmethod
    def parse(cls, text: str) -> Quarter:
        """The quarter of a name such as ``2026Q3``; raises ValueError for anything else."""
        if not _NAME.fullmatch(text):
            raise ValueError(text)
        return cls(int(text[:4]), int(text[5]))

    @property
    def name(self) -> str:
        """As in file names and columns: ``2026Q3``."""
        return f"{self.year}Q{self.number}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.after().first_day - timedelta(days=1)

    def after(self) -> Quarter:
        """The quarter that follows."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def is_closed(self, today: date) -> bool:
        """Whether ten days have passed since its end, so that late keying is in."""
        return today > self.last_day + timedelta(days=CLOSES_AFTER_DAYS)


def closed_quarters(first: date, today: date) -> tuple[Quarter, ...]:
    """The closed quarters from the one of the first entry on, oldest first."""
    quarters = []
    quarter = Quarter.of(first)
    while quarter.is_closed(today):
        quarters.append(quarter)
        quarter = quarter.after()
    return tuple(quarters)


@dataclass(frozen=True, slots=True)
class Expected:
    """A quarter that is not closed yet, and the first day on which its numbers can come out."""

    quarter: Quarter
    day: date


def first_expected(first_period: str, today: date) -> Expected:
    """The first quarter that is still to close, from the one on in which counting begins."""
    quarter = Quarter.parse(first_period)
    while quarter.is_closed(today):
        quarter = quarter.after()
    return Expected(quarter, quarter.last_day + timedelta(days=CLOSES_AFTER_DAYS + 1))
