"""Sign in: the password first, then the second factor; nothing tells whether an account exists."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.accounts.attempts import (
    EVERYBODY,
    Bucket,
    check_limit,
    draw_from_limit,
    forget_failures,
    is_paused,
    note_failure,
)
from intake.accounts.directory import find_by_address
from intake.accounts.errors import FactorExhausted, FactorRefused, SessionOver, SignInRefused
from intake.accounts.known_browsers import bucket_of, is_known
from intake.accounts.models import Staff, StaffSession
from intake.accounts.passwords import SeedPlace, spend_the_time, unwrap
from intake.accounts.second_factor import matching_step, open_secret
from intake.accounts.sessions import FACTOR_TRIES, Arrival, Visit, end_session, open_visit
from intake.accounts.states import SessionState, StaffState
from intake.accounts.used_codes import use_step
from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM, staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import transaction
from intake.vault.errors import WrongPassword
from intake.vault.passwords import DEFAULT_COST, Cost

UNKNOWN = "unknown"


def begin_sign_in(
    session: Session,
    *,
    context: ActionContext,
    address: str,
    password: str,
    browser: str | None = None,
    cost: Cost = DEFAULT_COST,
) -> Visit:
    """Check address and password; the visit that comes back waits for the second factor.

    An unknown address, a wrong password and an account that pauses look the same and take the same
    time. Argon2 runs outside the transaction: nobody who files waits for it.

    Args:
        browser: the token of an earlier sign-in (`known_browsers`). It has a limit of its own, and
            failures of strangers do not keep it out.

    Raises:
        SignInRefused: they do not fit together, or the account pauses.
        TooManyFailures: the limit over all accounts, or that of this browser, is used up.
        PasswordBusy: other passwords are being checked, and no turn came.
    """
    staff = find_by_address(session, address, keyring=context.keyring)
    known = staff is not None and _is_known(context, browser, staff)
    bucket = bucket_of(staff.id) if staff and known else EVERYBODY
    check_limit(session, at=context.at, bucket=bucket)
    try:
        seed = _seed(staff, context, password, cost, known=known)
    except WrongPassword:
        _refuse(session, context, staff, bucket)
        raise SignInRefused from None
    with transaction(session):
        still = session.get_one(Staff, staff.id, populate_existing=True) if staff else None
        if still is None or not _may_sign_in(still, context, known=known):
            raise SignInRefused
        return open_visit(
            session,
            Arrival(still.id, seed, SessionState.FACTOR),
            install_id=context.install_id,
            keyring=context.keyring,
            random=context.random,
            at=context.at,
        )


def complete_sign_in(session: Session, *, context: ActionContext, visit: Visit, code: str) -> Visit:
    """Check the second factor; the visit that comes back is a new one, signed in.

    Raises:
        FactorRefused: the code is wrong, old, or was used before.
        FactorExhausted: that was the fifth; the password is asked again.
        SessionOver: the visit ended, or the account was disabled meanwhile.
    """
    seed, step = visit.seed(), _step(session, context, visit, code)
    try:
        with transaction(session):
            use_step(session, staff_id=visit.row.staff_id, step=step)
            full = _replace(session, context, visit, seed)
            forget_failures(session, staff_id=visit.row.staff_id)
            _record(session, context, AuditKind.SIGNED_IN, visit.row.staff_id)
    except FactorRefused:
        _refuse_factor(session, context, visit)
        raise
    return full


def _is_known(context: ActionContext, browser: str | None, staff: Staff) -> bool:
    return is_known(
        browser,
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff.id,
        at=context.at,
    )


def _may_sign_in(staff: Staff, context: ActionContext, *, known: bool) -> bool:
    active = staff.state == StaffState.ACTIVE.value and staff.wrapped_seed is not None
    return active and (known or not is_paused(staff, at=context.at))


def _seed(
    staff: Staff | None, context: ActionContext, password: str, cost: Cost, *, known: bool
) -> bytes:
    may = staff is not None and _may_sign_in(staff, context, known=known)
    if staff is None or staff.wrapped_seed is None or not may:
        spend_the_time(
            password,
            keyring=context.keyring,
            install_id=context.install_id,
            random=context.random,
            cost=cost,
        )
        raise WrongPassword
    place = SeedPlace(context.keyring, context.install_id, staff.id)
    return unwrap(password, staff.wrapped_seed, place=place)


def _refuse(session: Session, context: ActionContext, staff: Staff | None, bucket: Bucket) -> None:
    with transaction(session):
        draw_from_limit(session, at=context.at, bucket=bucket)
        # A pause does not grow while it lasts.
        if bucket is EVERYBODY and (staff is None or not is_paused(staff, at=context.at)):
            note_failure(session, staff_id=staff.id if staff else UNKNOWN, at=context.at)
        _record(session, context, AuditKind.SIGN_IN_FAILED, staff.id if staff else None)


def _step(session: Session, context: ActionContext, visit: Visit, code: str) -> int | None:
    staff = session.get(Staff, visit.row.staff_id)
    if staff is None or staff.sealed_second_factor is None:
        raise SessionOver
    secret = open_secret(
        staff.sealed_second_factor,
        keyring=context.keyring,
        install_id=context.install_id,
        staff_id=staff.id,
    )
    return matching_step(secret, code, at=context.at)


def _refuse_factor(session: Session, context: ActionContext, visit: Visit) -> None:
    staff_id = visit.row.staff_id
    with transaction(session):
        draw_from_limit(session, at=context.at)
        note_failure(session, staff_id=staff_id, at=context.at)
        _record(session, context, AuditKind.SIGN_IN_FAILED, staff_id)
        row = session.get(StaffSession, visit.row.id, populate_existing=True)
        if row is None:
            raise SessionOver
        row.failures += 1
        exhausted = row.failures >= FACTOR_TRIES
        if exhausted:
            session.delete(row)
    if exhausted:
        raise FactorExhausted


def _replace(session: Session, context: ActionContext, visit: Visit, seed: bytes) -> Visit:
    if visit.row.state != SessionState.FACTOR.value or not end_session(session, visit):
        raise SessionOver
    return open_visit(
        session,
        Arrival(visit.row.staff_id, seed, SessionState.FULL),
        install_id=context.install_id,
        keyring=context.keyring,
        random=context.random,
        at=context.at,
    )


def _record(
    session: Session, context: ActionContext, kind: AuditKind, staff_id: str | None
) -> None:
    actor = staff_actor(staff_id) if kind is AuditKind.SIGNED_IN and staff_id else SYSTEM
    context.record(session, kind, actor=actor, on=ObjectKind.STAFF.of(staff_id or UNKNOWN))
