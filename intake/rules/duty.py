"""When an office is staffed, and who is called outside those hours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from intake.rules.calendar import Calendar
from intake.rules.localtext import LocalText

LOOK_AHEAD_DAYS = 30


@dataclass(frozen=True, slots=True)
class OnCall:
    """One line of the on-call list: an alarm goes down the list until someone answers it."""

    label: LocalText
    address: str
    phone: str


@dataclass(frozen=True, slots=True)
class Duty:
    """The office's hours by weekday (Monday = 0), and its on-call list.

    `nights` says whether the on-call list is called outside the hours too; an alarm that nobody
    answers goes to the next line after `answer_minutes`.
    """

    hours: Mapping[int, tuple[time, time]] = field(default_factory=lambda: MappingProxyType({}))
    on_holidays: bool = False
    nights: bool = False
    answer_minutes: int = 20
    on_call: tuple[OnCall, ...] = ()

    def is_open(self, at: datetime, *, calendar: Calendar) -> bool:
        """Whether someone is at work at the moment `at` (aware)."""
        local = calendar.local_time(at)
        hours = self._hours_on(local.date(), calendar)
        return hours is not None and hours[0] <= local.time() < hours[1]

    def next_reading(self, at: datetime, *, calendar: Calendar) -> datetime | None:
        """When someone will first read what arrives at `at`: at once if open, else at the next
        opening (UTC); None if the office has no hours in the coming month.

        Pages promise this hour and no earlier one, even where an on-call list exists.
        """
        if self.is_open(at, calendar=calendar):
            return at
        today = calendar.local_day(at)
        for ahead in range(LOOK_AHEAD_DAYS):
            opening = self._opening(today + timedelta(days=ahead), calendar)
            if opening is not None and opening > at:
                return opening
        return None

    def is_called(self, at: datetime, *, calendar: Calendar) -> bool:
        """Whether an alarm raised at `at` is sent to the on-call list now."""
        return bool(self.on_call) and (self.nights or self.is_open(at, calendar=calendar))

    def _hours_on(self, day: date, calendar: Calendar) -> tuple[time, time] | None:
        if calendar.is_holiday(day) and not self.on_holidays:
            return None
        return self.hours.get(day.weekday())

    def _opening(self, day: date, calendar: Calendar) -> datetime | None:
        hours = self._hours_on(day, calendar)
        if hours is None:
            return None
        return datetime.combine(day, hours[0], calendar.timezone).astimezone(UTC)
