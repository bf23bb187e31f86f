"""Close every quarter that ended ten days ago: its totals and the facts for reports, frozen."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.cases.models import Case
from intake.complaints.models import Complaint
from intake.db.transaction import transaction
from intake.numbers.cube import build_facts
from intake.numbers.models import QuarterTotal
from intake.numbers.quarters import Quarter, closed_quarters
from intake.rules.jurisdiction import Jurisdiction


def close_quarters(session: Session, *, context: ActionContext) -> tuple[str, ...]:
    """Write totals and facts of the closed quarters that have none yet, for every jurisdiction.

    Counted by the day of entry, so that a complaint keyed in late counts in the quarter in which it
    was keyed in. A row that is there is never changed: a quarter is closed once, also where the
    clock was set back in between.

    Returns:
        ``jurisdiction quarter`` for each row written.
    """
    written = []
    with transaction(session):
        for slug, jurisdiction in context.configuration.jurisdictions.items():
            today = jurisdiction.calendar.local_day(context.at)
            for quarter in _missing(session, slug, today):
                _freeze(session, context, jurisdiction, quarter)
                written.append(f"{slug} {quarter.name}")
    return tuple(written)


def _missing(session: Session, slug: str, today: date) -> tuple[Quarter, ...]:
    first = session.scalar(
        select(func.min(Complaint.entered_day)).where(Complaint.jurisdiction == slug)
    )
    if first is None:
        return ()
    kept = set(
        session.scalars(select(QuarterTotal.quarter).where(QuarterTotal.jurisdiction == slug))
    )
    return tuple(q for q in closed_quarters(first, today) if q.name not in kept)


def _freeze(
    session: Session, context: ActionContext, jurisdiction: Jurisdiction, quarter: Quarter
) -> None:
    slug = jurisdiction.slug
    counts = {
        model: session.scalar(
            select(func.count())
            .select_from(model)
            .where(
                model.jurisdiction == slug,
                model.entered_day.between(quarter.first_day, quarter.last_day),
            )
        )
        for model in (Complaint, Case)
    }
    session.execute(
        insert(QuarterTotal).values(
            jurisdiction=slug,
            quarter=quarter.name,
            complaints=counts[Complaint],
            cases=counts[Case],
            closed_at=context.at,
        )
    )
    build_facts(session, jurisdiction, quarter)
    context.record(
        session,
        AuditKind.QUARTER_CLOSED,
        actor=SYSTEM,
        on=ObjectKind.QUARTER.of(f"{slug} {quarter.name}"),
    )
