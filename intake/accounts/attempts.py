"""Tries to sign in: an account's growing pauses, and one limit over all accounts together.

A try is counted before its password is checked, and taken back afterwards if it was right: of many
at the same moment, no more are checked than one after the other would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.accounts.errors import TooManyFailures
from intake.accounts.models import Staff
from intake.db.models import TokenBucket

FREE_FAILURES = 4
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)

_MILLI = 1000


@dataclass(frozen=True)
class Bucket:
    """A limit kept for all processes: `capacity` tries at once, `per_minute` again a minute."""

    name: str
    capacity: int
    per_minute: int


EVERYBODY = Bucket("staff-sign-in-failures", capacity=20, per_minute=30)
"""The limit over all accounts, unknown addresses among them."""


def pause_after(failures: int) -> timedelta:
    """How long an account pauses after so many failures in a row: 30 s, doubling to 15 minutes."""
    if failures <= FREE_FAILURES:
        return timedelta(0)
    doublings = min(failures - FREE_FAILURES - 1, 10)
    return min(FIRST_PAUSE * (1 << doublings), LONGEST_PAUSE)


def is_paused(staff: Staff, *, at: datetime) -> bool:
    """Whether sign-ins to this account are refused at this moment, right password or wrong."""
    return staff.blocked_until is not None and at < staff.blocked_until


def count_try(session: Session, *, staff_id: str, at: datetime) -> datetime | None:
    """Count one try of an account and set the pause that follows if it fails.

    The caller holds the transaction. Returns the end of that pause, for `take_back_try`.
    """
    counted = (
        update(Staff)
        .where(Staff.id == staff_id)
        .values(failures=Staff.failures + 1)
        .returning(Staff.failures)
    )
    failures = session.scalars(counted).one_or_none()
    if failures is None or not (pause := pause_after(failures)):
        return None
    session.execute(update(Staff).where(Staff.id == staff_id).values(blocked_until=at + pause))
    return at + pause


def take_back_try(session: Session, *, staff_id: str, until: datetime | None) -> None:
    """Take back one try whose password was right, and its pause; another try's pause stays.

    The caller holds the transaction.
    """
    here = Staff.id == staff_id
    one_less = update(Staff).where(here, Staff.failures > 0)
    session.execute(one_less.values(failures=Staff.failures - 1))
    if until is not None:
        session.execute(
            update(Staff).where(here, Staff.blocked_until == until).values(blocked_until=None)
        )


def forget_failures(session: Session, *, staff_id: str) -> None:
    """Start counting again after a full sign-in. The caller holds the transaction."""
    fresh = update(Staff).where(Staff.id == staff_id).values(failures=0, blocked_until=None)
    session.execute(fresh)


def check_limit(session: Session, *, at: datetime, bucket: Bucket = EVERYBODY) -> None:
    """Raise TooManyFailures while a limit is used up. Only reads."""
    row = session.get(TokenBucket, bucket.name, populate_existing=True)
    if row is not None:
        _require_one(_level(row, bucket, at), bucket)


def draw_from_limit(session: Session, *, at: datetime, bucket: Bucket = EVERYBODY) -> None:
    """Take one try from a limit; raises TooManyFailures where none is left.

    The caller holds the transaction.
    """
    row = _locked(session, bucket)
    if row is None:
        row = _first(session, bucket, at)
    level = _level(row, bucket, at)
    _require_one(level, bucket)
    row.millitokens = level - _MILLI
    row.updated_at = max(at, row.updated_at)


def give_back_to_limit(session: Session, *, bucket: Bucket = EVERYBODY) -> None:
    """Give back the try of a full sign-in; the caller holds the transaction."""
    row = _locked(session, bucket)
    if row is not None:
        row.millitokens = min(row.millitokens + _MILLI, bucket.capacity * _MILLI)


def _require_one(level: int, bucket: Bucket) -> None:
    if (lacking := _MILLI - level) > 0:
        raise TooManyFailures(wait_seconds=-(-lacking * 60 // (bucket.per_minute * _MILLI)))


def _locked(session: Session, bucket: Bucket) -> TokenBucket | None:
    return session.get(TokenBucket, bucket.name, with_for_update=True, populate_existing=True)


def _first(session: Session, bucket: Bucket, at: datetime) -> TokenBucket:
    try:
        with session.begin_nested():
            full = bucket.capacity * _MILLI
            row = TokenBucket(name=bucket.name, millitokens=full, updated_at=at)
            session.add(row)
        return row
    except IntegrityError:
        # Another process met its first try at the same moment.
        return session.get_one(TokenBucket, bucket.name, with_for_update=True)


def _level(row: TokenBucket, bucket: Bucket, at: datetime) -> int:
    passed = max(at - row.updated_at, timedelta(0))
    gained = int(passed / timedelta(minutes=1) * bucket.per_minute * _MILLI)
    return min(row.millitokens + gained, bucket.capacity * _MILLI)
