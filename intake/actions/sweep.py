"""Remove what has run out: unsent drafts with all their keys, and visits that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import CursorResult, Delete, delete, select
from sqlalchemy.orm import Session

from intake.accounts.models import StaffSession
from intake.actions.context import ActionContext
from intake.complaints.models import (
    Box,
    Draft,
    Erasable,
    KeptCall,
    Mailbox,
    Part,
    ResidentSession,
)
from intake.db.transaction import transaction
from intake.settings.model import Sessions

_BATCH = 200


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many of each were removed."""

    drafts: int
    visits: int


def sweep(session: Session, *, context: ActionContext, lengths: Sessions) -> Swept:
    """Remove one batch of expired drafts, and every ended visit of residents and staff.

    Deleting a draft's erase shares first would be enough to close it for good; the rest goes with
    them in the same transaction.
    """
    with transaction(session):
        drafts = tuple(
            session.scalars(select(Draft.id).where(Draft.expires_at <= context.at).limit(_BATCH))
        )
        for model in (Erasable, Box, Part, Mailbox):
            session.execute(delete(model).where(model.complaint_id.in_(drafts)))
        session.execute(delete(KeptCall).where(KeptCall.draft_id.in_(drafts)))
        session.execute(delete(Draft).where(Draft.id.in_(drafts)))
        visits = _end_visits(session, context, lengths)
    return Swept(drafts=len(drafts), visits=visits)


def _end_visits(session: Session, context: ActionContext, lengths: Sessions) -> int:
    ended = delete(ResidentSession).where(ResidentSession.ends_at <= context.at)
    idle = context.at - timedelta(minutes=lengths.staff_idle_minutes)
    oldest = context.at - timedelta(hours=lengths.staff_hours)
    staff = delete(StaffSession).where(
        (StaffSession.seen_at <= idle) | (StaffSession.started_at <= oldest)
    )
    return sum(removed(session, statement) for statement in (ended, staff))


def removed(session: Session, statement: Delete) -> int:
    """Run a DELETE and count the rows it removed."""
    result = session.execute(statement)
    return result.rowcount if isinstance(result, CursorResult) else 0
