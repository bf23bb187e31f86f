"""Investigation, findings, reviews and reopening, row by row of the workflow table."""

from __future__ import annotations

from typing import Any

import pytest

from intake.accounts.roles import Role
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ClosingReason, EventKind, RollUp, Status
from intake.cases.workflow.guards import RefusalCode

E, R, S, C = EventKind, ReasonCode, Status, RefusalCode


def test_suspension_is_for_a_criminal_investigation_or_a_court_order(story: Any) -> None:
    story.investigated()
    assert story.refused("sam", E.SUSPENDED, reason=R.COMPLEX_CASE) == (C.REASON_NEEDED,)
    assert story.refused("lou", E.SUSPENDED, reason=R.COURT_ORDER) == (C.NOT_ALLOWED,)
    story.does("sam", E.SUSPENDED, reason=R.CRIMINAL_INVESTIGATION)
    story.does("sam", E.SUSPENSION_REVIEWED)
    assert story.state.status is S.SUSPENDED
    story.does("sam", E.RESUMED, reason=R.CRIMINAL_INVESTIGATION_ENDED)
    assert story.state.status is S.UNDER_INVESTIGATION


def test_an_investigation_lasts_180_days_in_all(story: Any) -> None:
    story.investigated()
    why = {"reason": R.EVIDENCE_AWAITED}
    assert story.refused("lou", E.EXTENDED, days="90", **why) == (C.NOT_ALLOWED,)
    assert story.refused("sam", E.EXTENDED, days="91", **why) == (C.FIELD_WRONG,)
    assert story.refused("sam", E.EXTENDED, days="0", **why) == (C.FIELD_WRONG,)
    story.does("sam", E.EXTENDED, days="60", **why)
    assert story.refused("sam", E.EXTENDED, days="31", **why) == (C.FIELD_WRONG,)
    story.does("sam", E.EXTENDED, days="30", **why)
    assert story.refused("sam", E.EXTENDED, days="1", **why) == (C.NOT_EXTENDABLE,)


def test_findings_are_handed_in_complete(story: Any) -> None:
    story.investigated().framed("a2", rule="R9", subject="unknown").finds("sustained")
    assert story.refused("inez", E.FINDINGS_SUBMITTED) == (C.PENDING_ALLEGATION,)
    assert story.refused("lou", E.FINDINGS_SUBMITTED) == (C.NOT_ALLOWED,)
    story.finds("subject_unidentified", allegation="a2").does("inez", E.FINDINGS_SUBMITTED)
    assert story.state.status is S.FINDINGS_REVIEW


def test_findings_come_back_with_reasons(story: Any) -> None:
    story.handed_in()
    assert story.refused("dan", E.FINDINGS_RETURNED) == (C.REASON_NEEDED,)
    story.does("dan", E.FINDINGS_RETURNED, reason=R.REASONS_INCOMPLETE)
    assert story.state.status is S.UNDER_INVESTIGATION


VOTES = {
    "meeting_day": "2026-03-20",
    "votes_for": "4",
    "votes_against": "1",
    "abstentions": "0",
    "recusals": "1",
}


def test_the_clerk_records_what_the_board_decided(new_story: Any) -> None:
    story = new_story().handed_in()
    adopted = {"reason": R.BOARD_ADOPTED, **VOTES}
    assert story.refused("inez", E.BOARD_DECISION_RECORDED, **adopted) == (C.NOT_ALLOWED,)
    assert story.refused(
        "inez", E.BOARD_DECISION_RECORDED, roles=(Role.CLERK, Role.INVESTIGATOR), **adopted
    ) == (C.OWN_FINDINGS,)
    wrong_day = {**adopted, "meeting_day": "20 March"}
    assert story.refused("cleo", E.BOARD_DECISION_RECORDED, **wrong_day) == (C.FIELD_WRONG,)
    story.does("cleo", E.BOARD_DECISION_RECORDED, **adopted)
    assert (story.state.status, story.state.disposition) == (S.FINDINGS_ISSUED, RollUp.SUSTAINED)

    back = new_story().handed_in()
    back.does("cleo", E.BOARD_DECISION_RECORDED, reason=R.BOARD_SENT_BACK, **VOTES)
    assert (back.state.status, back.state.disposition) == (S.UNDER_INVESTIGATION, None)


@pytest.mark.parametrize("roles", [(Role.DIRECTOR,), (Role.DIRECTOR, Role.INVESTIGATOR)])
def test_nobody_approves_own_findings_under_whatever_role(
    roles: tuple[Role, ...], story: Any
) -> None:
    story.handed_in()
    assert story.refused("inez", E.FINDINGS_APPROVED, roles=roles) == (C.OWN_FINDINGS,)
    no_letter = frozenset({"reasons"})
    assert story.refused("dan", E.FINDINGS_APPROVED, written=no_letter) == (C.FIELD_MISSING,)
    assert story.does("dan", E.FINDINGS_APPROVED).state.status is S.FINDINGS_ISSUED


