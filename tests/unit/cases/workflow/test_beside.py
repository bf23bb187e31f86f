"""The urgent track, opening, joining and other steps beside the main way."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind, Status
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.table import event_for_message, rows_for
from intake.rules.clock_rules import ClockRules, Period, PeriodUnit

E, R, S, C = EventKind, ReasonCode, Status, RefusalCode


def test_joined_cases_keep_their_own_status(story: Any) -> None:
    story.reviewed().does("lou", E.JOINED, reason=R.SAME_INCIDENT, case="d" * 32)
    assert story.state.status is S.PRELIMINARY_REVIEW
    assert story.state.joined == {"d" * 32}


def test_the_urgent_track(story: Any) -> None:
    story.submit("critical")
    assert story.refused("inez", E.URGENT_SEEN) == (C.NOT_ALLOWED,)
    story.does("duke", E.URGENT_SEEN)
    assert story.refused("duke", E.CUSTODIAN_CONTACTED, reason=R.REACHED_BY_NAME) == (
        C.FIELD_MISSING,
    )
    story.does("duke", E.CUSTODIAN_CONTACTED, reason=R.REACHED_BY_NAME, name_consent="yes")
    story.does("duke", E.COUNSEL_CONTACTED, reason=R.NOT_REACHED)
    story.does("duke", E.PERSON_TRANSFERRED).does("duke", E.URGENT_DECIDED, reason=R.ACTED)
    assert story.refused("sam", E.URGENCY_LOWERED, reason=R.HARM_ENDED, urgency="low") == (
        C.URGENT_ACTION_OPEN,
    )
    story.does("duke", E.URGENT_ENDED, reason=R.RELEASED)
    assert story.refused("duke", E.URGENT_SEEN) == (C.NO_URGENT_ACTION,)
    assert not story.state.urgent_open


def test_urgency_goes_up_at_once_and_down_with_a_reason(story: Any) -> None:
    story.submit()
    up = {"reason": R.PERSON_HELD, "urgency": "critical"}
    assert story.refused("inez", E.URGENCY_RAISED, reason=R.PERSON_HELD, urgency="low") == (
        C.FIELD_WRONG,
    )
    story.does("inez", E.URGENCY_RAISED, **up)
    assert story.state.urgent_open
    assert story.refused("inez", E.URGENCY_RAISED, **up) == (C.URGENCY_CRITICAL,)


def test_a_new_complaint_opens_first_to_intake(story: Any) -> None:
    story.submit()
    assert story.refused("inez", E.FIRST_OPENED) == (C.NOT_ALLOWED,)
    assert story.refused("inez", E.OPENED) == (C.NOT_OPENED_YET,)
    story.does("ivy", E.FIRST_OPENED).does("inez", E.OPENED)
    assert story.state.first_opened_day == story.day
    assert story.refused("ivy", E.FIRST_OPENED) == (C.ALREADY_DONE,)


def test_what_a_message_counts_as() -> None:
    for status in Status:
        assert rows_for(status, event_for_message(status)), status
    assert event_for_message(S.AWAITING_INFORMATION) is E.INFORMATION_RECEIVED
    assert event_for_message(S.CLOSED) is E.MESSAGE_RECEIVED


def test_a_case_that_no_unit_holds_is_not_accepted(story: Any) -> None:
    story.submit()
    story.state = replace(story.state, unit="")
    assert story.refused("ivy", E.ACCEPTED_FOR_REVIEW) == (C.NO_UNIT,)


def test_a_complaint_is_acknowledged_once(story: Any) -> None:
    story.submit().does("ivy", E.ACKNOWLEDGED)
    assert story.refused("ivy", E.ACKNOWLEDGED) == (C.ALREADY_DONE,)


def test_the_lowest_urgency_goes_no_lower(story: Any) -> None:
    story.submit("low")
    lowered = {"reason": R.NEW_FACTS, "urgency": "low"}
    assert story.refused("duke", E.URGENCY_LOWERED, **lowered) == (C.NOT_POSSIBLE_NOW,)


def test_no_agency_answers_findings_that_were_never_issued(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
    assert story.refused("cleo", E.AGENCY_RESPONSE_RECORDED) == (C.NO_FINDINGS_ISSUED,)


def test_the_case_waits_for_an_agency_that_has_more_time_than_the_window(new_story: Any) -> None:
    rules = ClockRules(agency_response=Period(60, PeriodUnit.DAYS))
    story = new_story(rules=rules).issued().after(days=31)
    assert story.refused("system", E.APPEAL_WINDOW_ENDED) == (C.AGENCY_RESPONSE_OPEN,)
    story.does("cleo", E.AGENCY_RESPONSE_RECORDED, answer="declined").does(
        "system", E.APPEAL_WINDOW_ENDED
    )
    assert story.state.status is S.CLOSED


def test_the_subjects_review_is_not_the_complainants_to_withdraw(story: Any) -> None:
    story.issued().does("ivy", E.APPEAL_REQUESTED, requested_by="subject")
    story.does("complainant", E.WITHDRAWAL_REQUESTED)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.WITHDRAWAL_CONFIRMED, **confirm) == (C.OTHER_KIND_OF_REVIEW,)
