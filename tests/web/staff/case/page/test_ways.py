"""The other ways that a case can go, by pages alone: urgent, referred, appealed, withdrawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from intake.actions.following.write_to_office import withdraw_complaint, write_to_offices
from intake.cases.vocabulary import ClosingReason, EventKind, Status
from intake.complaints.unsent import Unsent
from tests.integration.cases.desk import Desk, framed, handed_in
from tests.integration.cases.staffed import told

E = EventKind


def held(unsent: Unsent) -> Unsent:
    """A complaint about somebody who is held now."""
    unsent = told(unsent)
    return replace(unsent, content=replace(unsent.content, answers={"common.held_now": "yes"}))


def reviewed(desk: Desk) -> None:
    """Take the case to the preliminary review."""
    desk.opens("Ivy")
    desk.presses("Ivy", E.ACCEPTED_FOR_REVIEW)


def later(desk: Desk, days: int) -> None:
    """Let days go by; everybody signs in again."""
    desk.staffed.office.clock.advance(days=days)
    for name in desk.staffed.visits:
        desk.staffed.members[name], desk.staffed.visits[name] = desk.staffed.office.sign_in(name)


def as_resident(desk: Desk) -> dict[str, Any]:
    """What a resident's action takes."""
    keyring = desk.staffed.resident_keyring
    return {"context": replace(desk.staffed.context, keyring=keyring), "code": desk.code}


def test_the_urgent_track_to_its_end(desk: Desk) -> None:
    desk.case_id, desk.code = desk.staffed.file_with_code(held)
    desk.opens("Duke")
    desk.fills("Duke", E.URGENT_SEEN)
    refused = desk.sends("Duke", E.CUSTODIAN_CONTACTED, reason="reached_by_name", note="By name.")
    assert refused.status_code == 422, "the name needs the recorded consent"
    assert "By name." in refused.text
    desk.fills("Duke", E.CUSTODIAN_CONTACTED, reason="reached_by_name", name_consent="y")
    desk.fills("Duke", E.COUNSEL_CONTACTED, reason="not_reached")
    desk.fills("Duke", E.PERSON_TRANSFERRED, note="To the county.")
    desk.fills("Duke", E.URGENT_DECIDED, reason="acted", note="We called the county.")
    assert "End the urgent track first." in desk.read("Lou")
    desk.fills("Duke", E.URGENT_ENDED, reason="released", note="Released at noon.")
    assert "Released at noon." in desk.opens("Ivy")
    desk.fills("Lou", E.URGENCY_LOWERED, urgency="normal", reason="harm_ended", reasons="Free.")
    assert desk.staffed.case(desk.case_id).urgency == "normal"
    wrong = desk.sends("Lou", E.URGENCY_LOWERED, urgency="high", reason="harm_ended", reasons="x")
    assert wrong.status_code == 422
    desk.fills("Ivy", E.URGENCY_RAISED, urgency="high", reason="new_facts")


def test_a_question_and_its_answer(desk: Desk) -> None:
    reviewed(desk)
    desk.fills("Ivy", E.INFORMATION_REQUESTED, questions="¿A qué hora?")
    assert desk.status == Status.AWAITING_INFORMATION.value
    assert "On hold" in desk.read("Ivy")
    write_to_offices(desk.staffed.office.session, text="A las dos.", **as_resident(desk))
    assert desk.status == Status.PRELIMINARY_REVIEW.value
    page = desk.opens("Ivy")
    assert "¿A qué hora?" in page
    assert "A las dos." in page


def test_a_referral_that_comes_back(desk: Desk) -> None:
    reviewed(desk)
    fields = {
        "reason": "outside_this_body",
        "receiving_body": "saguaro-city/inspector-general",
        "personal_data_consent": "no",
        "reasons": "It is about their own work.",
    }
    assert desk.sends("Lou", E.REFERRED_OUT, **fields).status_code == 422
    foreign = desk.sends(
        "Lou", E.REFERRED_OUT, **{**fields, "receiving_body": "x/y", "complainant_told": "y"}
    )
    assert foreign.status_code == 422
    letter = desk.sends("Lou", E.REFERRED_OUT, **fields, aside="letter")
    assert "Inspector" in letter.text
    desk.fills("Lou", E.REFERRED_OUT, **fields, complainant_told="y", letter="Pasamos su queja.")
    assert desk.status == Status.REFERRED.value
    assert desk.case_id in desk.of("Lou").get("/staff/cases").text, "until it is confirmed"
    desk.fills("Lou", E.REFERRAL_CONFIRMED)
    assert desk.case_id not in desk.of("Lou").get("/staff/cases").text
    assert desk.case_id in desk.of("Lou").get("/staff/cases?shown=closed").text
    desk.fills("Lou", E.REFERRAL_RETURNED, reason="declined_by_receiver")
    assert desk.status == Status.PRELIMINARY_REVIEW.value
    assert "Pasamos su queja." in desk.opens("Lou")


