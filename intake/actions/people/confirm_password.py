"""Ask a signed-in person for the password again."""

from __future__ import annotations

from sqlalchemy import ColumnElement, update
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
from intake.vault.errors import PasswordBusy, WrongPassword

MOST_FAILURES = 5


def confirm_password(
    session: Session,
    *,
    context: ActionContext,
    visit: Visit,
    password: str,
) -> None:
    """Ask for the password again, before export, grants and new keys.

    The session counts its own tries, before each is checked, so that a stranger's do not disturb
    who is at work; the fifth that fails ends it.

    Raises SignInRefused for a wrong one, SessionOver, PasswordBusy.
    """
    check_own_password(session, context, visit, password)
    with transaction(session):
        session.execute(
            update(StaffSession)
            .where(StaffSession.id == visit.row.id)
            .values(confirmed_at=context.at)
        )


def check_own_password(
    session: Session, context: ActionContext, visit: Visit, password: str
) -> Staff:
    """The person's row, if the password is theirs; raises as `confirm_password`."""
    staff = session.get(Staff, visit.row.staff_id, populate_existing=True)
    if staff is None or staff.wrapped_seed is None:
        raise SessionOver
    count = _count_try(session, visit)
    place = SeedPlace(context.keyring, context.install_id, staff.id)
    try:
        unwrap(password, staff.wrapped_seed, place=place)
    except WrongPassword:
        _note_failure(session, context, visit, ends=count >= MOST_FAILURES)
        raise SignInRefused from None
    except PasswordBusy:
        _set_count(session, visit, StaffSession.failures - 1)
        raise
    _set_count(session, visit, 0)
    return staff


def _count_try(session: Session, visit: Visit) -> int:
    with transaction(session):
        counted = (
            update(StaffSession)
            .where(StaffSession.id == visit.row.id, StaffSession.failures < MOST_FAILURES)
            .values(failures=StaffSession.failures + 1)
            .returning(StaffSession.failures)
        )
        count = session.scalars(counted).one_or_none()
    if count is None:
        raise SessionOver
    return count


def _set_count(session: Session, visit: Visit, count: int | ColumnElement[int]) -> None:
    with transaction(session):
        session.execute(
            update(StaffSession).where(StaffSession.id == visit.row.id).values(failures=count)
        )


def _note_failure(session: Session, context: ActionContext, visit: Visit, *, ends: bool) -> None:
    staff_id, kind = visit.row.staff_id, AuditKind.SIGN_IN_FAILED
    with transaction(session):
        context.record(session, kind, actor=SYSTEM, on=ObjectKind.STAFF.of(staff_id))
        if ends:
            end_session(session, visit)
    if ends:
        raise SessionOver
