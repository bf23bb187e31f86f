"""The workflow table: every row of it, who may, and what can never happen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intake.accounts.roles import Permission, Role, permissions_of
from intake.cases.guards import RefusalCode
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import (
    OPEN,
    ActorKind,
    ClosingReason,
    EventKind,
    RollUp,
    Status,
)
from intake.cases.workflow import (
    TABLE,
    Refusal,
    decide,
    event_for_message,
    possible_events,
    rows_for,
    rows_from,
)
from intake.cases.workflow_event import SYSTEM, Actor
from intake.cases.workflow_row import FieldKind, Row, Turn
from intake.rules.clock_rules import ClockRules, Period, PeriodUnit

E, R, S, C = EventKind, ReasonCode, Status, RefusalCode
UNITS = "saguaro-city/inspector/office"


def test_every_event_kind_has_a_row() -> None:
    assert {row.event for row in TABLE} == set(EventKind)


def test_every_state_can_be_reached_and_every_open_state_can_be_left() -> None:
    assert {row.to for row in TABLE} - {None} == set(Status)
    for status in OPEN:
        assert any(row.to not in {None, status} for row in rows_from(status)), status


def test_nothing_but_filing_starts_a_case() -> None:
    assert [row.event for row in rows_from(None)] == [E.SUBMIT]


def test_no_event_deletes() -> None:
    assert not [kind for kind in EventKind if "delet" in kind or "erase" in kind]


def test_received_leads_to_no_findings_state() -> None:
    targets = {row.target(S.RECEIVED) for row in rows_from(S.RECEIVED)}
    assert targets == {S.RECEIVED, S.PRELIMINARY_REVIEW, S.CLOSED}
    closings = {row.closing for row in rows_from(S.RECEIVED) if row.to is S.CLOSED}
    assert closings == {ClosingReason.WITHDRAWN}


def test_findings_are_issued_from_the_review_of_findings_alone() -> None:
    issuing = {(row.sources, row.event) for row in TABLE if row.to is S.FINDINGS_ISSUED}
    assert issuing == {
        ((S.FINDINGS_REVIEW,), E.APPROVE),
        ((S.FINDINGS_REVIEW,), E.RECORD_BOARD_DECISION),
    }


def test_every_row_into_an_end_is_guarded_against_open_ends() -> None:
    for row in TABLE:
        if row.to in {S.CLOSED, S.REFERRED}:
            codes = {guard.code for guard in row.guards}
            assert {C.URGENT_ACTION_OPEN, C.PENDING_ALLEGATION} <= codes, row.event


def test_every_closing_without_a_finding_is_explained_in_writing() -> None:
    for row in TABLE:
        if row.to is S.CLOSED and row.who == {ActorKind.STAFF}:
            assert any(f.kind is FieldKind.WRITTEN and f.required for f in row.fields), row.event


def test_rows_that_staff_use_need_a_permission_and_system_rows_none() -> None:
    for row in TABLE:
        assert (row.permission is not None) == (ActorKind.STAFF in row.who), row.event


def test_rows_for_the_same_step_cannot_be_confused() -> None:
    """Two rows for one event in one state differ by guards, reasons or, last, by their fields."""
    for status in (None, *Status):
        for event in EventKind:
            rows = rows_for(status, event)
            keys = [(row.guards, row.reasons) for row in rows]
            assert len(set(keys)) == len(keys), (status, event)


def test_rows_that_share_their_ends_share_their_clocks_or_differ_in_reasons() -> None:
    """So that a recorded event tells by which row it happened, as far as clocks go."""
    for status in (None, *Status):
        for event in EventKind:
            by_end: dict[tuple[Any, ...], set[Any]] = {}
            for row in rows_for(status, event):
                for reason in row.reasons or (None,):
                    key = (row.target(status), reason)
                    by_end.setdefault(key, set()).add((row.clocks, row.audit, row.notices))
            assert all(len(kinds) == 1 for kinds in by_end.values()), (status, event)


def test_only_extend_extends() -> None:
    assert {r.event for r in TABLE for e in r.clocks if e.turn is Turn.EXTEND} == {E.EXTEND}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("status", [None, *Status])
def test_every_state_event_and_role_is_decided(
    status: Status | None, role: Role, new_story: Any
) -> None:
    facts = new_story().facts()
    actor = Actor(ActorKind.STAFF, "someone")
    held = permissions_of([role])
    for event in EventKind:
        answer = decide(status, event, facts=facts, permissions=held, actor=actor)
        assert isinstance(answer, Row | Refusal)
        allowed = any(
            r.permission in held and ActorKind.STAFF in r.who for r in rows_for(status, event)
        )
        if status is None and allowed:
            assert isinstance(answer, Row)
        elif status is None and rows_for(status, event):
            assert answer == Refusal(C.NOT_ALLOWED)
        if isinstance(answer, Row):
            assert answer.permission in held


def test_the_administrator_and_the_monitor_can_do_nothing_to_a_case(new_story: Any) -> None:
    story = new_story().submit("critical")
    actor = Actor(ActorKind.STAFF, "adam")
    for role, events in ((Role.ADMINISTRATOR, []), (Role.MONITOR, [])):
        rows = possible_events(facts=story.facts(), permissions=permissions_of([role]), actor=actor)
        assert [row.event for row in rows] == events


def test_a_wrong_state_is_refused_before_anything_else(new_story: Any) -> None:
    facts = new_story().submit().facts()
    answer = decide(
        S.FINDINGS_REVIEW, E.APPROVE, facts=facts, permissions=set(Permission), actor=SYSTEM
    )
    assert answer == Refusal(C.NOT_POSSIBLE_NOW)


def test_the_buttons_of_a_new_case(story: Any) -> None:
    story.submit()
    actor = Actor(ActorKind.STAFF, "ivy")
    rows = possible_events(
        facts=story.facts(), permissions=permissions_of([Role.INTAKE]), actor=actor
    )
    assert {row.event for row in rows} == {
        E.ACCEPT_FOR_REVIEW,
        E.ACKNOWLEDGED,
        E.FIRST_OPENED,
        E.MESSAGE_RECEIVED,
        E.MESSAGE_SENT,
        E.NOTE_ADDED,
        E.REROUTE,
        E.URGENCY_RAISED,
        E.WITHDRAW,
    }


# The stories of DOMAIN 5, row by row.


def test_acceptance_needs_a_unit_free_of_conflict(story: Any) -> None:
    story.submit()
    assert story.refused("ivy", E.ACCEPT_FOR_REVIEW, conflict=True) == (C.CONFLICT,)
    assert story.refused("inez", E.ACCEPT_FOR_REVIEW) == (C.NOT_ALLOWED,)
    assert story.does("ivy", E.ACCEPT_FOR_REVIEW).state.status is S.PRELIMINARY_REVIEW


def test_filing_needs_some_content_and_a_unit(new_story: Any) -> None:
    codes = new_story().refused("complainant", E.SUBMIT, urgency="normal", unit="u")
    assert codes == (C.FIELD_MISSING,)
    codes = new_story().refused(
        "complainant", E.SUBMIT, urgency="now", unit="u", content="narrative"
    )
    assert codes == (C.FIELD_WRONG,)


@pytest.mark.parametrize("who", ["ivy", "sam", "complainant"])
def test_a_new_case_is_rerouted_and_stays_received(who: str, story: Any) -> None:
    story.submit().does(who, E.REROUTE, reason=R.CONFLICT_FOUND, unit=UNITS)
    assert (story.state.status, story.state.unit) == (S.RECEIVED, UNITS)


def test_a_late_reroute_takes_a_supervisor_and_voids_what_was_found(story: Any) -> None:
    story.handed_in()
    for who in ("ivy", "lou", "inez"):
        assert story.refused(who, E.REROUTE, reason=R.CONFLICT_FOUND, unit=UNITS) == (
            C.NOT_ALLOWED,
        )
    assert story.refused("sam", E.REROUTE, reason=R.WRONG_BODY, unit=UNITS) == (C.REASON_NEEDED,)
    story.does("sam", E.REROUTE, reason=R.CONFLICT_FOUND, unit=UNITS)
    assert story.state.status is S.PRELIMINARY_REVIEW
    assert [a.pending for a in story.state.allegations] == [True]
    assert story.state.assignee_id is None


def test_withdrawal_is_confirmed_by_a_supervisor_who_asked_about_pressure(story: Any) -> None:
    story.reviewed()
    assert story.refused("sam", E.CONFIRM_WITHDRAWAL) == (C.NO_WITHDRAWAL,)
    story.does("complainant", E.WITHDRAW, written=frozenset())
    assert story.refused("complainant", E.WITHDRAW) == (C.ALREADY_DONE,)
    assert story.refused("ivy", E.CONFIRM_WITHDRAWAL) == (C.NOT_ALLOWED,)
    confirmed = {"reason": R.NO_PRESSURE_CONFIRMED}
    assert story.refused("sam", E.CONFIRM_WITHDRAWAL, **confirmed) == (C.FIELD_MISSING,)
    story.does("sam", E.CONFIRM_WITHDRAWAL, no_pressure="yes", **confirmed)
    assert story.state.closing_reason is ClosingReason.WITHDRAWN
    assert story.state.disposition is RollUp.NO_FINDING


def test_a_withdrawn_case_may_go_on_of_the_bodys_own_motion(story: Any) -> None:
    story.investigated().does("complainant", E.WITHDRAW)
    story.does("sam", E.CONTINUE_OWN_MOTION, reason=R.PRESSURE_SUSPECTED)
    assert story.state.status is S.UNDER_INVESTIGATION
    assert not story.state.withdrawal_pending


def test_an_urgent_case_stays_open_though_withdrawn(story: Any) -> None:
    story.submit("critical").does("complainant", E.WITHDRAW)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.CONFIRM_WITHDRAWAL, **confirm) == (C.URGENCY_CRITICAL,)
    story.does("duke", E.URGENT_ENDED, reason=R.RELEASED)
    assert story.refused("sam", E.CONFIRM_WITHDRAWAL, **confirm) == (C.URGENCY_CRITICAL,)
    story.does("sam", E.URGENCY_LOWERED, reason=R.HARM_ENDED, urgency="normal")
    story.does("sam", E.CONFIRM_WITHDRAWAL, **confirm)
    assert story.state.status is S.CLOSED


def test_who_noted_a_withdrawal_does_not_confirm_it(story: Any) -> None:
    story.reviewed().does("sam", E.WITHDRAW)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.CONFIRM_WITHDRAWAL, **confirm) == (C.OWN_CASE,)
    assert story.does("sue", E.CONFIRM_WITHDRAWAL, **confirm).state.status is S.CLOSED


def test_findings_stand_when_the_complainant_withdraws_after_them(story: Any) -> None:
    story.issued().does("complainant", E.WITHDRAW)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.CONFIRM_WITHDRAWAL, **confirm) == (C.NOT_POSSIBLE_NOW,)
    story.does("sam", E.CONTINUE_OWN_MOTION, reason=R.FINDINGS_STAND)
    assert story.state.disposition is RollUp.SUSTAINED


def test_a_withdrawn_review_leaves_the_findings(story: Any) -> None:
    story.issued().does("complainant", E.REQUEST_REVIEW).does("complainant", E.WITHDRAW)
    story.does("sam", E.CONFIRM_WITHDRAWAL, reason=R.NO_PRESSURE_CONFIRMED, no_pressure="yes")
    assert story.state.closing_reason is ClosingReason.FINDINGS
    assert story.state.disposition is RollUp.SUSTAINED


def test_an_answer_leads_back_to_where_the_question_came_from(new_story: Any) -> None:
    review = new_story().reviewed().does("ivy", E.REQUEST_INFORMATION)
    assert review.state.status is S.AWAITING_INFORMATION
    assert review.does("complainant", E.INFORMATION_RECEIVED).state.status is S.PRELIMINARY_REVIEW
    looked_into = new_story().investigated()
    assert looked_into.refused("ivy", E.REQUEST_INFORMATION) == (C.NOT_ALLOWED,)
    looked_into.does("inez", E.REQUEST_INFORMATION)
    looked_into.does("complainant", E.INFORMATION_RECEIVED)
    assert looked_into.state.status is S.UNDER_INVESTIGATION


def test_questions_are_written_down(story: Any) -> None:
    story.reviewed()
    assert story.refused("ivy", E.REQUEST_INFORMATION, written=frozenset()) == (C.FIELD_MISSING,)


def test_time_runs_out_by_the_system_alone_and_only_when_it_has(story: Any) -> None:
    story.reviewed().does("ivy", E.REQUEST_INFORMATION).after(days=30)
    assert story.refused("system", E.INFORMATION_TIMEOUT) == (C.NOT_DUE,)
    story.after(days=1)
    assert story.refused("sam", E.INFORMATION_TIMEOUT) == (C.NOT_ALLOWED,)
    assert story.does("system", E.INFORMATION_TIMEOUT).state.status is S.PRELIMINARY_REVIEW


def _ask_in_vain(story: Any) -> Any:
    return (
        story.does("ivy", E.REQUEST_INFORMATION)
        .after(days=31)
        .does("system", E.INFORMATION_TIMEOUT)
    )


def test_two_attempts_then_closing_unless_harm_was_identified(new_story: Any) -> None:
    close = {"reason": R.INSUFFICIENT_INFORMATION}
    story = new_story().reviewed()
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, **close) == (C.NOT_ASKED_ENOUGH,)
    _ask_in_vain(story)
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, **close) == (C.NOT_ASKED_ENOUGH,)
    _ask_in_vain(story)
    assert story.refused("ivy", E.REQUEST_INFORMATION) == (C.ASKED_TOO_OFTEN,)
    story.does("sam", E.CLOSE_ADMINISTRATIVELY, **close)
    assert story.state.closing_reason is ClosingReason.INSUFFICIENT_INFORMATION

    harmed = _ask_in_vain(_ask_in_vain(new_story().reviewed("high")))
    assert harmed.refused("sam", E.CLOSE_ADMINISTRATIVELY, **close) == (C.SILENCE_ALONE,)
    harmed.does("sam", E.URGENCY_LOWERED, reason=R.HARM_ENDED, urgency="normal")
    assert harmed.refused("sam", E.CLOSE_ADMINISTRATIVELY, **close) == (C.SILENCE_ALONE,)


def test_an_investigation_needs_a_framed_allegation(story: Any) -> None:
    story.reviewed()
    assert story.refused("lou", E.OPEN_INVESTIGATION) == (C.NO_ALLEGATION,)
    story.framed()
    assert story.refused("ivy", E.OPEN_INVESTIGATION) == (C.NOT_ALLOWED,)
    assert story.does("lou", E.OPEN_INVESTIGATION).state.status is S.UNDER_INVESTIGATION


@pytest.mark.parametrize("rule", ["R1", "R2", "R3", "R7"])
def test_custody_and_surveillance_are_never_mediated(rule: str, story: Any) -> None:
    story.reviewed().framed(rule=rule)
    assert story.refused("lou", E.OFFER_MEDIATION) == (C.NOT_MEDIABLE,)


@pytest.mark.parametrize("urgency", ["critical", "high"])
def test_urgent_cases_are_not_mediated(urgency: str, story: Any) -> None:
    story.reviewed(urgency).framed()
    assert story.refused("lou", E.OFFER_MEDIATION) == (C.NOT_MEDIABLE,)


def test_retaliation_is_not_mediated(story: Any) -> None:
    story.reviewed().does(
        "ivy",
        E.ALLEGATION_FRAMED,
        allegation="a1",
        rule="R8",
        subject="person",
        retaliation="yes",
    )
    assert story.refused("lou", E.OFFER_MEDIATION) == (C.NOT_MEDIABLE,)


def _mediated(story: Any) -> Any:
    story.reviewed().framed().does("lou", E.OFFER_MEDIATION)
    return story.does("lou", E.BOTH_CONSENT, complainant_consents="yes", subject_consents="yes")


def test_mediation_takes_an_offer_and_both_consents(story: Any) -> None:
    consent = {"complainant_consents": "yes", "subject_consents": "yes"}
    story.reviewed().framed()
    assert story.refused("lou", E.BOTH_CONSENT, **consent) == (C.NO_OFFER,)
    story.does("lou", E.OFFER_MEDIATION)
    assert story.refused("lou", E.BOTH_CONSENT, complainant_consents="yes") == (C.FIELD_MISSING,)
    story.does("lou", E.MEDIATION_DECLINED)
    assert story.refused("lou", E.BOTH_CONSENT, **consent) == (C.NO_OFFER,)


def test_an_agreement_closes_without_a_finding(story: Any) -> None:
    _mediated(story)
    assert story.refused("lou", E.AGREEMENT) == (C.PENDING_ALLEGATION,)
    story.settles("mediated")
    assert story.refused("lou", E.AGREEMENT, written=frozenset()) == (C.FIELD_MISSING,)
    story.does("lou", E.AGREEMENT)
    assert story.state.closing_reason is ClosingReason.MEDIATED
    assert story.state.disposition is RollUp.NO_FINDING


def test_failed_mediation_leads_to_an_investigation(story: Any) -> None:
    assert _mediated(story).does("lou", E.MEDIATION_FAILED).state.status is S.UNDER_INVESTIGATION


REFERRAL = {"receiving_body": "inspector-general", "personal_data_consent": "no"}


def test_a_referral_names_the_body_and_tells_the_complainant(story: Any) -> None:
    story.reviewed()
    told = {"reason": R.OUTSIDE_THIS_BODY, "complainant_told": "yes"}
    assert story.refused("lou", E.REFER_OUT, **told, personal_data_consent="no") == (
        C.FIELD_MISSING,
    )
    assert story.refused("lou", E.REFER_OUT, reason=R.OUTSIDE_THIS_BODY, **REFERRAL) == (
        C.FIELD_MISSING,
    )
    assert story.does("lou", E.REFER_OUT, **told, **REFERRAL).state.status is S.REFERRED


def test_a_referral_that_nobody_confirms_comes_back(new_story: Any) -> None:
    def referred() -> Any:
        return (
            new_story()
            .reviewed()
            .does(
                "lou",
                E.REFER_OUT,
                reason=R.FEDERAL_AGENTS_ALONE,
                complainant_told="yes",
                **REFERRAL,
            )
        )

    back = {"reason": R.RECEIPT_NOT_CONFIRMED}
    story = referred().after(days=14)
    assert story.refused("system", E.REFERRAL_NOT_CONFIRMED, **back) == (C.NOT_DUE,)
    story.after(days=1).does("system", E.REFERRAL_NOT_CONFIRMED, **back)
    assert story.state.status is S.PRELIMINARY_REVIEW

    confirmed = referred().does("lou", E.REFERRAL_CONFIRMED).after(days=60)
    assert confirmed.refused("system", E.REFERRAL_NOT_CONFIRMED, **back) == (C.ALREADY_DONE,)
    confirmed.does("lou", E.REFERRAL_RETURNED, reason=R.DECLINED_BY_RECEIVER)
    assert confirmed.state.status is S.PRELIMINARY_REVIEW


@pytest.mark.parametrize(
    ("reason", "closing"),
    [
        (R.DUPLICATE, ClosingReason.DUPLICATE),
        (R.ALREADY_ADJUDICATED, ClosingReason.ALREADY_ADJUDICATED),
        (R.NO_POTENTIAL_VIOLATION, ClosingReason.NO_POTENTIAL_VIOLATION),
    ],
)
def test_closing_without_a_finding(reason: ReasonCode, closing: ClosingReason, story: Any) -> None:
    story.reviewed()
    assert story.refused("lou", E.CLOSE_ADMINISTRATIVELY, reason=reason) == (C.NOT_ALLOWED,)
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, reason=reason, written=frozenset()) == (
        C.FIELD_MISSING,
    )
    story.does("sam", E.CLOSE_ADMINISTRATIVELY, reason=reason)
    assert (story.state.status, story.state.closing_reason) == (S.CLOSED, closing)


def test_closing_takes_a_reason_that_the_table_knows(story: Any) -> None:
    story.reviewed()
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY) == (C.REASON_NEEDED,)
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, reason=R.COMPLEX_CASE) == (
        C.REASON_NEEDED,
    )
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, reason=R.WITHDRAWN) == (C.NO_WITHDRAWAL,)


def test_no_closing_with_a_pending_allegation_or_an_open_urgent_action(story: Any) -> None:
    story.reviewed("critical").framed()
    close = {"reason": R.DUPLICATE}
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, **close) == (C.URGENT_ACTION_OPEN,)
    story.does("duke", E.URGENT_ENDED, reason=R.NOT_IN_CUSTODY)
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, **close) == (C.PENDING_ALLEGATION,)
    story.settles("duplicate").does("sam", E.CLOSE_ADMINISTRATIVELY, **close)
    assert story.state.status is S.CLOSED


def test_who_works_a_case_does_not_close_it(story: Any) -> None:
    story.reviewed().does("lou", E.ASSIGNED, assignee="sam")
    assert story.refused("sam", E.CLOSE_ADMINISTRATIVELY, reason=R.DUPLICATE) == (C.OWN_CASE,)
    assert story.does("sue", E.CLOSE_ADMINISTRATIVELY, reason=R.DUPLICATE)


def test_suspension_is_for_a_criminal_investigation_or_a_court_order(story: Any) -> None:
    story.investigated()
    assert story.refused("sam", E.SUSPEND, reason=R.COMPLEX_CASE) == (C.REASON_NEEDED,)
    assert story.refused("lou", E.SUSPEND, reason=R.COURT_ORDER) == (C.NOT_ALLOWED,)
    story.does("sam", E.SUSPEND, reason=R.CRIMINAL_INVESTIGATION)
    story.does("sam", E.SUSPENSION_REVIEWED)
    assert story.state.status is S.SUSPENDED
    story.does("sam", E.RESUME, reason=R.CRIMINAL_INVESTIGATION_ENDED)
    assert story.state.status is S.UNDER_INVESTIGATION


def test_an_investigation_lasts_180_days_in_all(story: Any) -> None:
    story.investigated()
    why = {"reason": R.EVIDENCE_AWAITED}
    assert story.refused("lou", E.EXTEND, days="90", **why) == (C.NOT_ALLOWED,)
    assert story.refused("sam", E.EXTEND, days="91", **why) == (C.FIELD_WRONG,)
    assert story.refused("sam", E.EXTEND, days="0", **why) == (C.FIELD_WRONG,)
    story.does("sam", E.EXTEND, days="60", **why)
    assert story.refused("sam", E.EXTEND, days="31", **why) == (C.FIELD_WRONG,)
    story.does("sam", E.EXTEND, days="30", **why)
    assert story.refused("sam", E.EXTEND, days="1", **why) == (C.NOT_EXTENDABLE,)


def test_findings_are_handed_in_complete(story: Any) -> None:
    story.investigated().framed("a2", rule="R9", subject="unknown").finds("sustained")
    assert story.refused("inez", E.SUBMIT_FINDINGS) == (C.PENDING_ALLEGATION,)
    assert story.refused("lou", E.SUBMIT_FINDINGS) == (C.NOT_ALLOWED,)
    story.finds("subject_unidentified", allegation="a2").does("inez", E.SUBMIT_FINDINGS)
    assert story.state.status is S.FINDINGS_REVIEW


def test_findings_come_back_with_reasons(story: Any) -> None:
    story.handed_in()
    assert story.refused("dan", E.RETURN_FINDINGS) == (C.REASON_NEEDED,)
    story.does("dan", E.RETURN_FINDINGS, reason=R.REASONS_INCOMPLETE)
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
    assert story.refused("inez", E.RECORD_BOARD_DECISION, **adopted) == (C.NOT_ALLOWED,)
    assert story.refused(
        "inez", E.RECORD_BOARD_DECISION, roles=(Role.CLERK, Role.INVESTIGATOR), **adopted
    ) == (C.OWN_FINDINGS,)
    wrong_day = {**adopted, "meeting_day": "20 March"}
    assert story.refused("cleo", E.RECORD_BOARD_DECISION, **wrong_day) == (C.FIELD_WRONG,)
    story.does("cleo", E.RECORD_BOARD_DECISION, **adopted)
    assert (story.state.status, story.state.disposition) == (S.FINDINGS_ISSUED, RollUp.SUSTAINED)

    back = new_story().handed_in()
    back.does("cleo", E.RECORD_BOARD_DECISION, reason=R.BOARD_SENT_BACK, **VOTES)
    assert (back.state.status, back.state.disposition) == (S.UNDER_INVESTIGATION, None)


@pytest.mark.parametrize("roles", [(Role.DIRECTOR,), (Role.DIRECTOR, Role.INVESTIGATOR)])
def test_nobody_approves_own_findings_under_whatever_role(
    roles: tuple[Role, ...], story: Any
) -> None:
    story.handed_in()
    assert story.refused("inez", E.APPROVE, roles=roles) == (C.OWN_FINDINGS,)
    no_letter = frozenset({"reasons"})
    assert story.refused("dan", E.APPROVE, written=no_letter) == (C.FIELD_MISSING,)
    assert story.does("dan", E.APPROVE).state.status is S.FINDINGS_ISSUED


def test_the_assigned_investigator_does_not_approve_though_another_found(story: Any) -> None:
    story.reviewed().framed().does("lou", E.ASSIGNED, assignee="dan")
    story.does("lou", E.OPEN_INVESTIGATION).finds("unfounded").does("inez", E.SUBMIT_FINDINGS)
    assert story.refused("dan", E.APPROVE) == (C.OWN_FINDINGS,)


def test_a_late_review_needs_its_cause(story: Any) -> None:
    story.issued().after(days=31)
    assert story.refused("complainant", E.REQUEST_REVIEW) == (C.FIELD_MISSING,)
    story.does("complainant", E.REQUEST_REVIEW, written=frozenset({"late_cause"}))
    assert story.state.status is S.UNDER_APPEAL


def test_a_review_is_decided_by_someone_not_involved(story: Any) -> None:
    story.issued().does("complainant", E.REQUEST_REVIEW)
    for who in ("dan", "inez"):
        assert story.refused(who, E.UPHOLD, roles=(Role.DIRECTOR,)) == (C.INVOLVED,)
    story.does("sam", E.UPHOLD)
    assert story.state.closing_reason is ClosingReason.FINDINGS


def test_changed_findings_are_modified_not_upheld(story: Any) -> None:
    story.issued("not_sustained").does("ivy", E.REQUEST_REVIEW, requested_by="complainant")
    assert story.refused("sam", E.MODIFY, reason=R.ERROR_OF_FACT) == (C.FINDINGS_UNCHANGED,)
    story.finds("sustained", who="sam")
    assert story.refused("sue", E.UPHOLD) == (C.FINDINGS_CHANGED,)
    story.does("sam", E.MODIFY, reason=R.ERROR_OF_FACT)
    assert (story.state.status, story.state.disposition) == (S.CLOSED, RollUp.SUSTAINED)


def test_a_remand_starts_the_investigation_again(story: Any) -> None:
    story.issued().does("complainant", E.REQUEST_REVIEW)
    story.does("sam", E.REMAND, reason=R.NEW_EVIDENCE)
    assert (story.state.status, story.state.disposition) == (S.UNDER_INVESTIGATION, None)


def test_a_closing_without_a_finding_is_reviewed_and_keeps_its_reason(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSE_ADMINISTRATIVELY, reason=R.DUPLICATE)
    story.does("complainant", E.REQUEST_REVIEW)
    assert story.state.closing_reason is None
    assert story.refused("sam", E.UPHOLD) == (C.INVOLVED,)
    assert story.refused("sue", E.MODIFY, reason=R.NEW_EVIDENCE) == (C.OTHER_KIND_OF_REVIEW,)
    story.does("sue", E.UPHOLD)
    assert story.state.closing_reason is ClosingReason.DUPLICATE


def test_the_appeal_window_closes_when_the_agency_answered_or_is_overdue(new_story: Any) -> None:
    story = new_story().issued().after(days=30)
    assert story.refused("system", E.APPEAL_WINDOW_ENDS) == (C.NOT_DUE,)
    story.after(days=1).does("system", E.APPEAL_WINDOW_ENDS)
    assert story.state.closing_reason is ClosingReason.FINDINGS
    assert story.refused("complainant", E.REQUEST_REVIEW) == (C.OTHER_KIND_OF_REVIEW,)
    story.does("cleo", E.AGENCY_RESPONSE_RECORDED)
    assert story.refused("cleo", E.AGENCY_RESPONSE_RECORDED) == (C.ALREADY_DONE,)


def test_reopening_leads_to_where_the_case_had_come(new_story: Any) -> None:
    closed = new_story().reviewed().does("sam", E.CLOSE_ADMINISTRATIVELY, reason=R.DUPLICATE)
    assert closed.refused("lou", E.REOPEN, reason=R.NEW_EVIDENCE) == (C.NOT_ALLOWED,)
    closed.does("sam", E.REOPEN, reason=R.NEW_EVIDENCE)
    assert (closed.state.status, closed.state.closing_reason) == (S.PRELIMINARY_REVIEW, None)
    found = new_story().issued().after(days=31).does("system", E.APPEAL_WINDOW_ENDS)
    found.does("sam", E.REOPEN, reason=R.NEW_RULING)
    assert (found.state.status, found.state.disposition) == (S.UNDER_INVESTIGATION, None)


def test_joined_cases_keep_their_own_status(story: Any) -> None:
    story.reviewed().does("lou", E.JOIN, reason=R.SAME_INCIDENT, case="d" * 32)
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
    story.does("duke", E.MOVED).does("duke", E.URGENT_DECIDED, reason=R.ACTED)
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
    assert story.refused("ivy", E.ACCEPT_FOR_REVIEW) == (C.NO_UNIT,)


def test_a_complaint_is_acknowledged_once(story: Any) -> None:
    story.submit().does("ivy", E.ACKNOWLEDGED)
    assert story.refused("ivy", E.ACKNOWLEDGED) == (C.ALREADY_DONE,)


def test_the_lowest_urgency_goes_no_lower(story: Any) -> None:
    story.submit("low")
    lowered = {"reason": R.NEW_FACTS, "urgency": "low"}
    assert story.refused("duke", E.URGENCY_LOWERED, **lowered) == (C.NOT_POSSIBLE_NOW,)


def test_no_agency_answers_findings_that_were_never_issued(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSE_ADMINISTRATIVELY, reason=R.DUPLICATE)
    assert story.refused("cleo", E.AGENCY_RESPONSE_RECORDED) == (C.NO_FINDINGS_ISSUED,)


def test_the_case_waits_for_an_agency_that_has_more_time_than_the_window(new_story: Any) -> None:
    rules = ClockRules(agency_response=Period(60, PeriodUnit.DAYS))
    story = new_story(rules=rules).issued().after(days=31)
    assert story.refused("system", E.APPEAL_WINDOW_ENDS) == (C.AGENCY_RESPONSE_OPEN,)
    story.does("cleo", E.AGENCY_RESPONSE_RECORDED).does("system", E.APPEAL_WINDOW_ENDS)
    assert story.state.status is S.CLOSED


def test_the_subjects_review_is_not_the_complainants_to_withdraw(story: Any) -> None:
    story.issued().does("ivy", E.REQUEST_REVIEW, requested_by="subject")
    story.does("complainant", E.WITHDRAW)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.CONFIRM_WITHDRAWAL, **confirm) == (C.OTHER_KIND_OF_REVIEW,)
