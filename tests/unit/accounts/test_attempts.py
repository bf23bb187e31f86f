"""How long an account pauses."""

from datetime import timedelta

from intake.accounts.attempts import FREE_FAILURES, LONGEST_PAUSE, pause_after


def test_the_first_failures_cost_nothing_then_pauses_double_up_to_a_limit() -> None:
    pauses = [pause_after(number).total_seconds() for number in range(12)]
    assert pauses == [0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900]
    assert pause_after(FREE_FAILURES) == timedelta(0)
    assert pause_after(10**9) == LONGEST_PAUSE
