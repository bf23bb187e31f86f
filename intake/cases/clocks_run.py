"""One run of one clock: how its due moment moves while the case goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Protocol

from intake.cases.vocabulary import ClockKind
from intake.rules.clock_rules import Period, PeriodUnit


class ClockCalendar(Protocol):
    """The working days and the time zone by which a body counts."""

    def is_business_day(self, day: date) -> bool:
        """Return whether offices work on this day."""

    def add_business_days(self, day: date, number: int) -> date:
        """Return the last of ``number`` business days after ``day``."""

    def end_of_day(self, day: date) -> datetime:
        """Return the moment (UTC) at which this local day is over."""

    def local_day(self, at: datetime) -> date:
        """Return the local date at this moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One run of a clock. ``due_at`` and the other moments are UTC.

    The period is over at ``due_at``. A tolled clock has ``paused_at``; its due moment moves when
    it runs on. ``started_day`` is the day from which it counts, not the day it was keyed in.
    ``run`` numbers the runs of this kind in a case, from 1.

    ``ended_at`` is when the run ended as far as was recorded at that time: what was promised
    by ``promised_at`` was recorded as done, or, if it ``ran_out``, was not. It never moves again.
    """

    kind: ClockKind
    unit: PeriodUnit
    started_day: date
    due_day: date
    due_at: datetime
    stopped_at: datetime | None = None
    paused_day: date | None = None
    paused_at: datetime | None = None
    tolled_days: int = 0
    run: int = 1
    ended_at: datetime | None = None
    promised_at: datetime | None = None
    ran_out: bool = False

    @property
    def running(self) -> bool:
        """Return whether it neither stopped nor is tolled."""
        return self.stopped_at is None and self.paused_at is None

    @property
    def late(self) -> bool:
        """Return whether it ended, and what was promised was not done by then."""
        if self.promised_at is None:
            return False
        return self.stopped_at is None or self.stopped_at > self.promised_at

    @property
    def kept(self) -> bool | None:
        """Return whether it stopped in time; None while it has not stopped."""
        return None if self.stopped_at is None else self.stopped_at <= self.due_at


def moment_of(day: date, recorded_at: datetime, calendar: ClockCalendar) -> datetime:
    """Return the latest moment at which something of this day, entered then, can have happened.

    What is entered on its own day happened when it was entered; what is entered later happened by
    the end of its day. So no clock of hours gains by late entry.
    """
    return min(recorded_at, calendar.end_of_day(day))


def run_out(clock: Clock, *, at: datetime, known_at: datetime) -> Clock:
    """Return the clock marked as ended if it ran out by ``at``.

    It ended when it was due; where it was made known only later that it ran, then.
    """
    if clock.ended_at is not None or not clock.running or clock.due_at > at:
        return clock
    ended_at = max(clock.due_at, known_at)
    return replace(clock, ended_at=ended_at, promised_at=clock.due_at, ran_out=True)


def done(clock: Clock, *, at: datetime, recorded_at: datetime) -> Clock:
    """Return the clock stopped, and ended when that was recorded unless it had ended before."""
    ended = stopped(clock, at)
    if ended.ended_at is not None:
        return ended
    return replace(ended, ended_at=recorded_at, promised_at=ended.due_at)


def started(
    kind: ClockKind,
    period: Period,
    *,
    day: date,
    at: datetime,
    calendar: ClockCalendar,
    run: int = 1,
) -> Clock:
    """Return a clock that starts to run on ``day``, at the moment ``at`` for one of hours."""
    match period.unit:
        case PeriodUnit.HOURS:
            due_at = at + timedelta(hours=period.amount)
            due_day = calendar.local_day(due_at)
        case PeriodUnit.DAYS:
            due_day = day + timedelta(days=period.amount)
            due_at = calendar.end_of_day(due_day)
        case PeriodUnit.BUSINESS_DAYS:
            due_day = calendar.add_business_days(day, period.amount)
            due_at = calendar.end_of_day(due_day)
    return Clock(
        kind=kind, unit=period.unit, started_day=day, due_day=due_day, due_at=due_at, run=run
    )


def stopped(clock: Clock, at: datetime) -> Clock:
    """Return the clock stopped at this moment, or when it was tolled if that came before."""
    return replace(clock, stopped_at=clock.paused_at or at, paused_at=None, paused_day=None)


def paused(clock: Clock, *, day: date, at: datetime) -> Clock:
    """Return the clock tolled from this day on."""
    return replace(clock, paused_day=day, paused_at=at)


def resumed(clock: Clock, *, day: date, at: datetime, calendar: ClockCalendar) -> Clock:
    """Return the clock running on: what was tolled is added, unless it was overdue before."""
    if clock.paused_at is None or clock.paused_day is None:
        return clock
    running = replace(clock, paused_day=None, paused_at=None)
    if clock.paused_at >= clock.due_at:
        return running
    if clock.unit is PeriodUnit.HOURS:
        due_at = clock.due_at + max(at - clock.paused_at, timedelta())
        return replace(running, due_at=due_at, due_day=calendar.local_day(due_at))
    tolled = _days_between(clock.paused_day, day, clock.unit, calendar)
    return _later(replace(running, tolled_days=clock.tolled_days + tolled), tolled, calendar)


def extended(clock: Clock, days: int, calendar: ClockCalendar) -> Clock:
    """Return the clock with so many calendar days more."""
    due_day = clock.due_day + timedelta(days=days)
    return replace(clock, due_day=due_day, due_at=calendar.end_of_day(due_day))


def _days_between(first: date, last: date, unit: PeriodUnit, calendar: ClockCalendar) -> int:
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    if unit is PeriodUnit.BUSINESS_DAYS:
        return sum(calendar.is_business_day(day) for day in days)
    return len(days)


def _later(clock: Clock, number: int, calendar: ClockCalendar) -> Clock:
    if number == 0:
        return clock
    if clock.unit is PeriodUnit.BUSINESS_DAYS:
        due_day = calendar.add_business_days(clock.due_day, number)
        return replace(clock, due_day=due_day, due_at=calendar.end_of_day(due_day))
    return extended(clock, number, calendar)
