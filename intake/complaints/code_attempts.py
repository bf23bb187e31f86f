"""One limit on wrong codes, over all visitors together: a guess at 120 bits needs no other.

It is drawn from by failures alone, so that nobody with a right code ever waits.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from intake.db.buckets import Bucket, BucketEmpty, draw

BUCKET = "resident-code-failures"


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
    try:
        draw(session, Bucket(BUCKET, per_minute), at=at)
    except BucketEmpty as empty:
        raise TooManyWrongCodes(empty.wait_seconds) from None