def test_suspended_resumed_and_extended(desk: Desk) -> None:
    framed(desk)
    desk.fills("Sam", E.SUSPENDED, reason="court_order", reasons="The court said so.")
    assert desk.status == Status.SUSPENDED.value
    desk.fills("Sam", E.SUSPENSION_REVIEWED, reasons="Still so.")
    desk.fills("Sam", E.RESUMED, reason="court_order_ended")
    too_long = desk.sends("Sam", E.EXTENDED, reason="complex_case", days="91", reasons="Large.")
    assert too_long.status_code == 422
    desk.fills("Sam", E.EXTENDED, reason="complex_case", days="90", reasons="Large.")
    assert "The investigation has reached its maximum length." in desk.read("Sam")


def test_a_withdrawal_is_confirmed_by_somebody_else(desk: Desk) -> None:
    reviewed(desk)
    desk.fills("Lou", E.ASSIGNED, assignee=desk.staffed.members["Sam"].staff_id)
    withdraw_complaint(desk.staffed.office.session, **as_resident(desk))
    assert "Withdrawal requested" in desk.read("Ivy")
    fields = {"reason": "no_pressure_confirmed", "no_pressure": "y", "reasons": "I asked."}
    assert "do/confirm_withdrawal" not in desk.read("Sam")
    desk.fills("Otto", E.WITHDRAWAL_CONFIRMED, **fields)
    assert desk.staffed.case(desk.case_id).closing_reason == ClosingReason.WITHDRAWN


def test_the_board_decides_and_an_appeal_is_upheld(desk: Desk) -> None:
    handed_in(desk)
    meeting = {
        "meeting_day": "2026-03-02",
        "votes_for": "4",
        "votes_against": "1",
        "abstentions": "0",
        "recusals": "1",
        "item_number": "7b",
    }
    desk.fills(
        "Cleo", E.BOARD_DECISION_RECORDED, reason="board_sent_back", reasons="Ask again.", **meeting
    )
    assert desk.status == Status.UNDER_INVESTIGATION.value
    desk.presses("Inez", E.FINDINGS_SUBMITTED)
    desk.fills("Cleo", E.BOARD_DECISION_RECORDED, reason="board_adopted", **meeting)
    assert desk.staffed.case(desk.case_id).status == "findings_issued"
    proposed = desk.sends("Lou", E.LETTER_SENT, aside="letter")
    assert "fourteen hours" in proposed.text
    desk.fills("Lou", E.LETTER_SENT, message="La junta decidió.")
    later(desk, days=3)
    desk.fills("Inez", E.APPEAL_REQUESTED, requested_by="complainant", grounds="Not all of it.")
    assert desk.staffed.case(desk.case_id).status == "under_appeal"
    assert "do/uphold" not in desk.read("Inez")
    desk.fills("Sam", E.DECISION_UPHELD, reasons="It stands.", letter="La decisión se mantiene.")
    case = desk.staffed.case(desk.case_id)
    assert (case.status, case.closing_reason) == ("closed", ClosingReason.FINDINGS)
    assert "La decisión se mantiene." in desk.opens("Sam")


def test_a_decision_is_changed_on_appeal_by_somebody_not_involved(desk: Desk) -> None:
    handed_in(desk)
    desk.fills("Dan", E.FINDINGS_APPROVED, letter="Decidido.")
    first = desk.staffed.look("Sam", desk.case_id).facts.state.allegations[0].id
    later(desk, days=2)
    desk.fills("Ivy", E.APPEAL_REQUESTED, requested_by="subject", on_day="2026-03-03")
    desk.fills(
        "Sam",
        E.FINDING_SET,
        allegation=first,
        disposition="not_sustained",
        standard_of_proof="preponderance",
        reasons="One log against the other.",
    )
    refused = desk.sends("Sam", E.DECISION_MODIFIED, reason="error_of_fact")
    assert refused.status_code == 422
    desk.fills(
        "Sam", E.DECISION_MODIFIED, reason="error_of_fact", reasons="One log against the other."
    )
    case = desk.staffed.case(desk.case_id)
    assert (case.status, case.disposition) == ("closed", "policy_failure")
    desk.fills("Sam", E.REOPENED, reason="new_evidence", reasons="A video came in.")
    assert desk.staffed.case(desk.case_id).status == "under_investigation"


def test_an_exception_a_reason_and_a_recommendation_are_asked_for_where_needed(desk: Desk) -> None:
    first, _second = framed(desk)
    finding = {"allegation": first, "standard_of_proof": "preponderance", "reasons": "Long text."}
    for disposition in ("exonerated", "policy_failure", "no_finding", "subject_unidentified"):
        refused = desk.sends("Inez", E.FINDING_SET, **finding, disposition=disposition)
        assert refused.status_code == 422, disposition
        assert "Long text." in refused.text
    extra = {"disposition": "sustained", "exception_applied": "court_order"}
    assert desk.sends("Inez", E.FINDING_SET, **finding, **extra).status_code == 422
    right = {"disposition": "exonerated", "exception_applied": "court_order"}
    desk.fills("Inez", E.FINDING_SET, **finding, **right)
    assert "A court order" in desk.read("Inez")