def test_the_assigned_investigator_does_not_approve_though_another_found(story: Any) -> None:
    story.reviewed().framed().does("lou", E.ASSIGNED, assignee="dan")
    story.does("lou", E.INVESTIGATION_OPENED).finds("unfounded").does("inez", E.FINDINGS_SUBMITTED)
    assert story.refused("dan", E.FINDINGS_APPROVED) == (C.OWN_FINDINGS,)


def test_a_late_review_needs_its_cause(story: Any) -> None:
    story.issued().after(days=31)
    assert story.refused("complainant", E.APPEAL_REQUESTED) == (C.FIELD_MISSING,)
    story.does("complainant", E.APPEAL_REQUESTED, written=frozenset({"late_cause"}))
    assert story.state.status is S.UNDER_APPEAL


def test_a_review_is_decided_by_someone_not_involved(story: Any) -> None:
    story.issued().does("complainant", E.APPEAL_REQUESTED)
    for who in ("dan", "inez"):
        assert story.refused(who, E.DECISION_UPHELD, roles=(Role.DIRECTOR,)) == (C.INVOLVED,)
    story.does("sam", E.DECISION_UPHELD)
    assert story.state.closing_reason is ClosingReason.FINDINGS


def test_changed_findings_are_modified_not_upheld(story: Any) -> None:
    story.issued("not_sustained").does("ivy", E.APPEAL_REQUESTED, requested_by="complainant")
    assert story.refused("sam", E.DECISION_MODIFIED, reason=R.ERROR_OF_FACT) == (
        C.FINDINGS_UNCHANGED,
    )
    story.finds("sustained", who="sam")
    assert story.refused("sue", E.DECISION_UPHELD) == (C.FINDINGS_CHANGED,)
    story.does("sam", E.DECISION_MODIFIED, reason=R.ERROR_OF_FACT)
    assert (story.state.status, story.state.disposition) == (S.CLOSED, RollUp.SUSTAINED)


def test_a_remand_starts_the_investigation_again(story: Any) -> None:
    story.issued().does("complainant", E.APPEAL_REQUESTED)
    story.does("sam", E.REMANDED, reason=R.NEW_EVIDENCE)
    assert (story.state.status, story.state.disposition) == (S.UNDER_INVESTIGATION, None)


def test_a_closing_without_a_finding_is_reviewed_and_keeps_its_reason(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
    story.does("complainant", E.APPEAL_REQUESTED)
    assert story.state.closing_reason is None
    assert story.refused("sam", E.DECISION_UPHELD) == (C.INVOLVED,)
    assert story.refused("sue", E.DECISION_MODIFIED, reason=R.NEW_EVIDENCE) == (
        C.OTHER_KIND_OF_REVIEW,
    )
    story.does("sue", E.DECISION_UPHELD)
    assert story.state.closing_reason is ClosingReason.DUPLICATE


def test_the_appeal_window_closes_when_the_agency_answered_or_is_overdue(new_story: Any) -> None:
    story = new_story().issued().after(days=30)
    assert story.refused("system", E.APPEAL_WINDOW_ENDED) == (C.NOT_DUE,)
    story.after(days=1).does("system", E.APPEAL_WINDOW_ENDED)
    assert story.state.closing_reason is ClosingReason.FINDINGS
    assert story.refused("complainant", E.APPEAL_REQUESTED) == (C.OTHER_KIND_OF_REVIEW,)
    story.does("cleo", E.AGENCY_RESPONSE_RECORDED, answer="accepted_in_part")
    assert story.refused("cleo", E.AGENCY_RESPONSE_RECORDED) == (C.ALREADY_DONE,)


def test_reopening_leads_to_where_the_case_had_come(new_story: Any) -> None:
    closed = new_story().reviewed().does("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
    assert closed.refused("lou", E.REOPENED, reason=R.NEW_EVIDENCE) == (C.NOT_ALLOWED,)
    closed.does("sam", E.REOPENED, reason=R.NEW_EVIDENCE)
    assert (closed.state.status, closed.state.closing_reason) == (S.PRELIMINARY_REVIEW, None)
    found = new_story().issued().after(days=31).does("system", E.APPEAL_WINDOW_ENDED)
    found.does("sam", E.REOPENED, reason=R.NEW_RULING)
    assert (found.state.status, found.state.disposition) == (S.UNDER_INVESTIGATION, None)
