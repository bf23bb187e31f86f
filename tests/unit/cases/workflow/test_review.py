"""From filing to the end of the review, row by row of the workflow table."""

from __future__ import annotations

from typing import Any

import pytest

from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ClosingReason, EventKind, RollUp, Status
from intake.cases.workflow.guards import RefusalCode

E, R, S, C = EventKind, ReasonCode, Status, RefusalCode
UNITS = "saguaro-city/inspector/office"


def test_acceptance_needs_a_unit_free_of_conflict(story: Any) -> None:
    story.submit()
    assert story.refused("ivy", E.ACCEPTED_FOR_REVIEW, conflict=True) == (C.CONFLICT,)
    assert story.refused("inez", E.ACCEPTED_FOR_REVIEW) == (C.NOT_ALLOWED,)
    assert story.does("ivy", E.ACCEPTED_FOR_REVIEW).state.status is S.PRELIMINARY_REVIEW


def test_filing_needs_some_content_and_a_unit(new_story: Any) -> None:
    codes = new_story().refused("complainant", E.SUBMITTED, urgency="normal", unit="u")
    assert codes == (C.FIELD_MISSING,)
    codes = new_story().refused(
        "complainant", E.SUBMITTED, urgency="now", unit="u", content="narrative"
    )
    assert codes == (C.FIELD_WRONG,)


@pytest.mark.parametrize("who", ["ivy", "sam", "complainant"])
def test_a_new_case_is_rerouted_and_stays_received(who: str, story: Any) -> None:
    story.submit().does(who, E.REROUTED, reason=R.CONFLICT_FOUND, unit=UNITS)
    assert (story.state.status, story.state.unit) == (S.RECEIVED, UNITS)


def test_a_late_reroute_takes_a_supervisor_and_voids_what_was_found(story: Any) -> None:
    story.handed_in()
    for who in ("ivy", "lou", "inez"):
        assert story.refused(who, E.REROUTED, reason=R.CONFLICT_FOUND, unit=UNITS) == (
            C.NOT_ALLOWED,
        )
    assert story.refused("sam", E.REROUTED, reason=R.WRONG_BODY, unit=UNITS) == (C.REASON_NEEDED,)
    story.does("sam", E.REROUTED, reason=R.CONFLICT_FOUND, unit=UNITS)
    assert story.state.status is S.PRELIMINARY_REVIEW
    assert [a.pending for a in story.state.allegations] == [True]
    assert story.state.assignee_id is None


def test_withdrawal_is_confirmed_by_a_supervisor_who_asked_about_pressure(story: Any) -> None:
    story.reviewed()
    assert story.refused("sam", E.WITHDRAWAL_CONFIRMED) == (C.NO_WITHDRAWAL,)
    story.does("complainant", E.WITHDRAWAL_REQUESTED, written=frozenset())
    assert story.refused("complainant", E.WITHDRAWAL_REQUESTED) == (C.ALREADY_DONE,)
    assert story.refused("ivy", E.WITHDRAWAL_CONFIRMED) == (C.NOT_ALLOWED,)
    confirmed = {"reason": R.NO_PRESSURE_CONFIRMED}
    assert story.refused("sam", E.WITHDRAWAL_CONFIRMED, **confirmed) == (C.FIELD_MISSING,)
    story.does("sam", E.WITHDRAWAL_CONFIRMED, no_pressure="yes", **confirmed)
    assert story.state.closing_reason is ClosingReason.WITHDRAWN
    assert story.state.disposition is RollUp.NO_FINDING


def test_a_withdrawn_case_may_go_on_of_the_bodys_own_motion(story: Any) -> None:
    story.investigated().does("complainant", E.WITHDRAWAL_REQUESTED)
    story.does("sam", E.CONTINUED_OWN_MOTION, reason=R.PRESSURE_SUSPECTED)
    assert story.state.status is S.UNDER_INVESTIGATION
    assert not story.state.withdrawal_pending


def test_an_urgent_case_stays_open_though_withdrawn(story: Any) -> None:
    story.submit("critical").does("complainant", E.WITHDRAWAL_REQUESTED)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.WITHDRAWAL_CONFIRMED, **confirm) == (C.URGENCY_CRITICAL,)
    story.does("duke", E.URGENT_ENDED, reason=R.RELEASED)
    assert story.refused("sam", E.WITHDRAWAL_CONFIRMED, **confirm) == (C.URGENCY_CRITICAL,)
    story.does("sam", E.URGENCY_LOWERED, reason=R.HARM_ENDED, urgency="normal")
    story.does("sam", E.WITHDRAWAL_CONFIRMED, **confirm)
    assert story.state.status is S.CLOSED


def test_who_noted_a_withdrawal_does_not_confirm_it(story: Any) -> None:
    story.reviewed().does("sam", E.WITHDRAWAL_REQUESTED)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.WITHDRAWAL_CONFIRMED, **confirm) == (C.OWN_CASE,)
    assert story.does("sue", E.WITHDRAWAL_CONFIRMED, **confirm).state.status is S.CLOSED


