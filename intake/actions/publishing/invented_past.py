"""Give a demonstration past quarters: invented counts, frozen, and the wish to publish each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.importing.past_years import freeze_kept
from intake.actions.publishing.requests import NewRequest, RequestKind, note_request
from intake.db.transaction import transaction
from intake.numbers.cube import COUNTERS
from intake.numbers.facts.span import Span
from intake.numbers.models import QuarterTotal
from intake.numbers.quarters import CLOSES_AFTER_DAYS, Quarter
from intake.publication.models import ReleaseRequest
from intake.publication.past.reading import PastCounts
from intake.rules.jurisdiction import Jurisdiction

ONE_RELEASE_EVERY = timedelta(minutes=2)
"""All at once would keep a processor busy for minutes, and a visitor's own request waiting."""


def freeze_invented(
    session: Session,
    *,
    context: ActionContext,
    jurisdiction: str,
    past: PastCounts,
    quarter: Quarter,
) -> None:
    """Freeze a closed quarter's invented counts, once; what was filed here in it counts with them.

    Only for a demonstration: nothing tells these counts from an office's own.
    """
    place = context.configuration.jurisdiction(jurisdiction)
    with transaction(session):
        if session.get(QuarterTotal, (jurisdiction, quarter.name)) is None:
            _freeze(session, context, place, quarter, past)


def ask_for_releases(
    session: Session,
    *,
    context: ActionContext,
    jurisdiction: str,
    quarters: Iterable[Quarter],
    staff_id: str,
) -> None:
    """Ask the worker to publish quarters one after the other, in the name of somebody who may.

    A quarter that was asked for before is not asked for again.
    """
    with transaction(session):
        asked = set(
            session.scalars(
                select(ReleaseRequest.period).where(ReleaseRequest.jurisdiction == jurisdiction)
            )
        )
        for number, quarter in enumerate(quarters):
            if quarter.name not in asked:
                wanted = NewRequest(jurisdiction, quarter, RequestKind.PUBLISH)
                at = context.at + number * ONE_RELEASE_EVERY
                note_request(session, wanted, context=context, staff_id=staff_id, requested_at=at)


def spread_releases(session: Session, *, context: ActionContext, jurisdiction: str) -> None:
    """Let everything that is asked for wait again, one from now on and the others in their order.

    Only where no worker is at work: what the last one had begun when it was ended begins again.
    """
    waiting = (
        select(ReleaseRequest)
        .where(ReleaseRequest.jurisdiction == jurisdiction, ReleaseRequest.finished_at.is_(None))
        .order_by(ReleaseRequest.requested_at, ReleaseRequest.id)
    )
    with transaction(session):
        for number, row in enumerate(session.scalars(waiting)):
            row.started_at = None
            row.requested_at = context.at + number * ONE_RELEASE_EVERY


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
