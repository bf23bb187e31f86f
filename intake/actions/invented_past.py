"""Give a demonstration past quarters: invented counts, frozen, and the wish to publish each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.publishing.requests import RequestKind
from intake.audit.actor import SYSTEM, staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import record
from intake.db.ids import new_id
from intake.db.transaction import transaction
from intake.reports.cube import COUNTERS, IMPORTED, store_counts
from intake.reports.facts.span import Span
from intake.reports.measures import Measure
from intake.reports.models import QuarterTotal, ReleaseRequest
from intake.reports.past.reading import PastCounts
from intake.reports.quarters import CLOSES_AFTER_DAYS, Quarter
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
            session.execute(
                insert(ReleaseRequest).values(
                    id=new_id(context.random),
                    jurisdiction=jurisdiction,
                    period=quarter.name,
                    kind=RequestKind.PUBLISH.value,
                    requested_by=staff_id,
                    # The oldest is taken first.
                    requested_at=context.at + timedelta(milliseconds=number),
                )
            )
            record(
                session,
                at=context.at,
                random=context.random,
                kind=AuditKind.RELEASE_ASKED,
                actor=staff_actor(staff_id),
                object_kind="quarter",
                object_id=f"{jurisdiction} {quarter.name}",
            )


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
    session.execute(
        insert(QuarterTotal).values(
            jurisdiction=place.slug,
            quarter=quarter.name,
            complaints=counts[Measure.COMPLAINTS_RECEIVED].total(),
            cases=counts[Measure.CASES_RECEIVED].total(),
            source=IMPORTED,
            closed_at=min(datetime.combine(closed_on, time(18), UTC), context.at),
        )
    )
    store_counts(session, place, quarter, {one: kept.items() for one, kept in counts.items()})
    record(
        session,
        at=context.at,
        random=context.random,
        kind=AuditKind.COUNTS_IMPORTED,
        actor=SYSTEM,
        object_kind="quarter",
        object_id=f"{place.slug} {quarter.name}",
    )
