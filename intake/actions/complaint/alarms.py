"""Tell the administrators that a complaint did not go the usual way, never why."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import record
from intake.notify.kinds import NoticeKind, RecipientKind
from intake.notify.outbox import enqueue


def raise_alarm(session: Session, *, context: ActionContext, complaint_id: str, place: str) -> None:
    """Record an alarm of routing and tell a jurisdiction's administrators; the caller holds the
    transaction.
    """
    record(
        session,
        at=context.at,
        random=context.random,
        kind=AuditKind.ROUTE_ALARM,
        actor=SYSTEM,
        object_kind="complaint",
        object_id=complaint_id,
    )
    enqueue(
        session,
        at=context.at,
        random=context.random,
        kind=NoticeKind.ADMINISTRATOR_ALARM,
        recipient_kind=RecipientKind.ADMINISTRATORS,
        recipient=place,
        complaint_id=complaint_id,
    )
