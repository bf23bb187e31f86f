"""What happens next and by when, from the clocks of an office; no promise it cannot keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from intake.actions.following.follow import FollowedCase
from intake.cases.vocabulary import ClockKind
from intake.questions.urgency import Urgency
from intake.rules.configuration import Configuration
from intake.rules.entities import Entity

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextSteps:
    """The dates that an office has to keep, as days of its own calendar.

    Attributes:
        urgent: whether it cannot wait and nobody has opened it yet.
        read_from: when someone is next at work there; None if that is now, or not known.
        staffed_now: whether someone is at work there now.
        acknowledge_by: by when it writes and says back what it understood.
        review_by: by when its first look is done.
        decide_by: by when an investigation has to end, once it has begun.
        letter_by: by when the letter with the findings comes.
        appeal_until: until when a second look can be asked for.
        news_by: by when there is news in any case.
    """

    entity: Entity
    urgent: bool
    staffed_now: bool
    read_from: datetime | None
    acknowledge_by: date | None
    review_by: date | None
    decide_by: date | None
    letter_by: date | None
    appeal_until: date | None
    news_by: date | None


def next_steps(
    case: FollowedCase, *, urgency: Urgency, configuration: Configuration, at: datetime
) -> NextSteps:
    """The dates of one office's part."""
    entity = configuration.entity(case.entity)
    calendar = configuration.jurisdiction(entity.jurisdiction).calendar
    staffed = entity.duty.is_open(at, calendar=calendar)

    def day(kind: ClockKind) -> date | None:
        due = case.due.get(kind)
        # A clock of days is due at the first moment after its last day.
        return None if due is None else calendar.local_day(due - _TICK)

    return NextSteps(
        entity=entity,
        urgent=urgency is Urgency.CRITICAL and case.first_opened_day is None,
        staffed_now=staffed,
        read_from=None if staffed else entity.duty.next_reading(at, calendar=calendar),
        acknowledge_by=day(ClockKind.ACKNOWLEDGE),
        review_by=day(ClockKind.REVIEW),
        decide_by=day(ClockKind.INVESTIGATION),
        letter_by=day(ClockKind.FINDINGS_LETTER),
        appeal_until=day(ClockKind.APPEAL_WINDOW),
        news_by=day(ClockKind.STATUS_UPDATE),
    )
