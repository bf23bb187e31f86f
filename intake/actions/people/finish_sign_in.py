"""Sign in, second step: the second factor, counted over all half sessions of the person."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.attempts import forget_failures, give_back_to_limit
from intake.accounts.errors import FactorRefused, SessionOver
from intake.accounts.factor_tries import Tries, keep_tries, locked_person, tries_of
from intake.accounts.known_browsers import limit_of
from intake.accounts.models import Staff, StaffSession
from intake.accounts.second_factor import matching_step, open_secret
from intake.accounts.sessions import Arrival, Visit, end_session, open_visit
from intake.accounts.states import HALF, SessionState
from intake.accounts.used_codes import use_step
from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM, staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction


def complete_sign_in(session: Session, *, context: ActionContext, visit: Visit, code: str) -> Visit:
    """Check the second factor; the visit that comes back is a new one, signed in.

    The code is checked while the person's row is held, so that codes that come at the same moment
    are counted one after the other, and none of them is tried in a pause.

    Raises:
        FactorRefused: the code is wrong, old, or was used before.
        FactorPaused: it was not tried: too many before it were wrong.
        FactorLocked: it was not tried: an administrator has to unlock the account first.
        SessionOver: the visit ended, or the account was disabled meanwhile.
    """
    seed, staff_id = visit.seed(), visit.row.staff_id
    known = visit.row.state == SessionState.KNOWN_FACTOR.value
    with transaction(session):
        staff = locked_person(session, staff_id)
        if staff is None or visit.row.state not in HALF or not _is_there(session, visit):
            raise SessionOver
        tries = tries_of(staff, known=known)
        tries.check(at=context.at)
        full = None
        if _takes(session, context, staff, code):
            full = _replace(session, context, visit, seed)
        now = Tries() if full else tries.after_wrong(at=context.at)
        keep_tries(session, now, staff_id=staff_id, known=known)
        if full:
            give_back_to_limit(session, bucket=limit_of(staff_id, known=known))
        if full and not known:
            forget_failures(session, staff_id=staff_id)
        _record(session, context, staff_id, well=full is not None)
    if full is None:
        now.check(at=context.at)
        raise FactorRefused
    return full


def _is_there(session: Session, visit: Visit) -> bool:
    wanted = select(StaffSession.id).where(StaffSession.id == visit.row.id)
    return session.scalars(wanted).first() is not None


def _takes(session: Session, context: ActionContext, staff: Staff, code: str) -> bool:
    if staff.sealed_second_factor is None:
        raise SessionOver
    secret = open_secret(
        staff.sealed_second_factor,
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff.id,
    )
    step = matching_step(secret, code, at=context.at)
    try:
        use_step(session, staff_id=staff.id, step=step)
    except FactorRefused:
        return False
    return True


def _replace(session: Session, context: ActionContext, visit: Visit, seed: bytes) -> Visit:
    if not end_session(session, visit):
        raise SessionOver
    return open_visit(
        session,
        Arrival(visit.row.staff_id, seed, SessionState.FULL),
        install_id=context.install_id,
        keyring=context.keyring,
        random=context.random,
        at=context.at,
    )


def _record(session: Session, context: ActionContext, staff_id: str, *, well: bool) -> None:
    kind = AuditKind.SIGNED_IN if well else AuditKind.SIGN_IN_FAILED
    actor = staff_actor(staff_id) if well else SYSTEM
    context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff_id))
