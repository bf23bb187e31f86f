"""Give a demonstration past quarters: invented counts, frozen, and the wish to publish each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.importing.past_years import freeze_kept
from intake.actions.publishing.requests import NewRequest, RequestKind, note_request
from intake.db.transaction import transaction
from intake.numbers.cube import COUNTERS
from intake.numbers.facts.span import Span
from intake.numbers.quarters import CLOSES_AFTER_DAYS, Quarter
from intake.publication.past.reading import PastCounts
from intake.rules.jurisdiction import Jurisdiction


def freeze_invented(
    session: Session, *, context: ActionContext, jurisdiction: str, past: PastCounts
) -> None:
    """Freeze invented counts of closed quarters; what was filed here in them is counted with them.

    Only for a demonstration: nothing tells these counts from an office's own.
    """
    place = context.configuration.jurisdiction(jurisdiction)
    with transaction(session):
        for quarter in past.quarters:
            _freeze(session, context, place, quarter, past)


def ask_for_releases(
    session: Session,
    *,
    context: ActionContext,
    jurisdiction: str,
    quarters: Iterable[Quarter],
    staff_id: str,
) -> None:
    """Ask the worker to publish quarters one after the other, in the name of somebody who may."""
    with transaction(session):
        for number, quarter in enumerate(quarters):
            # The oldest is taken first.
            at = context.at + timedelta(milliseconds=number)
            wanted = NewRequest(jurisdiction, quarter, RequestKind.PUBLISH)
            note_request(session, wanted, context=context, staff_id=staff_id, requested_at=at)


def _freeze(
    session: Session,
    context: ActionContext,
    place: Jurisdiction,
    quarter: Quarter,
    past: PastCounts,
) -> None:
    span = Span.of(place, quarter)
    counts = {
        measure: Counter(past.counts[measure, quarter]) + Counter(dict(counter(session, span)))
        for measure, counter in COUNTERS.items()
    }
    closed_on = quarter.last_day + timedelta(days=CLOSES_AFTER_DAYS + 1)
    closed_at = min(datetime.combine(closed_on, time(18), UTC), context.at)
    freeze_kept(session, context, place, quarter, counts, closed_at=closed_at)
