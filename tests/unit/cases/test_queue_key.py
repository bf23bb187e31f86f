"""The order of the queue as text: it sorts as urgency, clock and end of a case do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake.cases.queue_key import CLOSED_FROM, END, RANKS, closed_key, due_before, open_key
from intake.questions.urgency import Urgency

URGENCIES = (Urgency.CRITICAL, Urgency.HIGH, Urgency.NORMAL, Urgency.LOW)
MOMENTS = st.datetimes(
    min_value=datetime(2020, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2099, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
).map(lambda at: at.replace(microsecond=0))
OPEN = st.tuples(st.sampled_from(URGENCIES), st.none() | MOMENTS, st.uuids().map(lambda u: u.hex))


def key(case: tuple[Urgency, datetime | None, str]) -> str:
    return open_key(urgency=case[0], next_due_at=case[1], case_id=case[2])


@given(st.lists(OPEN, max_size=20))
def test_open_cases_sort_by_urgency_then_clock_then_id(
    cases: list[tuple[Urgency, datetime | None, str]],
) -> None:
    latest = datetime(9999, 1, 1, tzinfo=UTC)
    expected = sorted(cases, key=lambda c: (URGENCIES.index(c[0]), c[1] or latest, c[2]))
    assert sorted(cases, key=key) == expected


@given(OPEN, MOMENTS, MOMENTS)
def test_closed_cases_stand_behind_and_the_last_one_first(
    case: tuple[Urgency, datetime | None, str], first: datetime, second: datetime
) -> None:
    keys = [closed_key(closed_at=at, case_id=case[2]) for at in (first, second)]
    assert key(case) < CLOSED_FROM < min(keys)
    assert max(keys) < END
    assert (first > second) == (keys[0] < keys[1])


@given(OPEN, MOMENTS)
def test_what_is_overdue_is_one_range_an_urgency(
    case: tuple[Urgency, datetime | None, str], at: datetime
) -> None:
    rank = RANKS[case[0]]
    inside = rank < key(case) < due_before(rank, at)
    assert inside == (case[1] is not None and case[1] <= at)


def test_a_second_later_is_another_place() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    earlier = open_key(urgency=Urgency.HIGH, next_due_at=at, case_id="f" * 32)
    later = open_key(urgency=Urgency.HIGH, next_due_at=at + timedelta(seconds=1), case_id="0" * 32)
    assert earlier < later
