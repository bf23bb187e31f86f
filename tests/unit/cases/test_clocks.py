"""Clocks: computed from events, in the jurisdiction's own days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from intake.cases.clocks import (
    LAPSES,
    WINDOWS,
    clocks_for,
    is_over,
    is_overdue,
    latest,
    next_due_at,
    over,
)
from intake.cases.clocks_run import Clock
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ClockKind, EventKind, Status
from intake.cases.workflow.row import Turn
from intake.cases.workflow.table import TABLE, rows_for
from intake.rules.calendar import Calendar, Holiday
from intake.rules.clock_rules import ClockRules, Period, PeriodUnit
from intake.rules.localtext import LocalText

K, E, R, S = ClockKind, EventKind, ReasonCode, Status
DAY = timedelta(days=1)


def clocks(story: Any) -> tuple[Clock, ...]:
    return clocks_for(story.events, rules=story.rules, calendar=story.calendar)


def clock(story: Any, kind: ClockKind) -> Clock:
    return {c.kind: c for c in clocks(story)}[kind]


def due(story: Any, kind: ClockKind) -> date:
    """The last day in time: a clock is due at the moment when that day is over."""
    found = clock(story, kind)
    assert found.due_at == story.calendar.end_of_day(found.due_day)
    return found.due_day


def running(story: Any) -> set[ClockKind]:
    return {c.kind for c in clocks(story) if c.running}


def test_every_clock_has_its_period_and_is_started_and_stopped_by_some_row() -> None:
    rules = ClockRules()
    for kind in K:
        assert rules.period(kind.value)
        turns = {e.turn for row in TABLE for e in row.clocks if e.clock is kind}
        assert turns & {Turn.START, Turn.BEGIN}, kind
        assert Turn.STOP in turns, kind


def test_named_periods_of_effects_exist() -> None:
    for row in TABLE:
        for effect in row.clocks:
            if effect.period:
                assert ClockRules().period(effect.period)


def test_a_new_complaint(story: Any) -> None:
    story.submit()  # Monday 2 March
    assert running(story) == {K.ACKNOWLEDGE, K.UNASSIGNED, K.REVIEW, K.STATUS_UPDATE}
    assert due(story, K.ACKNOWLEDGE) == date(2026, 3, 9)
    assert due(story, K.UNASSIGNED) == date(2026, 3, 3)
    assert due(story, K.REVIEW) == date(2026, 4, 1)
    assert next_due_at(clocks(story)) == datetime(2026, 3, 4, 7, tzinfo=UTC)


def test_clocks_run_from_the_day_received_not_keyed_in(story: Any) -> None:
    story.after(days=8).submit(who="ivy", effective=date(2026, 3, 2), roles=None)
    assert clock(story, K.ACKNOWLEDGE).started_day == date(2026, 3, 2)
    assert due(story, K.ACKNOWLEDGE) == date(2026, 3, 9)
    assert K.ACKNOWLEDGE in over(clocks(story), story.now)


def test_a_paper_keyed_in_late_gains_no_urgent_hours(story: Any) -> None:
    story.after(days=1).submit("critical", who="ivy", effective=date(2026, 3, 2))
    # Received on 2 March: at the latest when that day was over, 07:00 UTC on the 3rd.
    assert clock(story, K.URGENT_TRIAGE).due_at == datetime(2026, 3, 3, 8, tzinfo=UTC)


def test_urgent_hours(story: Any) -> None:
    at = datetime(2026, 3, 2, 22, 30, tzinfo=UTC)
    story.submit("critical", at=at)
    hours = {
        K.URGENT_TRIAGE: 1,
        K.URGENT_CUSTODIAN: 4,
        K.URGENT_COUNSEL: 4,
        K.URGENT_DECISION: 24,
    }
    for kind, number in hours.items():
        assert clock(story, kind).due_at == at + timedelta(hours=number)
    seen = at + timedelta(minutes=59)
    story.does("duke", E.URGENT_SEEN, at=seen)
    assert clock(story, K.URGENT_TRIAGE).kept is True
    late = at + timedelta(hours=5)
    story.does("duke", E.CUSTODIAN_CONTACTED, reason=R.NOT_REACHED, at=late)
    assert is_overdue(clock(story, K.URGENT_CUSTODIAN), late)
    story.does("duke", E.CUSTODIAN_CONTACTED, reason=R.REACHED, at=late)
    assert clock(story, K.URGENT_CUSTODIAN).kept is False


def test_a_move_calls_for_the_new_custodian(story: Any) -> None:
    at = datetime(2026, 3, 2, 15, tzinfo=UTC)
    story.submit("critical", at=at)
    story.does("duke", E.CUSTODIAN_CONTACTED, reason=R.REACHED, at=at)
    story.does("duke", E.PERSON_TRANSFERRED, at=at + timedelta(hours=2))
    custodian = clock(story, K.URGENT_CUSTODIAN)
    assert (custodian.stopped_at, custodian.due_at) == (None, at + timedelta(hours=6))


def test_the_end_of_the_urgent_track_stops_its_clocks(story: Any) -> None:
    story.submit("critical").does("duke", E.URGENT_ENDED, reason=R.RELEASED)
    assert not any(kind.startswith("urgent") for kind in running(story))


def test_raised_urgency_starts_the_hours_once(story: Any) -> None:
    story.submit()
    assert K.HIGH_URGENCY not in running(story)
    story.does("ivy", E.URGENCY_RAISED, reason=R.EVIDENCE_VANISHING, urgency="high")
    assert due(story, K.HIGH_URGENCY) == date(2026, 3, 3)
    story.does("ivy", E.URGENCY_RAISED, reason=R.PERSON_HELD, urgency="critical")
    assert K.HIGH_URGENCY not in running(story)
    assert K.URGENT_TRIAGE in running(story)


def test_lowered_urgency_leaves_the_clock_of_what_it_is_now(story: Any) -> None:
    story.submit("critical").does("duke", E.URGENT_ENDED, reason=R.NOT_IN_CUSTODY)
    story.does("duke", E.URGENCY_LOWERED, reason=R.NEW_FACTS, urgency="high")
    assert K.HIGH_URGENCY in running(story)
    story.does("duke", E.URGENCY_LOWERED, reason=R.NEW_FACTS, urgency="normal")
    assert K.HIGH_URGENCY not in running(story)


def test_waiting_for_an_answer_tolls_the_review(story: Any) -> None:
    story.reviewed().after(days=10).does("ivy", E.INFORMATION_REQUESTED)
    assert clock(story, K.REVIEW).paused_at == story.now
    assert due(story, K.INFORMATION) == date(2026, 4, 11)
    far = story.now + 300 * DAY
    assert not is_over(clock(story, K.REVIEW), far)
    story.after(days=12).does("complainant", E.INFORMATION_RECEIVED)
    assert due(story, K.REVIEW) == date(2026, 4, 13)
    assert clock(story, K.REVIEW).tolled_days == 12
    assert K.INFORMATION not in running(story)


def test_waiting_for_an_answer_tolls_the_investigation(story: Any) -> None:
    story.investigated()
    assert due(story, K.INVESTIGATION) == date(2026, 5, 31)
    story.does("inez", E.INFORMATION_REQUESTED).after(days=31)
    story.does("system", E.INFORMATION_TIMED_OUT)
    assert due(story, K.INVESTIGATION) == date(2026, 7, 1)
    assert K.REVIEW not in running(story)


def test_a_question_asked_too_late_forgives_nothing(story: Any) -> None:
    story.reviewed().after(days=40).does("ivy", E.INFORMATION_REQUESTED)
    assert is_overdue(clock(story, K.REVIEW), story.now)
    story.after(days=20).does("complainant", E.INFORMATION_RECEIVED)
    assert due(story, K.REVIEW) == date(2026, 4, 1)
    assert is_overdue(clock(story, K.REVIEW), story.now)


def test_suspension_tolls_and_is_looked_at_again(story: Any) -> None:
    story.investigated().after(days=30).does("sam", E.SUSPENDED, reason=R.COURT_ORDER)
    assert due(story, K.SUSPENSION_REVIEW) == date(2026, 6, 30)
    story.after(days=85).does("sam", E.SUSPENSION_REVIEWED)
    assert due(story, K.SUSPENSION_REVIEW) == date(2026, 9, 23)
    story.after(days=15).does("sam", E.RESUMED, reason=R.COURT_ORDER_ENDED)
    assert due(story, K.INVESTIGATION) == date(2026, 5, 31) + 100 * DAY
    assert K.SUSPENSION_REVIEW not in running(story)


def test_an_extension_adds_its_days(story: Any) -> None:
    story.investigated().does("sam", E.EXTENDED, reason=R.COMPLEX_CASE, days="90")
    assert due(story, K.INVESTIGATION) == date(2026, 3, 2) + 180 * DAY


def test_the_evidence_notice_goes_out_within_a_day(story: Any) -> None:
    story.investigated()
    assert clock(story, K.EVIDENCE_NOTICE).due_at == story.now + timedelta(hours=24)
    story.does("inez", E.EVIDENCE_NOTICE_SENT)
    assert clock(story, K.EVIDENCE_NOTICE).kept is True


def test_findings_review_and_return(story: Any) -> None:
    story.handed_in()
    assert due(story, K.FINDINGS_REVIEW) == date(2026, 3, 23)
    assert not clock(story, K.INVESTIGATION).running
    story.after(days=10).does("dan", E.FINDINGS_RETURNED, reason=R.EVIDENCE_MISSING)
    assert due(story, K.INVESTIGATION) == date(2026, 5, 31) + 10 * DAY
    assert K.FINDINGS_REVIEW not in running(story)


def test_the_investigation_ends_when_its_findings_were_handed_in(story: Any) -> None:
    story.handed_in()
    handed_in = story.now
    story.after(days=100).does("dan", E.FINDINGS_APPROVED)
    investigation = clock(story, K.INVESTIGATION)
    assert (investigation.stopped_at, investigation.kept) == (handed_in, True)


def test_issued_findings(story: Any) -> None:
    story.issued()
    assert due(story, K.FINDINGS_LETTER) == date(2026, 3, 16)
    assert clock(story, K.FINDINGS_LETTER).kept is True, "the letter goes out with the approval"
    assert due(story, K.AGENCY_RESPONSE) == date(2026, 4, 1)
    assert due(story, K.APPEAL_WINDOW) == date(2026, 4, 1)
    story.does("cleo", E.AGENCY_RESPONSE_RECORDED, answer="accepted")
    assert not {K.FINDINGS_LETTER, K.AGENCY_RESPONSE} & running(story)


def test_appeal_and_remand(story: Any) -> None:
    story.issued().after(days=5).does("complainant", E.APPEAL_REQUESTED)
    assert due(story, K.APPEAL_DECISION) == date(2026, 4, 21)
    assert K.APPEAL_WINDOW not in running(story)
    story.after(days=5).does("sam", E.REMANDED, reason=R.NEW_EVIDENCE)
    assert due(story, K.INVESTIGATION) == date(2026, 5, 11)
    assert not {K.APPEAL_DECISION, K.AGENCY_RESPONSE, K.FINDINGS_LETTER} & running(story)


def test_a_case_closed_by_the_window_still_shows_the_agency_late(story: Any) -> None:
    story.issued().does("cleo", E.LETTER_SENT).after(days=31)
    story.does("system", E.APPEAL_WINDOW_ENDED)
    assert running(story) == {K.AGENCY_RESPONSE}
    assert is_overdue(clock(story, K.AGENCY_RESPONSE), story.now)


def test_a_closing_without_a_finding_leaves_the_time_to_ask_for_a_review(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
    assert running(story) == {K.APPEAL_WINDOW}
    assert due(story, K.APPEAL_WINDOW) == date(2026, 4, 1)


def test_referral(story: Any) -> None:
    story.reviewed().does(
        "lou",
        E.REFERRED_OUT,
        reason=R.OUTSIDE_THIS_BODY,
        receiving_body="inspector-general",
        complainant_told="yes",
        personal_data_consent="yes",
    )
    assert running(story) == {K.REFERRAL_CONFIRMATION}
    assert due(story, K.REFERRAL_CONFIRMATION) == date(2026, 3, 16)
    story.after(days=20)
    story.does("system", E.REFERRAL_NOT_CONFIRMED, reason=R.RECEIPT_NOT_CONFIRMED)
    assert due(story, K.REVIEW) == story.day + 30 * DAY


def test_mediation(story: Any) -> None:
    story.reviewed().framed().does("lou", E.MEDIATION_OFFERED)
    story.does("lou", E.MEDIATION_ACCEPTED, complainant_consents="yes", subject_consents="yes")
    assert due(story, K.MEDIATION) == date(2026, 5, 1)
    assert K.REVIEW not in running(story)
    story.after(days=20).does("lou", E.MEDIATION_FAILED)
    assert due(story, K.INVESTIGATION) == story.day + 90 * DAY


def test_reopening_starts_new_clocks_and_keeps_the_old_ones(story: Any) -> None:
    story.reviewed().does("sam", E.CLOSED_ADMINISTRATIVELY, reason=R.DUPLICATE)
    story.after(days=50).does("sam", E.REOPENED, reason=R.NEW_EVIDENCE)
    assert due(story, K.REVIEW) == story.day + 30 * DAY
    assert [c.started_day for c in clocks(story) if c.kind is K.REVIEW] == [
        date(2026, 3, 2),
        story.day,
    ]
    assert running(story) == {K.REVIEW, K.STATUS_UPDATE}


def test_the_complainant_hears_every_thirty_days(story: Any) -> None:
    story.submit()
    assert due(story, K.STATUS_UPDATE) == date(2026, 4, 1)
    story.after(days=3).does("ivy", E.ACKNOWLEDGED)
    assert due(story, K.STATUS_UPDATE) == date(2026, 4, 4)
    story.after(days=7).does("ivy", E.MESSAGE_SENT)
    assert due(story, K.STATUS_UPDATE) == date(2026, 4, 11)
    story.does("complainant", E.MESSAGE_RECEIVED)
    assert due(story, K.STATUS_UPDATE) == date(2026, 4, 11)


@pytest.mark.parametrize("status", ["received", "review", "awaiting", "investigation"])
def test_rerouting_keeps_clocks_running(status: str, new_story: Any) -> None:
    story = new_story()
    {
        "received": lambda: story.submit(),
        "review": lambda: story.reviewed(),
        "awaiting": lambda: story.reviewed().does("ivy", E.INFORMATION_REQUESTED),
        "investigation": lambda: story.investigated(),
    }[status]()
    main = K.INVESTIGATION if status == "investigation" else K.REVIEW
    before = clock(story, main).due_day
    story.after(days=2).does("sam", E.REROUTED, reason=R.CONFLICT_FOUND, unit="x/y/z")
    tolled = 2 if status == "awaiting" else 0
    assert clock(story, main).due_day == before + tolled * DAY
    assert K.UNASSIGNED in running(story)


def test_business_days_know_the_holidays(new_story: Any) -> None:
    holiday = Holiday("founders-day", LocalText({"en": "Founders' Day"}), on=date(2026, 3, 4))
    calendar = Calendar(timezone=ZoneInfo("America/Phoenix"), holidays=(holiday,))
    story = new_story(calendar=calendar).submit()
    assert due(story, K.ACKNOWLEDGE) == date(2026, 3, 10)


def test_a_day_ends_when_it_ends_here_also_when_clocks_change(new_story: Any) -> None:
    calendar = Calendar(timezone=ZoneInfo("America/Chicago"))
    story = new_story(calendar=calendar).submit()
    # Daylight saving begins on 8 March 2026: the same wall clock, one hour earlier in UTC.
    assert clock(story, K.UNASSIGNED).due_at == datetime(2026, 3, 4, 6, tzinfo=UTC)
    assert clock(story, K.ACKNOWLEDGE).due_at == datetime(2026, 3, 10, 5, tzinfo=UTC)


def test_late_at_night_it_is_still_today_here(story: Any) -> None:
    story.submit(at=datetime(2026, 3, 3, 5, tzinfo=UTC))  # 22:00 on 2 March in Phoenix
    assert clock(story, K.ACKNOWLEDGE).started_day == date(2026, 3, 2)


def test_a_business_day_clock_may_be_tolled_too(new_story: Any) -> None:
    review = Period(10, PeriodUnit.BUSINESS_DAYS)
    story = new_story(rules=ClockRules(review=review)).reviewed()
    assert due(story, K.REVIEW) == date(2026, 3, 16)
    story.does("ivy", E.INFORMATION_REQUESTED).after(days=7)
    story.does("complainant", E.INFORMATION_RECEIVED)
    assert due(story, K.REVIEW) == date(2026, 3, 23)


def test_a_clock_of_hours_may_be_tolled_too(new_story: Any) -> None:
    story = new_story(rules=ClockRules(review=Period(48, PeriodUnit.HOURS))).reviewed()
    story.does("ivy", E.INFORMATION_REQUESTED)
    before = clock(story, K.REVIEW).due_at
    story.after(days=3).does("complainant", E.INFORMATION_RECEIVED)
    assert clock(story, K.REVIEW).due_at == before + 3 * DAY


def test_due_is_the_moment_after_the_last_one_in_time(story: Any) -> None:
    story.submit()
    unassigned = clock(story, K.UNASSIGNED)
    assert not is_overdue(unassigned, unassigned.due_at - timedelta(microseconds=1))
    assert is_overdue(unassigned, unassigned.due_at)


def test_a_window_lapses_but_nobody_is_late(story: Any) -> None:
    story.reviewed().does("ivy", E.INFORMATION_REQUESTED).after(days=31)
    information = clock(story, K.INFORMATION)
    assert is_over(information, story.now)
    assert not is_overdue(information, story.now)
    assert K.INFORMATION in over(clocks(story), story.now)


def test_what_lapses_has_a_row_of_the_system() -> None:
    places = {
        K.INFORMATION: S.AWAITING_INFORMATION,
        K.REFERRAL_CONFIRMATION: S.REFERRED,
        K.APPEAL_WINDOW: S.FINDINGS_ISSUED,
    }
    assert set(LAPSES) == set(places)
    assert set(places) >= WINDOWS
    for kind, status in places.items():
        assert rows_for(status, LAPSES[kind])


def test_latest_keeps_one_run_a_kind(story: Any) -> None:
    story.submit().does("ivy", E.MESSAGE_SENT).does("ivy", E.MESSAGE_SENT)
    kinds = [c.kind for c in latest(clocks(story))]
    assert len(kinds) == len(set(kinds))
    assert len(clocks(story)) == len(kinds) + 2


def test_an_event_that_no_row_allows_is_an_error(story: Any) -> None:
    story.submit()
    false = replace(story.events[0], to_status=S.FINDINGS_ISSUED)
    with pytest.raises(LookupError):
        clocks_for([false], rules=story.rules, calendar=story.calendar)


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        ("mediation", {K.REVIEW}),
        ("suspended", {K.INVESTIGATION, K.EVIDENCE_NOTICE}),
        ("findings_review", {K.INVESTIGATION, K.EVIDENCE_NOTICE}),
        ("findings_issued", {K.REVIEW}),
        ("under_appeal", {K.REVIEW}),
    ],
)
def test_a_late_change_of_the_entity_leaves_one_main_clock(
    reach: str, expected: set[ClockKind], story: Any
) -> None:
    if reach == "mediation":
        story.reviewed().framed().does("lou", E.MEDIATION_OFFERED)
        story.does("lou", E.MEDIATION_ACCEPTED, complainant_consents="yes", subject_consents="yes")
    elif reach == "suspended":
        story.investigated().does("sam", E.SUSPENDED, reason=R.COURT_ORDER)
    elif reach == "findings_review":
        story.handed_in()
    else:
        story.issued()
        if reach == "under_appeal":
            story.does("complainant", E.APPEAL_REQUESTED)
    story.does("ivy", E.ACKNOWLEDGED).does("sam", E.REROUTED, reason=R.CONFLICT_FOUND, unit="x/y/z")
    assert running(story) == expected | {K.UNASSIGNED, K.STATUS_UPDATE}


@pytest.mark.parametrize("event", [E.ASSIGNED, E.ACCEPTED_FOR_REVIEW])
def test_a_case_taken_up_is_no_longer_unassigned(event: EventKind, story: Any) -> None:
    story.submit()
    if event is E.ASSIGNED:
        story.does("lou", event, assignee="inez")
    else:
        story.does("ivy", event)
    assert K.UNASSIGNED not in running(story)


def test_counsel_and_decision_stop_their_own_clocks(story: Any) -> None:
    story.submit("critical").does("duke", E.COUNSEL_CONTACTED, reason=R.NAME_NOT_ALLOWED)
    assert K.URGENT_COUNSEL not in running(story)
    story.does("duke", E.URGENT_DECIDED, reason=R.NO_ACTION_POSSIBLE)
    assert {K.URGENT_TRIAGE, K.URGENT_CUSTODIAN} < running(story)
    assert K.URGENT_DECISION not in running(story)


@pytest.mark.parametrize("event", [E.DECISION_UPHELD, E.DECISION_MODIFIED])
def test_a_decided_review_leaves_only_the_agencys_answer(event: EventKind, story: Any) -> None:
    story.issued().does("complainant", E.APPEAL_REQUESTED)
    if event is E.DECISION_MODIFIED:
        story.finds("unfounded", who="sam").does("sam", event, reason=R.ERROR_OF_FACT)
    else:
        story.does("sam", event)
    assert running(story) == {K.AGENCY_RESPONSE}
