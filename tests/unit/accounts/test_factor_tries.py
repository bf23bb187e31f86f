"""How wrong second factors are counted: free ones, pauses, and the end."""

from datetime import UTC, datetime, timedelta

import pytest

from intake.accounts.errors import FactorLocked, FactorPaused
from intake.accounts.factor_tries import MOST_WRONG, Tries

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def test_four_are_free_then_pauses_double_and_the_tenth_is_the_last() -> None:
    tries, at, pauses = Tries(), AT, []
    for _ in range(MOST_WRONG):
        tries.check(at=at)
        tries = tries.after_wrong(at=at)
        pauses.append((tries.until - at).total_seconds() if tries.until else 0)
        at = tries.until or at
    assert pauses == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900]
    with pytest.raises(FactorLocked):
        tries.check(at=at + timedelta(days=1000))


def test_a_pause_says_how_long_it_lasts_and_ends_in_time() -> None:
    tries = Tries(5, AT + timedelta(seconds=30))
    for passed, left in ((0, 30), (0.4, 30), (29.5, 1)):
        with pytest.raises(FactorPaused) as paused:
            tries.check(at=AT + timedelta(seconds=passed))
        assert paused.value.wait_seconds == left
    tries.check(at=AT + timedelta(seconds=30))
