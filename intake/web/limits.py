"""Rate limits as token buckets: pure arithmetic here, kept in one table for all processes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MILLI = 1000


class TooManyAttempts(Exception):
    """A bucket is empty; `wait_seconds` says when to try again."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(wait_seconds)
        self.wait_seconds = wait_seconds


@dataclass(frozen=True, slots=True)
class Bucket:
    """A limit: at most `capacity` at once, and `per_minute` again each minute."""

    name: str
    capacity: int
    per_minute: int


@dataclass(frozen=True, slots=True)
class Level:
    """What a bucket holds at a moment, in thousandths of a token (the row of `token_bucket`)."""

    millitokens: int
    at: datetime


def full(bucket: Bucket, *, at: datetime) -> Level:
    """A bucket nobody has drawn from."""
    return Level(bucket.capacity * MILLI, at)


def refilled(bucket: Bucket, level: Level, *, at: datetime) -> Level:
    """The level after the time that passed; a clock that ran backwards adds nothing."""
    passed = max(at - level.at, timedelta())
    gained = int(passed / timedelta(minutes=1) * bucket.per_minute * MILLI)
    return Level(min(bucket.capacity * MILLI, level.millitokens + gained), max(at, level.at))


def drawn(bucket: Bucket, level: Level, *, at: datetime, tokens: int = 1) -> Level:
    """The level after drawing `tokens`. Raises TooManyAttempts when they are not there."""
    current = refilled(bucket, level, at=at)
    lacking = tokens * MILLI - current.millitokens
    if lacking > 0:
        raise TooManyAttempts(wait_seconds=_seconds_to_gain(bucket, lacking))
    return Level(current.millitokens - tokens * MILLI, current.at)


def _seconds_to_gain(bucket: Bucket, millitokens: int) -> int:
    return -(-millitokens * 60 // (bucket.per_minute * MILLI))
