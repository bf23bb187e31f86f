"""Every clock of a case, computed from its events by the effects that the workflow table names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from intake.cases import clocks_run
from intake.cases.clocks_run import Clock, ClockCalendar, moment_of
from intake.cases.vocabulary import ClockKind, EventKind
from intake.cases.workflow.event import CaseEvent
from intake.cases.workflow.row import Effect, Turn
from intake.cases.workflow.table import row_of
from intake.rules.clock_rules import ClockRules

WINDOWS: frozenset[ClockKind] = frozenset({ClockKind.INFORMATION, ClockKind.APPEAL_WINDOW})
"""Time that the complainant has: it ends, but nobody of the body is late."""

LAPSES: Mapping[ClockKind, EventKind] = MappingProxyType(
    {
        ClockKind.INFORMATION: EventKind.INFORMATION_TIMED_OUT,
        ClockKind.REFERRAL_CONFIRMATION: EventKind.REFERRAL_NOT_CONFIRMED,
        ClockKind.APPEAL_WINDOW: EventKind.APPEAL_WINDOW_ENDED,
    }
)
"""The event that the system records when such a clock has run out, where the table lets it."""


def clocks_for(
    events: Iterable[CaseEvent], *, rules: ClockRules, calendar: ClockCalendar
) -> tuple[Clock, ...]:
    """Return every run of every clock, in the order in which they started.

    A complaint's clocks count from the day it was received (the effective day of its first
    event), whenever it was keyed in. Raises LookupError for an event that no row allows.
    """
    board = _Board(rules, calendar)
    for event in sorted(events, key=lambda event: event.seq):
        board.run_out(event.recorded_at, known_at=None)
        for effect in effects_of(event):
            board.turn(effect, event)
        board.run_out(event.recorded_at, known_at=event.recorded_at)
    return tuple(board.runs)


def effects_of(event: CaseEvent) -> tuple[Effect, ...]:
    """Return what this event does to the clocks, those for another urgency left out."""
    urgency = event.details.get("urgency")
    return tuple(
        effect
        for effect in row_of(event).clocks
        if effect.urgency is None or effect.urgency == urgency
    )


def latest(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return the last run of each clock: what is kept as the projection."""
    return tuple({clock.kind: clock for clock in clocks}.values())


def next_due_at(clocks: Iterable[Clock]) -> datetime | None:
    """Return the earliest moment at which a running clock is due, or None if none runs."""
    return min((clock.due_at for clock in clocks if clock.running), default=None)


def is_over(clock: Clock, at: datetime) -> bool:
    """Return whether the clock has run out unstopped by this moment."""
    if clock.stopped_at is not None:
        return False
    return (clock.paused_at or at) >= clock.due_at


def is_overdue(clock: Clock, at: datetime) -> bool:
    """Return whether the body is late with what this clock measures."""
    return clock.kind not in WINDOWS and is_over(clock, at)


def over(clocks: Iterable[Clock], at: datetime) -> frozenset[ClockKind]:
    """Return the kinds of all clocks that have run out: the ``overdue`` of the case's facts."""
    return frozenset(clock.kind for clock in clocks if is_over(clock, at))


class _Board:
    """The clocks while the events go by: all runs, and which run of each kind is the last."""

    def __init__(self, rules: ClockRules, calendar: ClockCalendar) -> None:
        self.runs: list[Clock] = []
        self._last: dict[ClockKind, int] = {}
        self._rules = rules
        self._calendar = calendar

    def run_out(self, at: datetime, *, known_at: datetime | None) -> None:
        """Mark what ran out by this moment; ``known_at`` is when it was said that it ran at all."""
        for index in self._last.values():
            run = self.runs[index]
            self.runs[index] = clocks_run.run_out(run, at=at, known_at=known_at or run.due_at)

    def turn(self, effect: Effect, event: CaseEvent) -> None:
        """Apply one effect of one event."""
        at = moment_of(event.effective_day, event.recorded_at, self._calendar)
        if effect.turn in {Turn.START, Turn.BEGIN}:
            self._start(effect, event, at)
        else:
            self._change(effect, event, at)

    def _start(self, effect: Effect, event: CaseEvent, at: datetime) -> None:
        index = self._open(effect.clock)
        if index is not None:
            if effect.turn is Turn.BEGIN:
                return
            self.runs[index] = clocks_run.done(
                self.runs[index], at=at, recorded_at=event.recorded_at
            )
        period = self._rules.period(effect.period or effect.clock.value)
        last = self._last.get(effect.clock)
        run = clocks_run.started(
            effect.clock,
            period,
            day=event.effective_day,
            at=at,
            calendar=self._calendar,
            run=1 if last is None else self.runs[last].run + 1,
        )
        self._last[effect.clock] = len(self.runs)
        self.runs.append(run)

    def _change(self, effect: Effect, event: CaseEvent, at: datetime) -> None:
        index = self._open(effect.clock)
        if index is not None:
            self.runs[index] = self._changed(self.runs[index], effect, event, at)

    def _changed(self, run: Clock, effect: Effect, event: CaseEvent, at: datetime) -> Clock:
        match effect.turn:
            case Turn.STOP:
                return clocks_run.done(run, at=at, recorded_at=event.recorded_at)
            case Turn.PAUSE if run.paused_at is None:
                return clocks_run.paused(run, day=event.effective_day, at=at)
            case Turn.RESUME:
                return clocks_run.resumed(
                    run, day=event.effective_day, at=at, calendar=self._calendar
                )
            case Turn.EXTEND:
                days = int(event.details["days"])
                return clocks_run.extended(run, days, self._calendar)
            case _:
                return run

    def _open(self, kind: ClockKind) -> int | None:
        index = self._last.get(kind)
        return index if index is not None and self.runs[index].stopped_at is None else None
