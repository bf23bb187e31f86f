"""The state of a case from its events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from intake.accounts.roles import Role
from intake.cases.facts import CaseState
from intake.cases.projection import EventsOutOfOrder, apply, project
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ActorKind, ClosingReason, EventKind, RollUp, Status
from intake.cases.workflow.event import Actor, CaseEvent
from intake.cases.workflow.table import closing_of, rows_for
from intake.questions.urgency import Urgency

E, R = EventKind, ReasonCode


def test_a_new_case(story: Any) -> None:
    story.submit("high", rules="R1,R6", effective=date(2026, 2, 27))
    state = project(story.events)
    assert state.status is Status.RECEIVED
    assert state.urgency is Urgency.HIGH
    assert state.rules == {"R1", "R6"}
    assert state.received_day == date(2026, 2, 27)
    assert state.disposition is None


def test_a_whole_life_can_be_rebuilt(story: Any) -> None:
    story.issued().after(days=31).does("system", E.APPEAL_WINDOW_ENDED)
    assert project(story.events) == story.state
    assert story.state.disposition is RollUp.SUSTAINED


def test_no_events_are_no_case() -> None:
    assert project([]) == CaseState()


def test_a_missing_event_is_noticed(story: Any) -> None:
    story.investigated()
    with pytest.raises(EventsOutOfOrder):
        project([story.events[0], *story.events[2:]])
    with pytest.raises(EventsOutOfOrder):
        apply(story.state, replace(story.events[-1], seq=story.state.last_seq + 1))


def test_findings_count_once_they_are_issued(story: Any) -> None:
    story.handed_in("unfounded")
    assert story.state.disposition is None
    story.does("dan", E.FINDINGS_APPROVED)
    assert story.state.disposition is RollUp.UNFOUNDED


def test_an_allegation_taken_back_does_not_count(story: Any) -> None:
    story.investigated().framed("a2").finds("sustained").finds("unfounded", allegation="a2")
    story.does("ivy", E.ALLEGATION_WITHDRAWN, reason=R.MERGED_INTO_ANOTHER, allegation="a2")
    story.does("inez", E.FINDINGS_SUBMITTED).does("dan", E.FINDINGS_APPROVED)
    assert story.state.disposition is RollUp.SUSTAINED


def test_who_investigated_and_who_decided(story: Any) -> None:
    story.investigated().does("lou", E.ASSIGNED, assignee="ivo")
    story.does("inez", E.EVIDENCE_NOTICE_SENT).finds("sustained")
    story.does("inez", E.FINDINGS_SUBMITTED).does("dan", E.FINDINGS_APPROVED)
    assert story.state.investigators == {"ivo", "inez"}
    assert story.state.deciders == {"dan"}


def test_the_highest_urgency_is_remembered(story: Any) -> None:
    story.submit("high").does("duke", E.URGENCY_LOWERED, reason=R.HARM_ENDED, urgency="low")
    assert (story.state.urgency, story.state.peak_urgency) == (Urgency.LOW, Urgency.HIGH)


def test_an_answer_resets_the_attempts(story: Any) -> None:
    story.reviewed().does("ivy", E.INFORMATION_REQUESTED).after(days=31)
    story.does("system", E.INFORMATION_TIMED_OUT)
    assert story.state.unanswered == 1
    story.does("complainant", E.MESSAGE_RECEIVED)
    assert (story.state.unanswered, story.state.requests) == (0, 1)


def test_the_first_opening_is_kept(story: Any) -> None:
    story.submit().does("ivy", E.FIRST_OPENED)
    day = story.day
    story.after(days=2).does("inez", E.OPENED)
    assert story.state.first_opened_day == day


def test_a_remand_starts_the_extensions_anew(story: Any) -> None:
    story.investigated().does("sam", E.EXTENDED, reason=R.COMPLEX_CASE, days="90")
    story.finds("sustained").does("inez", E.FINDINGS_SUBMITTED)
    story.does("dan", E.FINDINGS_APPROVED).does("complainant", E.APPEAL_REQUESTED)
    story.does("sue", E.REMANDED, reason=R.UNFAIR_PROCESS)
    assert story.state.extended_days == 0


def test_closing_again_after_reopening_has_its_own_reason(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
    story.does("sam", E.REOPENED, reason=R.NEW_EVIDENCE)
    story.does("sue", E.CLOSED_ADMINISTRATIVELY, reason=R.NO_POTENTIAL_VIOLATION)
    assert story.state.closing_reason is ClosingReason.NO_POTENTIAL_VIOLATION


def test_a_note_after_the_end_changes_nothing_but_the_count(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
    before = story.state
    story.does("sam", E.NOTE_ADDED)
    assert story.state == replace(before, last_seq=before.last_seq + 1)


def test_no_case_is_closed_without_a_reason(story: Any) -> None:
    story.submit()
    keeping = [r for r in rows_for(Status.UNDER_APPEAL, E.DECISION_UPHELD) if r.closing is None]
    with pytest.raises(ValueError, match="without a reason"):
        closing_of(keeping[0], story.facts())


def test_staff_have_an_id_and_nobody_else_has() -> None:
    for kind in ActorKind:
        with pytest.raises(ValueError, match="have an id"):
            Actor(kind, None if kind is ActorKind.STAFF else "ivy")


def test_a_moment_has_its_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        CaseEvent(
            id="0" * 32,
            case_id="c" * 32,
            seq=1,
            kind=E.SUBMITTED,
            from_status=None,
            to_status=Status.RECEIVED,
            effective_day=date(2026, 3, 2),
            recorded_at=datetime(2026, 3, 2, tzinfo=UTC).replace(tzinfo=None),
            actor_kind=ActorKind.COMPLAINANT,
        )


def _mediated(story: Any) -> Any:
    story.reviewed().framed().does("lou", E.MEDIATION_OFFERED)
    return story.does(
        "lou", E.MEDIATION_ACCEPTED, complainant_consents="yes", subject_consents="yes"
    )


def test_each_one_who_decided_is_involved(new_story: Any) -> None:
    confirmed = new_story().reviewed().does("complainant", E.WITHDRAWAL_REQUESTED)
    confirmed.does("sam", E.WITHDRAWAL_CONFIRMED, reason=R.NO_PRESSURE_CONFIRMED, no_pressure="yes")
    assert "sam" in confirmed.state.involved
    agreed = _mediated(new_story()).settles("mediated").does("lou", E.AGREEMENT_REACHED)
    assert "lou" in agreed.state.deciders
    returned = new_story().handed_in().does("dan", E.FINDINGS_RETURNED, reason=R.EVIDENCE_MISSING)
    assert "dan" in returned.state.involved
    upheld = (
        new_story().issued().does("complainant", E.APPEAL_REQUESTED).does("sam", E.DECISION_UPHELD)
    )
    assert "sam" in upheld.state.involved
    changed = new_story().issued().does("complainant", E.APPEAL_REQUESTED)
    changed.finds("unfounded", who="sam").does("sam", E.DECISION_MODIFIED, reason=R.ERROR_OF_RULE)
    assert "sam" in changed.state.deciders - changed.state.investigators


def test_each_step_of_an_investigation_makes_an_investigator(new_story: Any) -> None:
    noticed = new_story().investigated().does("inez", E.EVIDENCE_NOTICE_SENT)
    asked = new_story().investigated().does("inez", E.INFORMATION_REQUESTED)
    found = new_story().investigated().finds("sustained")
    assert [s.state.investigators for s in (noticed, asked, found)] == [{"inez"}] * 3
    found.does("ivan", E.FINDINGS_SUBMITTED, roles=(Role.INVESTIGATOR,))
    assert found.state.investigators == {"inez", "ivan"}


def test_a_failed_mediation_counts_as_investigated(story: Any) -> None:
    assert not _mediated(story).state.was_investigated
    assert story.does("lou", E.MEDIATION_FAILED).state.was_investigated


def test_a_second_referral_waits_for_its_own_confirmation(story: Any) -> None:
    referral = {
        "reason": R.OUTSIDE_THIS_BODY,
        "receiving_body": "inspector-general",
        "complainant_told": "yes",
        "personal_data_consent": "no",
    }
    story.reviewed().does("lou", E.REFERRED_OUT, **referral).does("lou", E.REFERRAL_CONFIRMED)
    story.does("lou", E.REFERRAL_RETURNED, reason=R.DECLINED_BY_RECEIVER)
    assert not story.does("lou", E.REFERRED_OUT, **referral).state.referral_confirmed


def test_an_answer_leaves_nothing_awaited(story: Any) -> None:
    story.reviewed().does("ivy", E.INFORMATION_REQUESTED).after(days=31)
    story.does("system", E.INFORMATION_TIMED_OUT).does("ivy", E.INFORMATION_REQUESTED)
    assert (story.state.awaiting_from, story.state.unanswered) == (Status.PRELIMINARY_REVIEW, 1)
    story.does("complainant", E.INFORMATION_RECEIVED)
    assert (story.state.awaiting_from, story.state.unanswered) == (None, 0)
