"""Sign out, from this session or from all others; and stay signed in while at work."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.models import StaffSession
from intake.accounts.sessions import Visit, end_session, end_sessions
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction

TOUCH_EVERY = timedelta(minutes=1)


def sign_out(session: Session, *, context: ActionContext, visit: Visit) -> None:
    """End one session; twice is once."""
    with transaction(session):
        if end_session(session, visit):
            _record(session, context, visit)


def sign_out_elsewhere(session: Session, *, context: ActionContext, visit: Visit) -> None:
    """End every other session of this person."""
    with transaction(session):
        end_sessions(session, staff_id=visit.row.staff_id, but=visit.row.id)
        _record(session, context, visit)


def keep_alive(session: Session, *, context: ActionContext, visit: Visit) -> None:
    """Note that the person is still there, once a minute at most."""
    if context.at - visit.row.seen_at < TOUCH_EVERY:
        return
    with transaction(session):
        session.execute(
            update(StaffSession).where(StaffSession.id == visit.row.id).values(seen_at=context.at)
        )


def _record(session: Session, context: ActionContext, visit: Visit) -> None:
    staff_id = visit.row.staff_id
    kind, actor = AuditKind.SIGNED_OUT, staff_actor(staff_id)
    context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff_id))
