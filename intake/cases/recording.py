"""Append an event and bring the case's projections up to it: row, clocks, rules, allegations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from intake.bedrock.keys import UnitKey
from intake.cases.clock_rows import write_clocks
from intake.cases.clocks import clocks_for, next_due_at
from intake.cases.clocks_run import Clock, ClockCalendar
from intake.cases.facts import AllegationState, CaseState
from intake.cases.models import (
    Allegation,
    Case,
    CaseEventDetail,
    CaseEventRow,
    CaseRule,
)
from intake.cases.projection import project
from intake.cases.queue_key import closed_key, open_key
from intake.cases.vocabulary import EventKind, Status
from intake.cases.workflow.event import CaseEvent
from intake.rules.clock_rules import ClockRules


@dataclass(frozen=True, kw_only=True)
class RulesInForce:
    """What a case is worked by: the periods of its entity, the calendar that counts them, and the
    version of the configuration that they are of.
    """

    clocks: ClockRules
    calendar: ClockCalendar
    config_version: str


def append_event(
    session: Session,
    *,
    case: Case,
    history: Sequence[CaseEvent],
    event: CaseEvent,
    part_id: str | None,
    rules: RulesInForce,
) -> CaseState:
    """Write one event after ``history`` and re-project; the caller holds the transaction.

    Args:
        rules: those of the entity that holds the case once the event has happened.

    Raises:
        StaleDataError: somebody else recorded an event of this case meanwhile.
        EventsOutOfOrder, LookupError: the event does not follow by the workflow table.
    """
    events = (*history, event)
    state = project(events)
    clocks = clocks_for(events, rules=rules.clocks, calendar=rules.calendar)
    # The case's row first: whoever comes second waits there, and is refused by its version.
    write_projection(
        session,
        case=case,
        state=state,
        clocks=clocks,
        events=events,
        calendar=rules.calendar,
    )
    session.execute(insert(CaseEventRow), [_event_row(event, case, part_id, rules.config_version)])
    if event.details:
        session.execute(insert(CaseEventDetail), _detail_rows(event))
    _write_companions(session, event, part_id)
    return state


def write_projection(
    session: Session,
    *,
    case: Case,
    state: CaseState,
    clocks: Sequence[Clock],
    events: Sequence[CaseEvent],
    calendar: ClockCalendar,
) -> None:
    """Write what events make of a case; repeatable, so that projections can be rebuilt.

    Args:
        clocks: every run of every clock.
        events: all events of the case.
        calendar: what gives the local days of first answer and first end.
    """
    status = state.status or Status.RECEIVED
    due = next_due_at(clocks)
    case.status = status.value
    case.unit = state.unit
    case.entity = UnitKey(state.unit).entity
    case.urgency = state.urgency.value
    case.assignee_id = state.assignee_id
    case.disposition = state.disposition.value if state.disposition else None
    case.closing_reason = state.closing_reason.value if state.closing_reason else None
    case.first_opened_day = state.first_opened_day
    if state.first_opened_day is not None:
        case.likeness = None
    if case.acknowledged_entered_day is None and state.acknowledged_at is not None:
        case.acknowledged_day = state.acknowledged_day
        case.acknowledged_entered_day = calendar.local_day(state.acknowledged_at)
    if case.first_ended_day is None and state.first_ended_at is not None:
        case.first_ended_day = calendar.local_day(state.first_ended_at)
        case.first_ending = state.first_ending
    case.next_due_at = due
    case.version = state.last_seq
    # A referral stays among the open cases until the other body has confirmed it.
    if status is Status.CLOSED or (status is Status.REFERRED and due is None):
        case.queue_key = closed_key(closed_at=_ended_at(events), case_id=case.id)
    else:
        case.queue_key = open_key(urgency=state.urgency, next_due_at=due, case_id=case.id)
    session.flush()
    write_clocks(session, case.id, clocks, at=events[-1].recorded_at)
    _write_rules(session, case, state)
    _write_allegations(session, case, state.allegations)


def _ended_at(events: Sequence[CaseEvent]) -> datetime:
    """When a case came to the state that it is in: what is written afterwards moves it nowhere."""
    moves = [
        event
        for event in events
        if event.from_status is not event.to_status or event.kind is EventKind.REFERRAL_CONFIRMED
    ]
    return moves[-1].recorded_at


def _event_row(
    event: CaseEvent, case: Case, part_id: str | None, config_version: str
) -> dict[str, object]:
    return {
        "id": event.id,
        "case_id": event.case_id,
        "seq": event.seq,
        "kind": event.kind.value,
        "from_status": event.from_status.value if event.from_status else None,
        "to_status": event.to_status.value,
        "effective_day": event.effective_day,
        "recorded_at": event.recorded_at,
        "actor_kind": event.actor_kind.value,
        "actor_id": event.actor_id,
        "reason": event.reason.value if event.reason else None,
        "part_id": part_id,
        "policy_version": case.policy_version,
        "config_version": config_version,
    }


def _detail_rows(event: CaseEvent) -> list[Mapping[str, str]]:
    return [
        {"event_id": event.id, "name": name, "value": value}
        for name, value in event.details.items()
    ]


def _write_rules(session: Session, case: Case, state: CaseState) -> None:
    """The rules that a case is found under: framed ones once there are any, else suggested."""
    framed = {allegation.rule for allegation in state.live}
    wanted = framed or set(state.rules)
    kept = set(session.scalars(select(CaseRule.rule).where(CaseRule.case_id == case.id)))
    session.execute(
        delete(CaseRule).where(CaseRule.case_id == case.id, CaseRule.rule.not_in(wanted))
    )
    session.execute(
        update(CaseRule)
        .where(CaseRule.case_id == case.id)
        .values(unit=case.unit, queue_key=case.queue_key)
    )
    new = [
        {"case_id": case.id, "rule": rule, "unit": case.unit, "queue_key": case.queue_key}
        for rule in sorted(wanted - kept)
    ]
    if new:
        session.execute(insert(CaseRule), new)


def _write_allegations(
    session: Session, case: Case, allegations: Sequence[AllegationState]
) -> None:
    kept = _kept_allegations(session, case.id)
    for allegation in allegations:
        values = {
            "state": _allegation_state(allegation),
            "disposition": allegation.disposition.value if allegation.disposition else None,
            "first_disposition": (
                allegation.first_disposition.value if allegation.first_disposition else None
            ),
            "first_ended_day": case.first_ended_day if allegation.first_disposition else None,
            "no_finding_reason": (
                allegation.no_finding_reason.value if allegation.no_finding_reason else None
            ),
        }
        if kept.get(allegation.id) == values:
            continue  # what the complainant does changes no finding, and has no right to
        if allegation.id in kept:
            session.execute(update(Allegation).where(Allegation.id == allegation.id).values(values))
            continue
        fixed = {
            "id": allegation.id,
            "case_id": case.id,
            "jurisdiction": case.jurisdiction,
            "agency": case.agency,
            "rule": allegation.rule,
            "subject_kind": allegation.subject.value,
        }
        session.execute(insert(Allegation).values(fixed | values))


def _kept_allegations(session: Session, case_id: str) -> dict[str, dict[str, object]]:
    """What is stored of each allegation's state."""
    rows = session.execute(
        select(
            Allegation.id,
            Allegation.state,
            Allegation.disposition,
            Allegation.first_disposition,
            Allegation.first_ended_day,
            Allegation.no_finding_reason,
        ).where(Allegation.case_id == case_id)
    )
    return {row.id: {k: v for k, v in row._mapping.items() if k != "id"} for row in rows}


def _write_companions(session: Session, event: CaseEvent, part_id: str | None) -> None:
    """What an event says of one allegation beyond its state: name, reasons, standard, finder."""
    match event.kind:
        case EventKind.ALLEGATION_FRAMED:
            values: dict[str, str | None] = {"subject_part_id": part_id}
        case EventKind.FINDING_SET | EventKind.ALLEGATION_SETTLED:
            values = {
                "standard_of_proof": event.details.get("standard_of_proof"),
                "exception_applied": event.details.get("exception_applied"),
                "reasons_part_id": part_id,
                "found_by_id": event.actor_id,
            }
        case _:
            return
    wanted = Allegation.id == event.details["allegation"]
    session.execute(update(Allegation).where(wanted).values(values))


def _allegation_state(allegation: AllegationState) -> str:
    if allegation.withdrawn:
        return "withdrawn"
    return "pending" if allegation.pending else "decided"
