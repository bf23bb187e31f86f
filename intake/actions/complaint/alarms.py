"""Tell the administrators that a complaint did not go the usual way, never why."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.notify.kinds import NoticeKind, RecipientKind


def raise_alarm(session: Session, *, context: ActionContext, complaint_id: str, place: str) -> None:
    """Record an alarm of routing and tell a jurisdiction's administrators; the caller holds the
    transaction.
    """
    context.record(
        session,
        AuditKind.ROUTE_ALARM,
        actor=SYSTEM,
        on=ObjectKind.COMPLAINT.of(complaint_id),
    )
    context.notify(
        session,
        NoticeKind.ADMINISTRATOR_ALARM,
        to=RecipientKind.ADMINISTRATORS.of(place),
        complaint_id=complaint_id,
    )
