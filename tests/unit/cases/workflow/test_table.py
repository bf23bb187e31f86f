"""The workflow table: every row of it, who may, and what can never happen."""

from __future__ import annotations

from typing import Any

from intake.accounts.roles import Permission, Role, permissions_of
from intake.cases.vocabulary import (
    OPEN,
    ActorKind,
    ClosingReason,
    EventKind,
    Status,
)
from intake.cases.workflow.event import SYSTEM, Actor
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.row import FieldKind, Turn
from intake.cases.workflow.table import (
    TABLE,
    Refusal,
    decide,
    possible_events,
    rows_for,
    rows_from,
)

E, S, C = EventKind, Status, RefusalCode


def test_every_event_kind_has_a_row() -> None:
    assert {row.event for row in TABLE} == set(EventKind)


def test_every_state_can_be_reached_and_every_open_state_can_be_left() -> None:
    assert {row.to for row in TABLE} - {None} == set(Status)
    for status in OPEN:
        assert any(row.to not in {None, status} for row in rows_from(status)), status


def test_nothing_but_filing_starts_a_case() -> None:
    assert [row.event for row in rows_from(None)] == [E.SUBMITTED]


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
        ((S.FINDINGS_REVIEW,), E.FINDINGS_APPROVED),
        ((S.FINDINGS_REVIEW,), E.BOARD_DECISION_RECORDED),
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
    assert {r.event for r in TABLE for e in r.clocks if e.turn is Turn.EXTEND} == {E.EXTENDED}


def test_the_administrator_and_the_monitor_can_do_nothing_to_a_case(new_story: Any) -> None:
    story = new_story().submit("critical")
    actor = Actor(ActorKind.STAFF, "adam")
    for role, events in ((Role.ADMINISTRATOR, []), (Role.MONITOR, [])):
        rows = possible_events(facts=story.facts(), permissions=permissions_of([role]), actor=actor)
        assert [row.event for row in rows] == events


def test_a_wrong_state_is_refused_before_anything_else(new_story: Any) -> None:
    facts = new_story().submit().facts()
    answer = decide(
        S.FINDINGS_REVIEW,
        E.FINDINGS_APPROVED,
        facts=facts,
        permissions=set(Permission),
        actor=SYSTEM,
    )
    assert answer == Refusal(C.NOT_POSSIBLE_NOW)


def test_the_buttons_of_a_new_case(story: Any) -> None:
    story.submit()
    actor = Actor(ActorKind.STAFF, "ivy")
    rows = possible_events(
        facts=story.facts(), permissions=permissions_of([Role.INTAKE]), actor=actor
    )
    assert {row.event for row in rows} == {
        E.ACCEPTED_FOR_REVIEW,
        E.ACKNOWLEDGED,
        E.FIRST_OPENED,
        E.MESSAGE_RECEIVED,
        E.MESSAGE_SENT,
        E.NOTE_ADDED,
        E.REROUTED,
        E.URGENCY_RAISED,
        E.WITHDRAWAL_REQUESTED,
    }
