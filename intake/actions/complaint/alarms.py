"""Tell the administrators that a complaint did not go the usual way, never why."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.audit.record import ObjectKind
from intake.notify.kinds import NoticeKind, RecipientKind


def raise_alarm(
    session: Session,
    *,
    context: ActionContext,
    complaint_id: str,
    place: str,
    kind: AuditKind = AuditKind.ROUTE_ALARM,
) -> None:
    """Record an alarm and tell a place's administrators; the caller holds the transaction."""
    context.record(
        session,
        kind,
        actor=SYSTEM,
        on=ObjectKind.COMPLAINT.of(complaint_id),
    )
    context.notify(
        session,
        NoticeKind.ADMINISTRATOR_ALARM,
        to=RecipientKind.ADMINISTRATORS.of(place),
        complaint_id=complaint_id,
    )


def alarm_of_records(
    session: Session, *, context: ActionContext, complaint_id: str, place: str
) -> None:
    """Tell that a reader found keys or records that do not belong to a case; once a day and
    complaint. The caller holds the transaction.
    """
    told = session.scalar(
        select(AuditEntry.id)
        .where(
            AuditEntry.object_id == complaint_id,
            AuditEntry.kind == AuditKind.RECORDS_ALARM.value,
            AuditEntry.at > context.at - timedelta(days=1),
        )
        .limit(1)
    )
    if told is None:
        raise_alarm(
            session,
            context=context,
            complaint_id=complaint_id,
            place=place,
            kind=AuditKind.RECORDS_ALARM,
        )
