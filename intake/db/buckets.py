"""Limits over the whole install: buckets that all processes draw from, and that fill by the minute.

They are drawn from last in a transaction: the row of a bucket is held until it commits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.db.models import TokenBucket
from intake.db.rows import table_of

_MILLI = 1000
_BUCKETS = table_of(TokenBucket)
_READ = select(_BUCKETS.c.millitokens, _BUCKETS.c.updated_at).where(
    _BUCKETS.c.name == bindparam("bucket")
)
_LOCKED = _READ.with_for_update()
_WRITE = (
    update(_BUCKETS)
    .where(_BUCKETS.c.name == bindparam("bucket"))
    .values(millitokens=bindparam("left"), updated_at=bindparam("moment"))
)


class BucketEmpty(Exception):
    """A limit is used up; `wait_seconds` says when something is left again."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Bucket:
    """A limit by its name: so many a minute come back, and so many are there at once."""

    name: str
    per_minute: int


def check_left(session: Session, bucket: Bucket, *, at: datetime) -> None:
    """Raise BucketEmpty while nothing is left. Only reads, so that no work is done in vain."""
    row = session.connection().execute(_READ, {"bucket": bucket.name}).one_or_none()
    if row is not None:
        _require_one(_level(row.millitokens, row.updated_at, bucket, at), bucket)


def draw(session: Session, bucket: Bucket, *, at: datetime) -> None:
    """Take one; the caller holds the transaction. Raises BucketEmpty where nothing is left."""
    connection, name = session.connection(), {"bucket": bucket.name}
    row = connection.execute(_LOCKED, name).one_or_none()
    if row is None:
        _begin(session, bucket, at)
        row = connection.execute(_LOCKED, name).one()
    level = _level(row.millitokens, row.updated_at, bucket, at)
    _require_one(level, bucket)
    left = {"left": level - _MILLI, "moment": max(at, row.updated_at)}
    connection.execute(_WRITE, name | left)


def _level(millitokens: int, since: datetime, bucket: Bucket, at: datetime) -> int:
    passed = max(at - since, timedelta(0)) / timedelta(minutes=1)
    full = bucket.per_minute * _MILLI
    return min(millitokens + int(passed * full), full)


def _require_one(level: int, bucket: Bucket) -> None:
    if (lacking := _MILLI - level) > 0:
        raise BucketEmpty(-(-lacking * 60 // (bucket.per_minute * _MILLI)))


def _begin(session: Session, bucket: Bucket, at: datetime) -> None:
    full = bucket.per_minute * _MILLI
    row = {"name": bucket.name, "millitokens": full, "updated_at": at}
    try:
        with session.begin_nested():
            session.execute(insert(_BUCKETS), [row])
    except IntegrityError:
        return  # Another process drew for the first time at the same moment.
