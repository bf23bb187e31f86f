"""Each run of a clock ends once, at a moment that nothing recorded later moves."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from intake.cases.clocks import clocks_for
from intake.cases.clocks_run import Clock
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ClockKind, EventKind
from intake.rules.clock_rules import ClockRules
from tests.unit.cases.conftest import Story

K, E, R = ClockKind, EventKind, ReasonCode


def runs(story: Any, kind: ClockKind) -> list[Clock]:
    found = clocks_for(story.events, rules=story.rules, calendar=story.calendar)
    return [run for run in found if run.kind is kind]


def ends(story: Any, kind: ClockKind) -> list[tuple[datetime | None, bool, bool]]:
    return [(run.ended_at, run.ran_out, run.late) for run in runs(story, kind)]


def test_what_is_done_in_time_ends_when_it_is_recorded(story: Any) -> None:
    story.submit().after(days=1).does("ivy", E.ACKNOWLEDGED)
    assert ends(story, K.ACKNOWLEDGE) == [(story.now, False, False)]


def test_what_is_done_too_late_ended_when_it_was_due(story: Any) -> None:
    story.submit()
    due = runs(story, K.ACKNOWLEDGE)[0].due_at
    story.after(days=20).does("ivy", E.ACKNOWLEDGED)
    assert ends(story, K.ACKNOWLEDGE) == [(due, True, True)]


def test_what_was_done_in_time_and_recorded_late_is_kept(story: Any) -> None:
    story.submit()
    due, day = runs(story, K.ACKNOWLEDGE)[0].due_at, story.calendar.local_day(story.now)
    story.after(days=20).does("ivy", E.ACKNOWLEDGED, effective=day + timedelta(days=1))
    assert ends(story, K.ACKNOWLEDGE) == [(due, True, False)]


def test_a_clock_that_ran_out_before_it_was_entered_ended_when_it_was_entered(story: Any) -> None:
    story.submit(effective=story.calendar.local_day(story.now) - timedelta(days=60))
    assert ends(story, K.ACKNOWLEDGE) == [(story.now, True, True)]


def test_more_time_given_after_the_end_makes_nothing_kept(story: Any) -> None:
    story.investigated()
    due = runs(story, K.INVESTIGATION)[0].due_at
    story.after(days=100).does("sam", E.EXTENDED, reason=R.EVIDENCE_AWAITED, days="90")
    story.finds("sustained").does("inez", E.FINDINGS_SUBMITTED)
    assert ends(story, K.INVESTIGATION) == [(due, True, True)]


def test_each_time_that_a_clock_starts_is_a_run_of_its_own(story: Any) -> None:
    story.reviewed().does("ivy", E.MESSAGE_SENT)
    first = story.now
    story.after(days=2).does("ivy", E.MESSAGE_SENT)
    numbers = [run.run for run in runs(story, K.STATUS_UPDATE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > 1
    assert runs(story, K.STATUS_UPDATE)[-1].ended_at is None
    assert first < story.now


def test_a_tolled_clock_that_is_stopped_ends_when_that_is_recorded(story: Any) -> None:
    story.reviewed().does("ivy", E.INFORMATION_REQUESTED).after(days=400)
    confirmed = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    story.does("complainant", E.WITHDRAWAL_REQUESTED).does(
        "sam", E.WITHDRAWAL_CONFIRMED, **confirmed
    )
    assert ends(story, K.REVIEW) == [(story.now, False, False)]


STEPS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 90)), min_size=1, max_size=8)


@given(STEPS)
def test_an_end_once_told_is_never_told_otherwise(steps: list[tuple[int, int]]) -> None:
    story = Story(ClockRules()).investigated()
    told: dict[tuple[ClockKind, int], datetime] = {}
    for number, (days, back) in enumerate(steps):
        story.after(days=days)
        first = date.min if not story.events else story.events[0].effective_day
        day = max(first, story.calendar.local_day(story.now) - timedelta(days=back))
        if number % 2:
            story.does("complainant", E.INFORMATION_RECEIVED, effective=day)
        elif story.state.unanswered < 2:
            story.does("inez", E.INFORMATION_REQUESTED, effective=day)
        found = clocks_for(story.events, rules=story.rules, calendar=story.calendar)
        now = {(run.kind, run.run): run.ended_at for run in found if run.ended_at is not None}
        assert {key: now.get(key) for key in told} == told
        assert all(ended <= story.now for ended in now.values())
        told = now
