"""Ask a signed-in person for the password again."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.errors import SessionOver, SignInRefused
from intake.accounts.models import Staff, StaffSession
from intake.accounts.passwords import SeedPlace, unwrap
from intake.accounts.sessions import Visit, end_session
from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.vault.errors import WrongPassword

MOST_FAILURES = 5


def confirm_password(
    session: Session,
    *,
    context: ActionContext,
    visit: Visit,
    password: str,
) -> None:
    """Ask for the password again, before export, grants and new keys.

    The session counts its own failures, so that a stranger's do not disturb who is at work; the
    fifth ends it. Raises SignInRefused for a wrong one, SessionOver, PasswordBusy.
    """
    check_own_password(session, context, visit, password)
    with transaction(session):
        session.execute(
            update(StaffSession)
            .where(StaffSession.id == visit.row.id)
            .values(confirmed_at=context.at, failures=0)
        )


def check_own_password(
    session: Session, context: ActionContext, visit: Visit, password: str
) -> Staff:
    """The person's row, if the password is theirs; raises as `confirm_password`."""
    staff = session.get(Staff, visit.row.staff_id, populate_existing=True)
    if staff is None or staff.wrapped_seed is None:
        raise SessionOver
    place = SeedPlace(context.keyring, context.install_id, staff.id)
    try:
        unwrap(password, staff.wrapped_seed, place=place)
    except WrongPassword:
        _note_failure(session, context, visit)
        raise SignInRefused from None
    return staff


def _note_failure(session: Session, context: ActionContext, visit: Visit) -> None:
    staff_id, kind = visit.row.staff_id, AuditKind.SIGN_IN_FAILED
    with transaction(session):
        context.record(session, kind, actor=SYSTEM, on=ObjectKind.STAFF.of(staff_id))
        counted = (
            update(StaffSession)
            .where(StaffSession.id == visit.row.id)
            .values(failures=StaffSession.failures + 1)
            .returning(StaffSession.failures)
        )
        exhausted = session.scalars(counted).one_or_none() in {None, MOST_FAILURES}
        if exhausted:
            end_session(session, visit)
    if exhausted:
        raise SessionOver
