"""Change one's own password."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.factor_tries import forget_wrong_codes
from intake.accounts.models import Staff
from intake.accounts.passwords import SeedPlace, check_password, wrap
from intake.accounts.profiles import open_profile
from intake.accounts.sessions import Visit, end_sessions
from intake.actions.context import ActionContext
from intake.actions.people.confirm_password import check_own_password
from intake.actions.people.join import about
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.vault.passwords import DEFAULT_COST, Cost


def change_password(
    session: Session,
    *,
    context: ActionContext,
    visit: Visit,
    old: str,
    new: str,
    cost: Cost = DEFAULT_COST,
) -> None:
    """Wrap the person's key under another password; all their other sessions end.

    Raises SignInRefused (wrong old one), PasswordUnfit (easy new one), SessionOver, PasswordBusy.
    """
    staff = check_own_password(session, context, visit, old)
    profile = open_profile(
        staff.sealed_profile,
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff.id,
    )
    check_password(new, about=about(profile))
    wrapped = wrap(
        new,
        visit.seed(),
        place=SeedPlace(context.keyring, context.install_id, staff.id),
        random=context.random,
        cost=cost,
    )
    with transaction(session):
        session.execute(update(Staff).where(Staff.id == staff.id).values(wrapped_seed=wrapped))
        end_sessions(session, staff_id=staff.id, but=visit.row.id)
        # Wrong codes come from those who know the password, and nobody knows this one yet.
        forget_wrong_codes(session, staff.id)
        kind, actor = AuditKind.PASSWORD_CHANGED, staff_actor(staff.id)
        context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff.id))