def test_findings_stand_when_the_complainant_withdraws_after_them(story: Any) -> None:
    story.issued().does("complainant", E.WITHDRAWAL_REQUESTED)
    confirm = {"reason": R.NO_PRESSURE_CONFIRMED, "no_pressure": "yes"}
    assert story.refused("sam", E.WITHDRAWAL_CONFIRMED, **confirm) == (C.NOT_POSSIBLE_NOW,)
    story.does("sam", E.CONTINUED_OWN_MOTION, reason=R.FINDINGS_STAND)
    assert story.state.disposition is RollUp.SUSTAINED


def test_a_withdrawn_review_leaves_the_findings(story: Any) -> None:
    story.issued().does("complainant", E.APPEAL_REQUESTED).does(
        "complainant", E.WITHDRAWAL_REQUESTED
    )
    story.does("sam", E.WITHDRAWAL_CONFIRMED, reason=R.NO_PRESSURE_CONFIRMED, no_pressure="yes")
    assert story.state.closing_reason is ClosingReason.FINDINGS
    assert story.state.disposition is RollUp.SUSTAINED


def test_an_answer_leads_back_to_where_the_question_came_from(new_story: Any) -> None:
    review = new_story().reviewed().does("ivy", E.INFORMATION_REQUESTED)
    assert review.state.status is S.AWAITING_INFORMATION
    assert review.does("complainant", E.INFORMATION_RECEIVED).state.status is S.PRELIMINARY_REVIEW
    looked_into = new_story().investigated()
    assert looked_into.refused("ivy", E.INFORMATION_REQUESTED) == (C.NOT_ALLOWED,)
    looked_into.does("inez", E.INFORMATION_REQUESTED)
    looked_into.does("complainant", E.INFORMATION_RECEIVED)
    assert looked_into.state.status is S.UNDER_INVESTIGATION


def test_questions_are_written_down(story: Any) -> None:
    story.reviewed()
    assert story.refused("ivy", E.INFORMATION_REQUESTED, written=frozenset()) == (C.FIELD_MISSING,)


def test_time_runs_out_by_the_system_alone_and_only_when_it_has(story: Any) -> None:
    story.reviewed().does("ivy", E.INFORMATION_REQUESTED).after(days=30)
    assert story.refused("system", E.INFORMATION_TIMED_OUT) == (C.NOT_DUE,)
    story.after(days=1)
    assert story.refused("sam", E.INFORMATION_TIMED_OUT) == (C.NOT_ALLOWED,)
    assert story.does("system", E.INFORMATION_TIMED_OUT).state.status is S.PRELIMINARY_REVIEW


def _ask_in_vain(story: Any) -> Any:
    return (
        story.does("ivy", E.INFORMATION_REQUESTED)
        .after(days=31)
        .does("system", E.INFORMATION_TIMED_OUT)
    )


def test_two_attempts_then_closing_unless_harm_was_identified(new_story: Any) -> None:
    close = {"reason": R.INSUFFICIENT_INFORMATION}
    story = new_story().reviewed()
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, **close) == (C.NOT_ASKED_ENOUGH,)
    _ask_in_vain(story)
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, **close) == (C.NOT_ASKED_ENOUGH,)
    _ask_in_vain(story)
    assert story.refused("ivy", E.INFORMATION_REQUESTED) == (C.ASKED_TOO_OFTEN,)
    story.does("sam", E.CLOSED_ADMINISTRATIVELY, **close)
    assert story.state.closing_reason is ClosingReason.INSUFFICIENT_INFORMATION

    harmed = _ask_in_vain(_ask_in_vain(new_story().reviewed("high")))
    assert harmed.refused("sam", E.CLOSED_ADMINISTRATIVELY, **close) == (C.SILENCE_ALONE,)
    harmed.does("sam", E.URGENCY_LOWERED, reason=R.HARM_ENDED, urgency="normal")
    assert harmed.refused("sam", E.CLOSED_ADMINISTRATIVELY, **close) == (C.SILENCE_ALONE,)


def test_an_investigation_needs_a_framed_allegation(story: Any) -> None:
    story.reviewed()
    assert story.refused("lou", E.INVESTIGATION_OPENED) == (C.NO_ALLEGATION,)
    story.framed()
    assert story.refused("ivy", E.INVESTIGATION_OPENED) == (C.NOT_ALLOWED,)
    assert story.does("lou", E.INVESTIGATION_OPENED).state.status is S.UNDER_INVESTIGATION


@pytest.mark.parametrize("rule", ["R1", "R2", "R3", "R7"])
def test_custody_and_surveillance_are_never_mediated(rule: str, story: Any) -> None:
    story.reviewed().framed(rule=rule)
    assert story.refused("lou", E.MEDIATION_OFFERED) == (C.NOT_MEDIABLE,)


