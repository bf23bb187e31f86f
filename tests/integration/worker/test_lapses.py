"""What happens by itself when a time has run out, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from structlog.testing import capture_logs

from intake.actions.upkeep.lapse import record_lapses
from intake.cases.models import Case, CaseClockRow, CaseEventRow
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ClockKind, ClosingReason, EventKind, Status
from tests.integration.worker.scene import Scene

E = EventKind


def lapse(scene: Scene) -> int:
    scene.session.rollback()
    return record_lapses(scene.session, context=scene.context())


def due(scene: Scene, case_id: str, kind: ClockKind) -> CaseClockRow:
    scene.session.rollback()
    return scene.session.get_one(CaseClockRow, (case_id, kind.value, 1), populate_existing=True)


def last_event(scene: Scene, case_id: str) -> CaseEventRow:
    scene.session.rollback()
    return scene.session.scalars(
        select(CaseEventRow)
        .where(CaseEventRow.case_id == case_id)
        .order_by(CaseEventRow.seq.desc())
    ).first()


@pytest.mark.parametrize("came_from", [Status.PRELIMINARY_REVIEW, Status.UNDER_INVESTIGATION])
def test_an_unanswered_question_returns_the_case_to_where_it_came_from(
    scene: Scene, came_from: Status
) -> None:
    ask = scene.reviewed if came_from is Status.PRELIMINARY_REVIEW else scene.investigated
    case_id = ask()
    who = "a" * 32 if came_from is Status.PRELIMINARY_REVIEW else "b" * 32
    scene.do(case_id, E.INFORMATION_REQUESTED, who=who, written={"questions": "At what hour?"})
    assert scene.status(case_id) is Status.AWAITING_INFORMATION
    scene.at = due(scene, case_id, ClockKind.INFORMATION).due_at - timedelta(seconds=1)
    assert lapse(scene) == 0
    scene.later(seconds=1)
    assert lapse(scene) == 1
    assert scene.status(case_id) is came_from
    event = last_event(scene, case_id)
    assert (event.kind, event.actor_kind) == (E.INFORMATION_TIMED_OUT.value, "system")
    assert lapse(scene) == 0
    assert [row.recipient for row in scene.outbox("case_news")][-1:] == [scene.case(case_id).unit]


def test_a_referral_that_nobody_confirms_comes_back(scene: Scene) -> None:
    confirmed, forgotten = scene.reviewed(), scene.reviewed()
    for case_id in (confirmed, forgotten):
        scene.do(
            case_id,
            E.REFERRED_OUT,
            reason=ReasonCode.FEDERAL_AGENTS_ALONE,
            written={"reasons": "Nobody local took part."},
            receiving_body="outside",
            complainant_told="yes",
            personal_data_consent="no",
        )
    scene.do(confirmed, E.REFERRAL_CONFIRMED)
    scene.at = due(scene, forgotten, ClockKind.REFERRAL_CONFIRMATION).due_at
    assert lapse(scene) == 1
    assert scene.status(forgotten) is Status.PRELIMINARY_REVIEW
    assert scene.status(confirmed) is Status.REFERRED


def test_the_end_of_the_time_to_appeal_closes_with_findings(scene: Scene) -> None:
    case_id = scene.decided()
    scene.do(
        case_id, E.AGENCY_RESPONSE_RECORDED, written={"response": "Trained."}, answer="accepted"
    )
    scene.at = due(scene, case_id, ClockKind.APPEAL_WINDOW).due_at
    assert lapse(scene) == 1
    case = scene.case(case_id)
    assert (case.status, case.closing_reason) == (Status.CLOSED, ClosingReason.FINDINGS)


def test_an_agency_that_is_late_with_its_answer_keeps_nothing_open(scene: Scene) -> None:
    case_id = scene.decided()
    window = due(scene, case_id, ClockKind.APPEAL_WINDOW).due_at
    answer = due(scene, case_id, ClockKind.AGENCY_RESPONSE).due_at
    scene.at = max(window, answer)
    assert lapse(scene) == 1
    assert scene.status(case_id) is Status.CLOSED


def test_nothing_follows_from_a_window_of_a_case_that_was_closed_without_a_finding(
    scene: Scene,
) -> None:
    case_id = scene.reviewed()
    scene.do(
        case_id,
        E.CLOSED_ADMINISTRATIVELY,
        reason=ReasonCode.DUPLICATE,
        written={"reasons": "Told twice."},
    )
    version = scene.case(case_id).version
    scene.later(days=400)
    assert lapse(scene) == 0
    assert scene.case(case_id).version == version


def test_one_case_that_cannot_be_read_holds_up_no_other(scene: Scene) -> None:
    broken, sound = scene.reviewed(), scene.reviewed()
    for case_id in (broken, sound):
        scene.do(case_id, E.INFORMATION_REQUESTED, written={"questions": "At what hour?"})
    scene.session.execute(update(Case).where(Case.id == broken).values(entity="no/where"))
    scene.session.commit()
    scene.later(days=31)
    with capture_logs() as logged:
        assert lapse(scene) == 1
    assert [line["case_id"] for line in logged] == [broken]
    assert scene.status(sound) is Status.PRELIMINARY_REVIEW
    assert scene.status(broken) is Status.AWAITING_INFORMATION
