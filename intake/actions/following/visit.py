"""Begin, find, keep alive and end a resident's visit; the same for draft, receipt and follow-up."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.complaints.models import Draft, ResidentSession
from intake.complaints.visits import (
    TOUCH_EVERY,
    Visit,
    VisitLengths,
    open_visit,
    visit_id,
)
from intake.db.rows import table_of
from intake.db.transaction import transaction
from intake.vault.errors import VaultError

_VISITS = table_of(ResidentSession)
_FIND = select(_VISITS).where(_VISITS.c.id == bindparam("visit_id"))


def find_visit(session: Session, *, context: ActionContext, secret: bytes | None) -> Visit | None:
    """The live visit of a browser, or None; a row that does not open counts as none."""
    if secret is None:
        return None
    wanted = {"visit_id": visit_id(secret, context.install_id)}
    row = session.connection().execute(_FIND, wanted).one_or_none()
    if row is None or row.ends_at <= context.at:
        return None
    try:
        return open_visit(row, secret=secret, install_id=context.install_id)
    except VaultError:
        return None


def touch_visit(
    session: Session,
    *,
    context: ActionContext,
    visit: Visit,
    lengths: VisitLengths,
    complaint_id: str | None = None,
) -> None:
    """Note that the visitor is still there, every few minutes; an unsent draft lives on with it.

    After sending nothing prolongs the visit any more.
    """
    if visit.is_sent or context.at - visit.touched_at < TOUCH_EVERY:
        return
    ends_at = context.at + lengths.idle
    with transaction(session):
        session.execute(
            update(ResidentSession)
            .where(ResidentSession.id == visit.id, ResidentSession.sent_at.is_(None))
            .values(touched_at=context.at, ends_at=ends_at)
        )
        if complaint_id is not None:
            session.execute(
                update(Draft)
                .where(Draft.id == complaint_id, Draft.expires_at < ends_at)
                .values(expires_at=ends_at)
            )


def end_visit(session: Session, *, context: ActionContext, secret: bytes | None) -> None:
    """End this browser's visit, if it has one."""
    if secret is None:
        return
    with transaction(session):
        session.execute(
            delete(ResidentSession).where(
                ResidentSession.id == visit_id(secret, context.install_id)
            )
        )
