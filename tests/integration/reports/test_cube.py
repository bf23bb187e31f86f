"""The counts of closed quarters equal what was done in them, and stay whatever comes after."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import delete, event, select, update
from sqlalchemy.exc import DBAPIError

from intake.actions.upkeep.erase import erase_due
from intake.actions.upkeep.lapse import record_lapses
from intake.cases.models import Case
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind, Status
from intake.numbers.cube import COUNTERS, build_facts
from intake.numbers.facts.span import Span
from intake.numbers.models import CountFact, QuarterTotal
from tests.integration.reports.quarters import Q1, Q2, Q3, close, cube
from tests.integration.worker.scene import PLACE, SECOND, Scene
from tests.integration.worker.test_quarters import key_in

E = EventKind
FOURTH, FIFTH = "d" * 32, "e" * 32
REFERRAL = {"receiving_body": "outside", "complainant_told": "yes", "personal_data_consent": "no"}


def acknowledge(scene: Scene, case_id: str) -> None:
    scene.do(case_id, E.ACKNOWLEDGED, written={"message": "We have it."})


def refer(scene: Scene, case_id: str) -> None:
    scene.do(
        case_id,
        E.REFERRED_OUT,
        reason=ReasonCode.FEDERAL_AGENTS_ALONE,
        written={"reasons": "Nobody local took part."},
        **REFERRAL,
    )


def shut(scene: Scene, case_id: str) -> None:
    scene.do(
        case_id,
        E.CLOSED_ADMINISTRATIVELY,
        reason=ReasonCode.DUPLICATE,
        written={"reasons": "Told twice."},
    )


def lapse(scene: Scene) -> int:
    scene.session.rollback()
    return record_lapses(scene.session, context=scene.context())


def of(found: object, measure: str, quarter: str) -> dict[tuple[str, ...], int]:
    return dict(found[measure, quarter])  # type: ignore[index]


def test_the_counts_of_two_quarters_are_those_of_a_hand_count(scene: Scene) -> None:
    # March: six complaints, seven cases.
    sustained = scene.decided("sustained")
    failed = scene.decided("policy_failure", agencies=("police",))
    told_twice = scene.reviewed(agencies=("holding-center", "library"))
    passed_on = scene.reviewed(agencies=("police",))
    held, _ = scene.file(held_now=True)
    left, _ = scene.file()
    acknowledge(scene, sustained)
    scene.do(held, E.URGENT_ENDED, reason=ReasonCode.RELEASED, written={"note": "Out since noon."})
    scene.later(days=7)
    acknowledge(scene, failed)
    shut(scene, told_twice)
    refer(scene, passed_on)
    scene.do(passed_on, E.REFERRAL_CONFIRMED)
    scene.do(
        failed, E.AGENCY_RESPONSE_RECORDED, written={"response": "Yes."}, answer="accepted_in_part"
    )
    # April: both times to appeal are over; the first agency said nothing. One more complaint.
    scene.later(days=30)
    assert lapse(scene) == 2
    scene.file(agencies=("library",))
    scene.do(left, E.ACCEPTED_FOR_REVIEW)
    shut(scene, left)
    found = close(scene, Q2)
    row = ("en", "confidential", "family")
    assert of(found, "complaints_received", "2026Q1") == {
        ("web", *row, "normal"): 5,
        ("web", *row, "critical"): 1,
    }
    assert of(found, "complaints_received", "2026Q2") == {("web", *row, "normal"): 1}
    assert of(found, "cases_received", "2026Q1") == {
        ("holding-center",): 4,
        ("police",): 2,
        ("library",): 1,
    }
    assert of(found, "cases_received", "2026Q2") == {("library",): 1}
    assert of(found, "first_answers", "2026Q1") == {("w0_5",): 1, ("w6_10",): 1}
    assert of(found, "first_answers", "2026Q2") == {}
    assert of(found, "cases_ended", "2026Q1") == {
        ("holding-center", "duplicate", "d0_30", "2026"): 1,
        ("police", "referred", "d0_30", "2026"): 1,
    }
    assert of(found, "cases_ended", "2026Q2") == {
        ("holding-center", "findings", "d31_90", "2026"): 1,
        ("police", "findings", "d31_90", "2026"): 1,
        ("holding-center", "duplicate", "d31_90", "2026"): 1,
    }
    assert of(found, "allegations_decided", "2026Q1") == {}
    assert of(found, "allegations_decided", "2026Q2") == {
        ("R1", "holding-center", "sustained"): 1,
        ("R1", "police", "policy_failure"): 1,
    }
    assert of(found, "urgent_ended", "2026Q1") == {("released",): 1}
    assert of(found, "referrals_ended", "2026Q1") == {("confirmed",): 1}
    assert of(found, "recommendations_answered", "2026Q1") == {("accepted_in_part",): 1}
    assert of(found, "recommendations_answered", "2026Q2") == {}
    assert of(found, "cases_received", "2025Q4") == {}


def test_each_clock_counts_once_where_it_ended(scene: Scene) -> None:
    quick, slow = scene.file()[0], scene.file()[0]
    acknowledge(scene, quick)
    scene.later(days=9)  # five business days have passed for the other
    acknowledge(scene, slow)
    silent, _ = scene.file()  # nothing will happen in it
    found = close(scene, Q2)
    first, second = (of(found, "clocks_ended", name) for name in ("2026Q1", "2026Q2"))
    assert first["acknowledge", "in_time"] == 1
    assert first["acknowledge", "late"] == 2
    assert first["unassigned", "late"] == 3
    assert ("review", "late") not in first
    assert second["review", "late"] == 3
    assert ("acknowledge", "late") not in second
    # What happens later moves nothing into another quarter.
    scene.do(silent, E.ACCEPTED_FOR_REVIEW)
    acknowledge(scene, silent)
    third = of(close(scene, Q3), "clocks_ended", "2026Q3")
    assert not {key for key in third if key[0] in {"acknowledge", "unassigned", "review"}}


def test_what_is_keyed_in_late_counts_where_it_was_keyed_in(scene: Scene) -> None:
    case_id = scene.reviewed()
    close(scene, Q1)
    key_in(scene, date(2026, 3, 20))
    # It was said in March and is recorded in April: too late for the numbers of March.
    refer(scene, case_id)
    scene.do(case_id, E.REFERRAL_CONFIRMED, on=date(2026, 4, 11))
    found = close(scene, Q2)
    assert sum(of(found, "complaints_received", "2026Q1").values()) == 1
    assert [key[0] for key in of(found, "complaints_received", "2026Q2")] == ["mail"]
    assert of(found, "cases_received", "2026Q2") == {("police",): 1}
    assert of(found, "cases_ended", "2026Q2") == {
        ("holding-center", "referred", "d31_90", "2026"): 1
    }
    assert of(found, "clocks_ended", "2026Q2")["acknowledge", "late"] == 1


def test_an_agencys_silence_counts_once_also_if_it_speaks_later(scene: Scene) -> None:
    silent = scene.decided("policy_failure")
    late = scene.decided("policy_failure")
    scene.later(days=31)  # 2 April
    found = close(scene, Q2)
    assert of(found, "recommendations_answered", "2026Q2") == {("not_answered",): 2}
    scene.do(late, E.AGENCY_RESPONSE_RECORDED, written={"response": "No."}, answer="declined")
    scene.do(
        silent,
        E.AGENCY_RESPONSE_RECORDED,
        written={"response": "It was in the mail."},
        answer="accepted",
        on=date(2026, 3, 20),
    )
    assert of(close(scene, Q3), "recommendations_answered", "2026Q3") == {}


@pytest.mark.parametrize("speaks_again", [True, False])
def test_a_second_answer_and_a_second_urgent_action_do_not_count_again(
    scene: Scene, speaks_again: bool
) -> None:
    case_id = scene.decided("policy_failure", held_now=True)
    ended = {"reason": ReasonCode.RELEASED, "written": {"note": "Out since noon."}}
    answered = {"written": {"response": "Yes."}, "answer": "accepted"}
    scene.do(case_id, E.URGENT_ENDED, **ended)
    scene.do(case_id, E.AGENCY_RESPONSE_RECORDED, **answered)
    assert of(close(scene, Q1), "urgent_ended", "2026Q1") == {("released",): 1}
    scene.do(
        case_id, E.APPEAL_REQUESTED, requested_by="complainant", written={"late_cause": "Ill."}
    )
    scene.do(
        case_id,
        E.REMANDED,
        who=FOURTH,
        reason=ReasonCode.NEW_EVIDENCE,
        written={"reasons": "A video."},
    )
    lowered = {"reason": ReasonCode.HARM_ENDED, "written": {"reasons": "Home."}}
    scene.do(case_id, E.URGENCY_LOWERED, urgency="normal", **lowered)
    scene.do(case_id, E.URGENCY_RAISED, urgency="critical", reason=ReasonCode.PERSON_HELD)
    scene.do(case_id, E.URGENT_ENDED, **ended)
    scene.do(case_id, E.FINDINGS_SUBMITTED, who=SECOND)
    scene.do(case_id, E.FINDINGS_APPROVED, who=FIFTH, written={"letter": "We decided again."})
    if speaks_again:
        scene.do(case_id, E.AGENCY_RESPONSE_RECORDED, **answered)
    found = close(scene, Q2)
    assert of(found, "recommendations_answered", "2026Q1") == {("accepted",): 1}
    assert of(found, "recommendations_answered", "2026Q2") == {}
    assert of(found, "urgent_ended", "2026Q2") == {}
    # The deadline of the second answer is one of its own.
    timing = "in_time" if speaks_again else "late"
    assert of(found, "clocks_ended", "2026Q2")["agency_response", timing] == 1


def test_a_case_that_is_opened_again_ends_once(scene: Scene) -> None:
    case_id = scene.reviewed()
    shut(scene, case_id)
    close(scene, Q1)
    scene.do(case_id, E.REOPENED, reason=ReasonCode.NEW_EVIDENCE, written={"reasons": "A video."})
    shut(scene, case_id)
    assert scene.status(case_id) is Status.CLOSED
    found = close(scene, Q2)
    assert sum(of(found, "cases_ended", "2026Q1").values()) == 1
    assert of(found, "cases_ended", "2026Q2") == {}


def test_erasing_records_changes_no_number(scene: Scene) -> None:
    case_id = scene.reviewed()
    shut(scene, case_id)
    before = close(scene, Q1)
    scene.later(days=20 * 366)
    scene.session.rollback()
    assert erase_due(scene.session, context=scene.context()).cases == 1
    assert cube(scene, Q1) == before


def test_a_closed_quarter_is_never_closed_again(scene: Scene) -> None:
    scene.file()
    before = close(scene, Q1)
    scene.file()
    scene.at -= timedelta(days=90)
    assert close(scene, Q1) == before
    place = scene.ready.context().configuration.jurisdiction(PLACE)
    with pytest.raises(DBAPIError):
        build_facts(scene.session, place, Q1)
    scene.session.rollback()
    for change in (
        update(CountFact).values(number=CountFact.number + 1),
        delete(CountFact),
        update(QuarterTotal).values(complaints=7),
        delete(QuarterTotal),
    ):
        with pytest.raises(DBAPIError):
            scene.session.execute(change)
        scene.session.rollback()
    assert cube(scene, Q1) == before


def test_an_agency_without_a_row_counts_as_not_confirmed(scene: Scene) -> None:
    scene.file()
    scene.session.execute(update(Case).values(agency="gone-since"))
    scene.session.commit()
    found = close(scene, Q1)
    assert of(found, "cases_received", "2026Q1") == {("not_confirmed",): 1}
    kept = scene.session.scalars(select(CountFact.key).where(CountFact.measure == "cases_received"))
    assert kept.all() == ["not_confirmed"]


def test_each_jurisdiction_counts_its_own(scene: Scene) -> None:
    ours, _ = scene.file(held_now=True)
    theirs, _ = scene.file(place="marisol-county", agencies=("jail",), held_now=True)
    for case_id, outcome in ((ours, ReasonCode.RELEASED), (theirs, ReasonCode.HANDED_OVER)):
        scene.do(case_id, E.URGENT_ENDED, reason=outcome, written={"note": "At noon."})
        acknowledge(scene, case_id)
    own = close(scene, Q1)
    other = cube(scene, Q1, of="marisol-county")
    for found, agency, outcome in (
        (own, "holding-center", "released"),
        (other, "jail", "handed_over"),
    ):
        assert of(found, "cases_received", "2026Q1") == {(agency,): 1}
        assert of(found, "urgent_ended", "2026Q1") == {(outcome,): 1}
        assert of(found, "first_answers", "2026Q1") == {("w0_5",): 1}
        assert of(found, "clocks_ended", "2026Q1")["acknowledge", "in_time"] == 1


def test_no_count_reads_a_whole_table(scene: Scene) -> None:
    scene.file()
    place = scene.ready.context().configuration.jurisdiction(PLACE)
    if scene.session.get_bind().dialect.name != "sqlite":
        return  # its planner reads small tables whole, and large ones by the same indexes
    asked: list[tuple[str, object]] = []

    def note(_conn: object, _cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked.append((statement, given))

    event.listen(scene.session.get_bind(), "before_cursor_execute", note)
    for counter in COUNTERS.values():
        list(counter(scene.session, Span.of(place, Q1)))
    event.remove(scene.session.get_bind(), "before_cursor_execute", note)
    assert len(asked) >= len(COUNTERS)
    cursor = scene.session.connection().connection.cursor()
    for statement, given in asked:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement}", given)
        steps = [str(row[-1]) for row in cursor.fetchall()]
        assert steps
        assert not [step for step in steps if step.startswith("SCAN")], statement


def test_an_empty_quarter_has_empty_counts(scene: Scene) -> None:
    scene.file()
    found = close(scene, Q3)
    assert all(found[measure.value, "2026Q3"] == {} for measure in COUNTERS)
