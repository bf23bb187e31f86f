"""Change one's own account: the language, and the second factor, which a code has to confirm."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.errors import FactorRefused, SessionOver
from intake.accounts.models import Staff, StaffSession
from intake.accounts.second_factor import SECRET_BYTES, matching_step, new_secret, seal_secret
from intake.accounts.sessions import Visit, end_sessions
from intake.accounts.used_codes import use_step
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.vault.encoding import dec, enc

PENDING = b"second-factor"


def begin_factor_change(session: Session, *, context: ActionContext, visit: Visit) -> None:
    """Make a new second factor that waits in the session until a code confirms it."""
    secret = new_secret(context.random(SECRET_BYTES))
    sealed = visit.sealed_pending(enc(PENDING, secret))
    with transaction(session):
        session.execute(
            update(StaffSession)
            .where(StaffSession.id == visit.row.id)
            .values(sealed_pending=sealed)
        )


def pending_factor(visit: Visit) -> str | None:
    """The second-factor secret that waits to be confirmed, if one does."""
    fields = dec(visit.pending() or b"")
    return fields[1].decode("ascii") if len(fields) == 2 and fields[0] == PENDING else None


def finish_factor_change(
    session: Session, *, context: ActionContext, visit: Visit, code: str
) -> None:
    """Put the new second factor in place; raises FactorRefused, or SessionOver if none waits."""
    secret = pending_factor(visit)
    if secret is None:
        raise SessionOver
    step = matching_step(secret, code, at=context.at)
    if step is None:
        raise FactorRefused
    staff_id = visit.row.staff_id
    sealed = seal_secret(
        secret, keyring=context.keyring, install_id=context.install_id, staff_id=staff_id
    )
    with transaction(session):
        changed = update(Staff).where(Staff.id == staff_id)
        session.execute(changed.values(sealed_second_factor=sealed, last_factor_step=None))
        use_step(session, staff_id=staff_id, step=step)
        session.execute(
            update(StaffSession).where(StaffSession.id == visit.row.id).values(sealed_pending=None)
        )
        end_sessions(session, staff_id=staff_id, but=visit.row.id)
        kind, actor = AuditKind.SECOND_FACTOR_CHANGED, staff_actor(staff_id)
        context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff_id))


def change_language(
    session: Session, *, context: ActionContext, visit: Visit, language: str
) -> None:
    """Set the language of a person's pages and mails."""
    with transaction(session):
        session.execute(
            update(Staff).where(Staff.id == visit.row.staff_id).values(language=language)
        )
