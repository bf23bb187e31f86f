"""Token buckets: what they hold, how they refill, and how long one has to wait."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.web.limits import Bucket, Level, TooManyAttempts, drawn, full, refilled

AT = datetime(2026, 3, 4, tzinfo=UTC)
BUCKET = Bucket("codes", capacity=10, per_minute=60)


def test_a_full_bucket_gives_its_capacity_and_then_says_how_long_to_wait() -> None:
    level = full(BUCKET, at=AT)
    for _ in range(10):
        level = drawn(BUCKET, level, at=AT)
    assert level.millitokens == 0
    with pytest.raises(TooManyAttempts) as refusal:
        drawn(BUCKET, level, at=AT, tokens=3)
    assert refusal.value.wait_seconds == 3


def test_time_refills_it_and_never_beyond_its_capacity() -> None:
    empty = Level(0, AT)
    assert refilled(BUCKET, empty, at=AT + timedelta(seconds=2)).millitokens == 2000
    assert refilled(BUCKET, empty, at=AT + timedelta(days=1)).millitokens == 10_000


def test_a_clock_that_ran_backwards_adds_nothing() -> None:
    level = refilled(BUCKET, Level(500, AT), at=AT - timedelta(hours=1))
    assert level == Level(500, AT)


@given(
    st.lists(st.integers(0, 5_000), max_size=60),
    st.integers(1, 20),
    st.integers(1, 120),
)
def test_never_more_than_the_bucket_and_its_refill(
    pauses: list[int], capacity: int, rate: int
) -> None:
    bucket = Bucket("b", capacity=capacity, per_minute=rate)
    now, level, taken = AT, full(bucket, at=AT), 0
    for pause in pauses:
        now += timedelta(milliseconds=pause)
        try:
            level = drawn(bucket, level, at=now)
        except TooManyAttempts as refusal:
            waited = now + timedelta(seconds=refusal.wait_seconds)
            drawn(bucket, level, at=waited)
            level = refilled(bucket, level, at=now)
        else:
            taken += 1
    assert taken <= capacity + (now - AT) / timedelta(minutes=1) * rate
