"""One limit on wrong codes, over all visitors together: a guess at 120 bits needs no other.

It is drawn from by failures alone, so that nobody with a right code ever waits.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.db.models import TokenBucket

BUCKET = "resident-code-failures"
_MILLI = 1000


class TooManyWrongCodes(Exception):
    """The limit is used up; `wait_seconds` says when a wrong code is answered again."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


def note_wrong_code(session: Session, *, at: datetime, per_minute: int) -> None:
    """Take one failure from the limit; the caller holds the transaction.

    Args:
        per_minute: how many failures come back each minute, and how many there are at once.

    Raises:
        TooManyWrongCodes: none is left.
    """
    row = _locked(session) or _first(session, at=at, per_minute=per_minute)
    passed = max(at - row.updated_at, timedelta(0)) / timedelta(minutes=1)
    level = min(row.millitokens + int(passed * per_minute * _MILLI), per_minute * _MILLI)
    if level < _MILLI:
        raise TooManyWrongCodes(-(-(_MILLI - level) * 60 // (per_minute * _MILLI)))
    row.millitokens = level - _MILLI
    row.updated_at = max(at, row.updated_at)


def _locked(session: Session) -> TokenBucket | None:
    return session.get(TokenBucket, BUCKET, with_for_update=True, populate_existing=True)


def _first(session: Session, *, at: datetime, per_minute: int) -> TokenBucket:
    try:
        with session.begin_nested():
            row = TokenBucket(name=BUCKET, millitokens=per_minute * _MILLI, updated_at=at)
            session.add(row)
        return row
    except IntegrityError:
        # Another process met its first failure at the same moment.
        return session.get_one(TokenBucket, BUCKET, with_for_update=True)
