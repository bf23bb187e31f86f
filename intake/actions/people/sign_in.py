"""Sign in, first step: address and password; nothing tells whether an account exists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from intake.accounts.attempts import (
    check_limit,
    count_try,
    draw_from_limit,
    is_paused,
    take_back_try,
)
from intake.accounts.directory import find_by_address
from intake.accounts.errors import SignInRefused
from intake.accounts.factor_tries import locked_person
from intake.accounts.known_browsers import is_known, limit_of
from intake.accounts.models import Staff
from intake.accounts.passwords import SeedPlace, spend_the_time, unwrap
from intake.accounts.sessions import Arrival, Visit, end_half_sessions, open_visit
from intake.accounts.states import SessionState, StaffState
from intake.actions.context import ActionContext
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.transaction import end_reading, transaction
from intake.vault.errors import WrongPassword
from intake.vault.passwords import DEFAULT_COST, Cost
from intake.vault.turns import TURNS, Line

UNKNOWN = "unknown"


@dataclass(frozen=True)
class _Try:
    """One try that was counted before its password is checked."""

    staff_id: str
    known: bool
    wrapped: bytes | None
    """What the password has to open; None where no password would do."""
    until: datetime | None


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
    time. The try is counted before Argon2 runs, and Argon2 runs outside the transaction: nobody who
    files waits for it. What was drawn from a limit comes back with the second factor, so that who
    knows one password cannot keep Argon2 busy. A person has one half-finished sign-in: a new one
    ends those before it.

    Args:
        browser: the token of an earlier sign-in (`known_browsers`). It has limits, a half-finished
            sign-in and a place in line of its own, and strangers do not keep it out.

    Raises:
        SignInRefused: they do not fit together, or the account pauses.
        TooManyFailures: the limit over all accounts, or that of this browser, is used up.
        PasswordBusy: other passwords are being checked, and no turn came. Nothing was tried.
    """
    staff = find_by_address(session, address, keyring=context.keyring)
    known = staff is not None and _is_known(context, browser, staff)
    staff_id = staff.id if staff else UNKNOWN
    check_limit(session, at=context.at, bucket=limit_of(staff_id, known=known))
    end_reading(session)  # a turn may take a moment
    with TURNS.turn(Line.KNOWN if known else Line.STRANGERS):
        tried = _draw(session, context, staff_id, known=known)
        with _recorded_if_wrong(session, context, staff_id):
            seed = _seed(tried, context, password, cost)
    return _open_half(session, context, tried, seed)


def _is_known(context: ActionContext, browser: str | None, staff: Staff) -> bool:
    return is_known(
        browser,
        keyring=context.keyring,
        install_id=context.install_id,
        staff=staff,
        at=context.at,
    )


def _draw(session: Session, context: ActionContext, staff_id: str, *, known: bool) -> _Try:
    with transaction(session):
        staff = locked_person(session, staff_id)
        paused = not known and staff is not None and is_paused(staff, at=context.at)
        may = staff is not None and staff.state == StaffState.ACTIVE.value and not paused
        # A pause does not grow while it lasts.
        counts = not known and not paused
        until = count_try(session, staff_id=staff_id, at=context.at) if counts else None
        tried = _Try(staff_id, known, staff.wrapped_seed if staff and may else None, until)
        draw_from_limit(session, at=context.at, bucket=limit_of(staff_id, known=known))
    return tried


def _seed(tried: _Try, context: ActionContext, password: str, cost: Cost) -> bytes:
    if tried.wrapped is None:
        spend_the_time(
            password,
            keyring=context.keyring,
            install_id=context.install_id,
            random=context.random,
            cost=cost,
        )
        raise WrongPassword
    place = SeedPlace(context.keyring, context.install_id, tried.staff_id)
    return unwrap(password, tried.wrapped, place=place)


@contextmanager
def _recorded_if_wrong(session: Session, context: ActionContext, staff_id: str) -> Iterator[None]:
    try:
        yield
    except WrongPassword:
        with transaction(session):
            kind, on = AuditKind.SIGN_IN_FAILED, ObjectKind.STAFF.of(staff_id)
            context.record(session, kind, actor=SYSTEM, on=on)
        raise SignInRefused from None


def _open_half(session: Session, context: ActionContext, tried: _Try, seed: bytes) -> Visit:
    own, others = SessionState.KNOWN_FACTOR, SessionState.FACTOR
    state = own if tried.known else others
    with transaction(session):
        staff = locked_person(session, tried.staff_id)
        if not tried.known:
            take_back_try(session, staff_id=tried.staff_id, until=tried.until)
        active = staff is not None and staff.state == StaffState.ACTIVE.value
        if staff is None or not active or staff.wrapped_seed != tried.wrapped:
            raise SignInRefused  # disabled, reset or changed meanwhile
        # A stranger does not end what began in a known browser.
        ended = (own, others) if tried.known else (others,)
        end_half_sessions(session, staff_id=tried.staff_id, states=ended)
        return open_visit(
            session,
            Arrival(tried.staff_id, seed, state),
            install_id=context.install_id,
            keyring=context.keyring,
            random=context.random,
            at=context.at,
        )
