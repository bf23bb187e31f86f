"""Business days and the bounds of days in a jurisdiction's own time zone."""

import calendar as months
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from intake.rules.localtext import LocalText

SATURDAY, SUNDAY = 5, 6
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off: one date, a date every year, or the nth weekday of a month every year.

    `weekday` counts from Monday = 0; `nth` is 1 to 4, or -1 for the last; `days_after` moves it on
    (the day after the fourth Thursday). With `observed`, a fixed day on a Saturday is kept on
    the Friday before, on a Sunday on the Monday after.
    """

    id: str
    name: LocalText
    on: date | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    days_after: int = 0
    observed: bool = False

    def in_year(self, year: int) -> date | None:
        """The day on which it is kept for `year`, or None if that year has none."""
        if self.on is not None:
            return self.on if self.on.year == year else None
        if self.month is None:
            return None
        if self.weekday is not None and self.nth is not None:
            found = _nth_weekday(year, self.month, self.weekday, self.nth)
            return found + timedelta(days=self.days_after)
        if self.day is None or self.day > months.monthrange(year, self.month)[1]:
            return None
        return self._shifted(date(year, self.month, self.day))

    def _shifted(self, day: date) -> date:
        if self.observed and day.weekday() == SATURDAY:
            return day - ONE_DAY
        if self.observed and day.weekday() == SUNDAY:
            return day + ONE_DAY
        return day


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    if nth < 0:
        last = date(year, month, months.monthrange(year, month)[1])
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


@lru_cache(maxsize=256)
def _days_off(holidays: tuple[Holiday, ...], year: int) -> frozenset[date]:
    # A New Year's Day on a Saturday is kept in the year before: look at the neighbours too.
    kept = (holiday.in_year(near) for holiday in holidays for near in (year - 1, year, year + 1))
    return frozenset(day for day in kept if day is not None and day.year == year)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working week, the holidays and the time zone by which a jurisdiction counts."""

    timezone: ZoneInfo
    holidays: tuple[Holiday, ...] = ()
    days_off: frozenset[int] = frozenset({SATURDAY, SUNDAY})

    def is_holiday(self, day: date) -> bool:
        """Whether a holiday is kept on this day."""
        return day in _days_off(self.holidays, day.year)

    def is_business_day(self, day: date) -> bool:
        """Whether offices work on this day."""
        return day.weekday() not in self.days_off and not self.is_holiday(day)

    def add_business_days(self, day: date, number: int) -> date:
        """The last of `number` business days counted from the day after `day`.

        With 0 it is `day` itself if that is a business day, else the next one. A negative
        number is a ValueError.
        """
        if number < 0:
            raise ValueError("business days are counted forward")
        if number == 0:
            return day if self.is_business_day(day) else self.add_business_days(day, 1)
        following = self._business_days_after(day)
        for _ in range(number - 1):
            next(following)
        return next(following)

    def local_day(self, at: datetime) -> date:
        """The date on the wall of this jurisdiction at the moment `at` (aware)."""
        return self.local_time(at).date()

    def local_time(self, at: datetime) -> datetime:
        """The moment `at` (aware) as this jurisdiction's clocks show it."""
        if at.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return at.astimezone(self.timezone)

    def start_of_day(self, day: date) -> datetime:
        """The first moment of `day` here, in UTC; right on days of 23 and 25 hours too."""
        return datetime.combine(day, time.min, self.timezone).astimezone(UTC)

    def end_of_day(self, day: date) -> datetime:
        """The moment at which `day` is over here, in UTC: the first moment of the next day."""
        return self.start_of_day(day + ONE_DAY)

    def _business_days_after(self, day: date) -> Iterator[date]:
        while True:
            day += ONE_DAY
            if self.is_business_day(day):
                yield day
