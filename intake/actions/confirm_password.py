"""Ask a signed-in person for the password again."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.attempts import draw_from_limit, is_paused, note_failure
from intake.accounts.errors import SessionOver, SignInRefused
from intake.accounts.models import Staff, StaffSession
from intake.accounts.passwords import spend_the_time, unwrap
from intake.accounts.sessions import Visit
from intake.actions.context import ActionContext
from intake.actions.staff_record import record_person
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.db.transaction import transaction
from intake.vault.errors import WrongPassword
from intake.vault.passwords import DEFAULT_COST, Cost


def confirm_password(
    session: Session,
    *,
    context: ActionContext,
    visit: Visit,
    password: str,
    cost: Cost = DEFAULT_COST,
) -> None:
    """Ask for the password again, before export, grants and new keys.

    Raises SignInRefused for a wrong one (and while the account pauses), SessionOver, PasswordBusy.
    """
    check_own_password(session, context, visit, password, cost)
    with transaction(session):
        session.execute(
            update(StaffSession)
            .where(StaffSession.id == visit.row.id)
            .values(confirmed_at=context.at)
        )


def check_own_password(
    session: Session, context: ActionContext, visit: Visit, password: str, cost: Cost
) -> Staff:
    """The person's row, if the password is theirs; raises as `confirm_password`."""
    staff = session.get(Staff, visit.row.staff_id, populate_existing=True)
    if staff is None or staff.wrapped_seed is None:
        raise SessionOver
    try:
        if is_paused(staff, at=context.at):
            _spend(context, password, cost)
        unwrap(
            password,
            staff.wrapped_seed,
            keyring=context.keyring,
            install_id=context.install_id,
            staff_id=staff.id,
        )
    except WrongPassword:
        with transaction(session):
            draw_from_limit(session, at=context.at)
            note_failure(session, staff_id=staff.id, at=context.at)
            kind = AuditKind.SIGN_IN_FAILED
            record_person(session, context, kind, actor=SYSTEM, staff_id=staff.id)
        raise SignInRefused from None
    return staff


def _spend(context: ActionContext, password: str, cost: Cost) -> None:
    spend_the_time(
        password,
        keyring=context.keyring,
        install_id=context.install_id,
        random=context.random,
        cost=cost,
    )
    raise WrongPassword