@pytest.mark.parametrize("urgency", ["critical", "high"])
def test_urgent_cases_are_not_mediated(urgency: str, story: Any) -> None:
    story.reviewed(urgency).framed()
    assert story.refused("lou", E.MEDIATION_OFFERED) == (C.NOT_MEDIABLE,)


def test_retaliation_is_not_mediated(story: Any) -> None:
    story.reviewed().does(
        "ivy",
        E.ALLEGATION_FRAMED,
        allegation="a1",
        rule="R8",
        subject="person",
        retaliation="yes",
    )
    assert story.refused("lou", E.MEDIATION_OFFERED) == (C.NOT_MEDIABLE,)


def _mediated(story: Any) -> Any:
    story.reviewed().framed().does("lou", E.MEDIATION_OFFERED)
    return story.does(
        "lou", E.MEDIATION_ACCEPTED, complainant_consents="yes", subject_consents="yes"
    )


def test_mediation_takes_an_offer_and_both_consents(story: Any) -> None:
    consent = {"complainant_consents": "yes", "subject_consents": "yes"}
    story.reviewed().framed()
    assert story.refused("lou", E.MEDIATION_ACCEPTED, **consent) == (C.NO_OFFER,)
    story.does("lou", E.MEDIATION_OFFERED)
    assert story.refused("lou", E.MEDIATION_ACCEPTED, complainant_consents="yes") == (
        C.FIELD_MISSING,
    )
    story.does("lou", E.MEDIATION_DECLINED)
    assert story.refused("lou", E.MEDIATION_ACCEPTED, **consent) == (C.NO_OFFER,)


def test_an_agreement_closes_without_a_finding(story: Any) -> None:
    _mediated(story)
    assert story.refused("lou", E.AGREEMENT_REACHED) == (C.PENDING_ALLEGATION,)
    story.settles("mediated")
    assert story.refused("lou", E.AGREEMENT_REACHED, written=frozenset()) == (C.FIELD_MISSING,)
    story.does("lou", E.AGREEMENT_REACHED)
    assert story.state.closing_reason is ClosingReason.MEDIATED
    assert story.state.disposition is RollUp.NO_FINDING


def test_failed_mediation_leads_to_an_investigation(story: Any) -> None:
    assert _mediated(story).does("lou", E.MEDIATION_FAILED).state.status is S.UNDER_INVESTIGATION


REFERRAL = {"receiving_body": "inspector-general", "personal_data_consent": "no"}


def test_a_referral_names_the_body_and_tells_the_complainant(story: Any) -> None:
    story.reviewed()
    told = {"reason": R.OUTSIDE_THIS_BODY, "complainant_told": "yes"}
    assert story.refused("lou", E.REFERRED_OUT, **told, personal_data_consent="no") == (
        C.FIELD_MISSING,
    )
    assert story.refused("lou", E.REFERRED_OUT, reason=R.OUTSIDE_THIS_BODY, **REFERRAL) == (
        C.FIELD_MISSING,
    )
    assert story.does("lou", E.REFERRED_OUT, **told, **REFERRAL).state.status is S.REFERRED


def test_a_referral_that_nobody_confirms_comes_back(new_story: Any) -> None:
    def referred() -> Any:
        return (
            new_story()
            .reviewed()
            .does(
                "lou",
                E.REFERRED_OUT,
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
    assert story.refused("lou", E.CLOSED_ADMINISTRATIVELY, reason=reason) == (C.NOT_ALLOWED,)
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, reason=reason, written=frozenset()) == (
        C.FIELD_MISSING,
    )
    story.does("sam", E.CLOSED_ADMINISTRATIVELY, reason=reason)
    assert (story.state.status, story.state.closing_reason) == (S.CLOSED, closing)


def test_closing_takes_a_reason_that_the_table_knows(story: Any) -> None:
    story.reviewed()
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY) == (C.REASON_NEEDED,)
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.COMPLEX_CASE) == (
        C.REASON_NEEDED,
    )
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.WITHDRAWN) == (C.NO_WITHDRAWAL,)


def test_no_closing_with_a_pending_allegation_or_an_open_urgent_action(story: Any) -> None:
    story.reviewed("critical").framed()
    close = {"reason": R.DUPLICATE}
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, **close) == (C.URGENT_ACTION_OPEN,)
    story.does("duke", E.URGENT_ENDED, reason=R.NOT_IN_CUSTODY)
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, **close) == (C.PENDING_ALLEGATION,)
    story.settles("duplicate").does("sam", E.CLOSED_ADMINISTRATIVELY, **close)
    assert story.state.status is S.CLOSED


def test_who_works_a_case_does_not_close_it(story: Any) -> None:
    story.reviewed().does("lou", E.ASSIGNED, assignee="sam")
    assert story.refused("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE) == (C.OWN_CASE,)
    assert story.does("sue", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
