"""Alarms for what nobody has seen, and one word a day about what is late; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from intake.actions.upkeep.lapse import record_lapses
from intake.actions.upkeep.remind import remind_of_urgent, tell_of_overdue
from intake.cases.models import CaseClockRow
from intake.cases.vocabulary import ClockKind, EventKind
from intake.db.engine import make_sessions
from intake.db.models import JobRun
from intake.notify.kinds import RecipientKind
from tests.integration.worker.scene import BOARD, INVESTIGATIONS, PLACE, Scene

E = EventKind
INSPECTOR = f"{PLACE}/inspector-general"


def remind(scene: Scene) -> int:
    scene.session.rollback()
    return remind_of_urgent(scene.session, context=scene.context())


def called(scene: Scene) -> list[str]:
    rows = scene.outbox("urgent_reminder")
    return [row.recipient for row in rows if row.recipient_kind == RecipientKind.ON_CALL.value]


def test_each_further_line_is_called_until_somebody_has_seen_it(scene: Scene) -> None:
    case_id, _ = scene.file(held_now=True)
    scene.later(minutes=19)
    assert remind(scene) == 0
    scene.later(minutes=1)
    assert remind(scene) == 1
    assert remind(scene) == 0
    scene.later(minutes=20)
    assert remind(scene) == 1
    scene.later(minutes=20)
    assert remind(scene) == 1
    assert called(scene) == [f"{BOARD}#0", f"{BOARD}#1", f"{BOARD}#0"]
    units = [
        row.recipient
        for row in scene.outbox("urgent_reminder")
        if row.recipient_kind == RecipientKind.UNIT.value
    ]
    assert units == [INVESTIGATIONS] * 3
    scene.do(case_id, E.URGENT_SEEN)
    scene.later(hours=2)
    assert remind(scene) == 0


def test_what_is_not_critical_calls_nobody(scene: Scene) -> None:
    scene.file()
    scene.later(hours=2)
    assert remind(scene) == 0


def test_outside_office_hours_the_first_line_is_called_at_once(scene: Scene) -> None:
    scene.at = datetime(2026, 3, 7, 9, 0, tzinfo=UTC)  # two o'clock on Saturday morning
    scene.file(held_now=True)
    assert remind(scene) == 1
    assert called(scene) == [f"{BOARD}#0"]
    assert remind(scene) == 0


def test_nobody_is_called_at_hours_at_which_nobody_is_on_call(scene: Scene) -> None:
    scene.at = datetime(2026, 3, 7, 1, 0, tzinfo=UTC)  # six o'clock on Friday evening
    case_id, _ = scene.file(agencies=("city-manager",), held_now=True)
    assert scene.case(case_id).entity == INSPECTOR
    for _ in range(10):
        scene.later(hours=6)
        assert remind(scene) == 0
    scene.at = datetime(2026, 3, 9, 16, 1, tzinfo=UTC)  # Monday, nine o'clock: the office opened
    assert remind(scene) == 1
    assert called(scene) == [f"{INSPECTOR}#0"]


def test_two_workers_alarm_once(scene: Scene, new_engine) -> None:
    scene.file(held_now=True)
    scene.later(minutes=25)
    told = 0
    for _ in range(2):
        with make_sessions(new_engine())() as session:
            told += remind_of_urgent(session, context=scene.context())
    assert told == 1
    assert len(scene.outbox("urgent_reminder")) == 2


def test_a_turn_that_another_worker_takes_at_the_same_moment_is_not_taken_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    case_id, _ = scene.file(held_now=True)
    scene.later(minutes=25)
    scene.session.add(JobRun(name=f"urgent {case_id}", period="1", finished_at=scene.at))
    scene.session.commit()
    # This worker looked before the other one wrote.
    monkeypatch.setattr("intake.actions.upkeep.remind.turns_taken", lambda *_, **__: (0, None))
    assert remind(scene) == 0
    assert scene.outbox("urgent_reminder") == []


def test_reminders_end(scene: Scene) -> None:
    scene.file(held_now=True)
    for _ in range(100):
        scene.later(minutes=20)
        remind(scene)
    assert len(called(scene)) == 72


def tell(scene: Scene) -> int:
    scene.session.rollback()
    return tell_of_overdue(scene.session, context=scene.context())


def test_a_late_unit_is_told_once_a_day_from_eight_o_clock(scene: Scene) -> None:
    scene.file()
    scene.file()
    assert tell(scene) == 0
    scene.at = datetime(2026, 3, 12, 14, 59, tzinfo=UTC)  # one minute to eight in Arizona
    assert tell(scene) == 0
    scene.later(minutes=1)
    assert tell(scene) == 1
    assert tell(scene) == 0
    scene.later(hours=9)
    assert tell(scene) == 0
    scene.later(days=1)
    assert tell(scene) == 1
    assert [row.recipient for row in scene.outbox("clock_due")] == [INVESTIGATIONS] * 2


def test_a_window_of_the_complainant_makes_nobody_late(scene: Scene) -> None:
    case_id = scene.reviewed()
    scene.do(case_id, E.INFORMATION_REQUESTED, written={"questions": "At what hour?"})
    late = [ClockKind.INFORMATION.value]
    scene.session.execute(
        update(CaseClockRow)
        .where(CaseClockRow.case_id == case_id, CaseClockRow.kind.not_in(late))
        .values(due_at=scene.at + timedelta(days=900))
    )
    scene.session.commit()
    scene.later(days=60)
    assert tell(scene) == 0


def test_a_closed_case_makes_nobody_late(scene: Scene) -> None:
    case_id = scene.decided()
    scene.do(
        case_id, E.AGENCY_RESPONSE_RECORDED, written={"response": "Trained."}, answer="accepted"
    )
    scene.later(days=31)
    assert record_lapses(scene.session, context=scene.context()) == 1
    scene.later(days=300)
    assert tell(scene) == 0
