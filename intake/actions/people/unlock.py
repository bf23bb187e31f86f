"""Unlock a person: codes of their second factor are tried again after ten wrong ones."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.accounts.factor_tries import forget_wrong_codes
from intake.accounts.people import Member
from intake.actions.context import ActionContext
from intake.actions.people.administration import actor_of, get_managed
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction


def unlock_person(
    session: Session, *, context: ActionContext, by: Member | None, staff_id: str
) -> None:
    """Let codes be tried again. Password, key and second factor stay as they are.

    Raises PersonUnknown for somebody this administrator does not look after.
    """
    with transaction(session):
        get_managed(session, staff_id, by=by)
        forget_wrong_codes(session, staff_id)
        kind, actor = AuditKind.STAFF_UNLOCKED, actor_of(by)
        context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff_id))
