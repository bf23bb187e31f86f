"""The clocks of a case as its page shows them: what is due when, overdue first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from intake.actions.case.sight import CaseSight
from intake.cases.clocks import is_over, is_overdue
from intake.cases.clocks_run import Clock
from intake.cases.vocabulary import ClockKind
from intake.rules.clock_rules import PeriodUnit


class ClockState(StrEnum):
    """How a clock stands; the order is that of the page."""

    OVERDUE = "overdue"
    OVER = "over"
    RUNNING = "running"
    TOLLED = "tolled"
    LATE = "late"
    KEPT = "kept"


@dataclass(frozen=True, kw_only=True)
class ClockView:
    """One clock: what it is for, how it stands, and the moment that counts.

    ``due_day`` is its last day, None for a clock of hours.
    """

    kind: ClockKind
    state: ClockState
    due_at: datetime
    due_day: date | None
    stopped_at: datetime | None
    tolled_days: int

    @property
    def open(self) -> bool:
        """Whether it has not stopped."""
        return self.stopped_at is None


def clock_views(sight: CaseSight, *, at: datetime) -> tuple[ClockView, ...]:
    """All clocks: those that run out first on top, those that stopped below."""
    views = [_view(clock, at) for clock in sight.clocks]
    order = list(ClockState)
    return tuple(sorted(views, key=lambda view: (order.index(view.state), view.due_at)))


def _view(clock: Clock, at: datetime) -> ClockView:
    return ClockView(
        kind=clock.kind,
        state=_state(clock, at),
        due_at=clock.due_at,
        due_day=None if clock.unit is PeriodUnit.HOURS else clock.due_day,
        stopped_at=clock.stopped_at,
        tolled_days=clock.tolled_days,
    )


def _state(clock: Clock, at: datetime) -> ClockState:
    if clock.stopped_at is not None:
        return ClockState.KEPT if clock.kept else ClockState.LATE
    if is_overdue(clock, at):
        return ClockState.OVERDUE
    if clock.paused_at is not None:
        return ClockState.TOLLED
    return ClockState.OVER if is_over(clock, at) else ClockState.RUNNING
