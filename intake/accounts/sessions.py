"""Sessions of staff: rows that open with the secret in the cookie and a key of the server.

What a row holds is bound to the person, to how far they are signed in, and to when they began. Who
can write to the database and has a cookie of a half session cannot make it a whole one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from intake.accounts.errors import SessionOver
from intake.accounts.models import StaffSession
from intake.accounts.states import HALF, SessionState
from intake.db.ids import Random
from intake.vault import contexts
from intake.vault.cookies import lookup_digest, new_secret, sealing_key
from intake.vault.encoding import enc
from intake.vault.errors import VaultError
from intake.vault.sealing import open_small, seal_small
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring
from intake.vault.server.values import open_value, seal_value

AUDIENCE = "staff"
ENROLLING_MINUTES = 30
FACTOR_MINUTES = 5


@dataclass(frozen=True)
class SessionLimits:
    """How long a person stays signed in: idle, in all, and how long a password stays fresh."""

    idle: timedelta = timedelta(minutes=15)
    overall: timedelta = timedelta(hours=8)
    fresh: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, repr=False)
class Arrival:
    """Somebody who begins a session: who, with which key seed, and how far they are signed in."""

    staff_id: str
    seed: bytes
    state: SessionState


@dataclass(frozen=True)
class Visit:
    """One session: its row, and the cookie's secret, which is kept nowhere."""

    row: StaffSession
    secret: bytes
    install_id: str
    keyring: Keyring

    def seed(self) -> bytes:
        """The person's 32-byte key seed; raises SessionOver if the row was altered."""
        return _open(self, self.row.sealed_seed, "seed")

    def pending(self) -> bytes | None:
        """What waits to be confirmed on the next page, if anything does."""
        sealed = self.row.sealed_pending
        return None if sealed is None else _open(self, sealed, "pending")

    def sealed_pending(self, plain: bytes) -> bytes:
        """Bytes for the row's `sealed_pending`."""
        return _seal(self, plain, "pending")


def open_visit(
    session: Session,
    person: Arrival,
    *,
    install_id: str,
    keyring: Keyring,
    random: Random,
    at: datetime,
) -> Visit:
    """Write a new session; the caller holds the transaction and puts the secret in the cookie."""
    secret = new_secret(random)
    row = StaffSession(
        id=_row_id(secret, install_id),
        staff_id=person.staff_id,
        state=person.state.value,
        started_at=at,
        seen_at=at,
        confirmed_at=at,
        failures=0,
        sealed_pending=None,
    )
    visit = Visit(row, secret, install_id, keyring)
    row.sealed_seed = _seal(visit, person.seed, "seed")
    session.add(row)
    return visit


def get_visit(
    session: Session,
    *,
    install_id: str,
    keyring: Keyring,
    secret: bytes,
    at: datetime,
    limits: SessionLimits,
) -> Visit:
    """The session of a cookie; raises SessionOver if there is none or its time is up."""
    row = session.get(StaffSession, _row_id(secret, install_id))
    if row is None or is_over(row, at=at, limits=limits):
        raise SessionOver
    return Visit(row, secret, install_id, keyring)


def is_over(row: StaffSession, *, at: datetime, limits: SessionLimits) -> bool:
    """Whether a session's time is up: idle too long, or too long in all."""
    overall = {
        **dict.fromkeys(HALF, timedelta(minutes=FACTOR_MINUTES)),
        SessionState.ENROLLING.value: timedelta(minutes=ENROLLING_MINUTES),
    }.get(row.state, limits.overall)
    idle = max(limits.idle, overall) if row.state != SessionState.FULL.value else limits.idle
    return at - row.seen_at >= idle or at - row.started_at >= overall


def is_fresh(row: StaffSession, *, at: datetime, limits: SessionLimits) -> bool:
    """Whether the password was typed a short while ago in this session."""
    return row.confirmed_at is not None and at - row.confirmed_at < limits.fresh


def end_session(session: Session, visit: Visit) -> bool:
    """End one session; says whether it was there. The caller holds the transaction."""
    wanted = delete(StaffSession).where(StaffSession.id == visit.row.id)
    return bool(session.scalars(wanted.returning(StaffSession.id)).all())


def end_sessions(session: Session, *, staff_id: str, but: str | None = None) -> None:
    """End all sessions of a person, save `but`. The caller holds the transaction."""
    wanted = delete(StaffSession).where(StaffSession.staff_id == staff_id)
    session.execute(wanted if but is None else wanted.where(StaffSession.id != but))


def end_half_sessions(session: Session, *, staff_id: str, states: Iterable[SessionState]) -> None:
    """End a person's half-finished sign-ins in these states. The caller holds the transaction."""
    named = [state.value for state in states]
    session.execute(
        delete(StaffSession).where(StaffSession.staff_id == staff_id, StaffSession.state.in_(named))
    )


def _row_id(secret: bytes, install_id: str) -> str:
    return lookup_digest(secret, install_id)[:16].hex()


def _seal(visit: Visit, plain: bytes, name: str) -> bytes:
    key, place = sealing_key(visit.secret, visit.install_id), _context(visit, name)
    inner = seal_small(key, plain, context=place)
    return seal_value(visit.keyring, Purpose.STAFF_SESSIONS, inner, context=place)


def _open(visit: Visit, sealed: bytes, name: str) -> bytes:
    key, place = sealing_key(visit.secret, visit.install_id), _context(visit, name)
    try:
        inner = open_value(visit.keyring, Purpose.STAFF_SESSIONS, sealed, context=place)
        return open_small(key, inner, context=place)
    except VaultError:
        raise SessionOver from None


def _context(visit: Visit, name: str) -> bytes:
    row = visit.row
    place = contexts.session_value(
        visit.install_id, audience=AUDIENCE, session_id=row.id, name=name
    )
    begun = row.started_at.astimezone(UTC).isoformat(timespec="microseconds")
    return enc(place, row.staff_id, row.state, begun)
