"""Remove what has run out: unsent drafts with all their keys, and visits that ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.accounts.models import StaffSession
from intake.actions.calls.take_call import CODE_KEPT
from intake.actions.context import ActionContext
from intake.complaints.draft_room import remove_drafts
from intake.complaints.models import Complaint, Draft, KeptCall, ResidentSession
from intake.db.changes import changed
from intake.db.transaction import transaction
from intake.notify.kinds import OutboxState
from intake.notify.models import OutboxRow
from intake.settings.model import Sessions

_BATCH = 200
NOTICES_KEPT = timedelta(days=35)


@dataclass(frozen=True, kw_only=True)
class Swept:
    """How many of each were removed."""

    drafts: int
    visits: int

    @property
    def full_batch(self) -> bool:
        """Whether more may be left."""
        return self.drafts >= _BATCH


def sweep(session: Session, *, context: ActionContext, lengths: Sessions) -> Swept:
    """Remove one batch of expired drafts, and every ended visit of residents and staff."""
    with transaction(session):
        drafts = tuple(
            # A draft that is being sent at this moment is locked by whoever sends it.
            session.scalars(
                select(Draft.id)
                .where(Draft.expires_at <= context.at)
                .limit(_BATCH)
                .with_for_update(skip_locked=True)
            )
        )
        remove_drafts(session, drafts)
        _forget_codes(session, context)
        _forget_notices(session, context)
        visits = _end_visits(session, context, lengths)
    return Swept(drafts=len(drafts), visits=visits)


def _forget_codes(session: Session, context: ActionContext) -> None:
    """A clerk's copy of a code ends a while after its complaint was sent."""
    sent = select(Complaint.id).where(
        Complaint.id.in_(select(KeptCall.draft_id)), Complaint.filed_at <= context.at - CODE_KEPT
    )
    session.execute(delete(KeptCall).where(KeptCall.draft_id.in_(sent)))


def _forget_notices(session: Session, context: ActionContext) -> None:
    """Who was told of what and when is not kept: a notice's row goes some weeks after its end."""
    session.execute(
        delete(OutboxRow).where(
            OutboxRow.state.in_((OutboxState.SENT.value, OutboxState.GIVEN_UP.value)),
            OutboxRow.not_before <= context.at - NOTICES_KEPT,
        )
    )


def _end_visits(session: Session, context: ActionContext, lengths: Sessions) -> int:
    ended = delete(ResidentSession).where(ResidentSession.ends_at <= context.at)
    idle = context.at - timedelta(minutes=lengths.staff_idle_minutes)
    oldest = context.at - timedelta(hours=lengths.staff_hours)
    staff = delete(StaffSession).where(
        (StaffSession.seen_at <= idle) | (StaffSession.started_at <= oldest)
    )
    return sum(changed(session, statement) for statement in (ended, staff))
