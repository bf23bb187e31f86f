"""Rows of the workflow table: urgency and the urgent track."""

from __future__ import annotations

from intake.accounts.roles import Permission
from intake.audit.kinds import AuditKind
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import OPEN, ActorKind, ClockKind, EventKind, Status
from intake.cases.workflow import guards
from intake.cases.workflow.clocks import URGENCY_STARTS, URGENT
from intake.cases.workflow.row import (
    STAFF,
    Effect,
    Field,
    FieldKind,
    Notice,
    Row,
    choice,
    only_for,
    start,
    stop,
    written,
)
from intake.questions.urgency import Urgency

_ALL = tuple(Status)
_OPEN = tuple(status for status in Status if status in OPEN)
_BY_NAME = Field("name_consent", FieldKind.MUST_CONFIRM)
"""A name is said only where the recorded answer allows it."""


def _urgent(
    event: EventKind,
    reasons: tuple[ReasonCode, ...],
    clocks: tuple[Effect, ...],
    *fields: Field,
    note: bool = False,
) -> Row:
    return Row(
        sources=_ALL,
        event=event,
        to=None,
        permission=Permission.WORK_URGENT,
        who=STAFF,
        audit=AuditKind.CASE_URGENT,
        guards=(guards.urgent_action,),
        reasons=reasons,
        fields=(*fields, written("note", required=note)),
        clocks=clocks,
    )


def _contact(event: EventKind, clock: ClockKind) -> tuple[Row, ...]:
    return (
        _urgent(event, (ReasonCode.REACHED_BY_NAME,), stop(clock), _BY_NAME),
        _urgent(
            event,
            (ReasonCode.REACHED, ReasonCode.NAME_NOT_ALLOWED, ReasonCode.NOT_WANTED),
            stop(clock),
        ),
        # An attempt that reached nobody is kept, and the clock runs on.
        _urgent(event, (ReasonCode.NOT_REACHED,), ()),
    )


ROWS: tuple[Row, ...] = (
    Row(
        sources=_OPEN,
        event=EventKind.URGENCY_RAISED,
        to=None,
        permission=Permission.RAISE_URGENCY,
        who=frozenset({ActorKind.STAFF, ActorKind.SYSTEM}),
        audit=AuditKind.CASE_URGENT,
        guards=(guards.not_critical,),
        reasons=(
            ReasonCode.PERSON_HELD,
            ReasonCode.HAND_OVER_IMMINENT,
            ReasonCode.THREAT_AFTER_COMPLAINT,
            ReasonCode.EVIDENCE_VANISHING,
            ReasonCode.NEW_FACTS,
        ),
        fields=(choice("urgency", Urgency),),
        notices=(Notice.UNIT, Notice.DUTY),
        clocks=URGENCY_STARTS,
    ),
    Row(
        sources=_OPEN,
        event=EventKind.URGENCY_LOWERED,
        to=None,
        permission=Permission.LOWER_URGENCY,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        guards=(guards.not_lowest, guards.no_urgent_action),
        reasons=(ReasonCode.HARM_ENDED, ReasonCode.ANSWERS_MISREAD, ReasonCode.NEW_FACTS),
        fields=(choice("urgency", Urgency), written("reasons")),
        clocks=(
            *stop(ClockKind.HIGH_URGENCY),
            *only_for(Urgency.HIGH, *start(ClockKind.HIGH_URGENCY)),
        ),
    ),
    _urgent(EventKind.URGENT_SEEN, (), stop(ClockKind.URGENT_TRIAGE)),
    *_contact(EventKind.CUSTODIAN_CONTACTED, ClockKind.URGENT_CUSTODIAN),
    *_contact(EventKind.COUNSEL_CONTACTED, ClockKind.URGENT_COUNSEL),
    _urgent(
        EventKind.URGENT_DECIDED,
        (ReasonCode.ACTED, ReasonCode.NO_ACTION_POSSIBLE),
        stop(ClockKind.URGENT_DECISION),
        note=True,
    ),
    # Whoever holds the person now has to be called as the one before was.
    _urgent(EventKind.PERSON_TRANSFERRED, (), start(ClockKind.URGENT_CUSTODIAN), note=True),
    _urgent(
        EventKind.URGENT_ENDED,
        (
            ReasonCode.RELEASED,
            ReasonCode.HANDED_OVER,
            ReasonCode.COUNSEL_TOOK_OVER,
            ReasonCode.NOT_IN_CUSTODY,
            ReasonCode.NOT_WANTED,
        ),
        stop(*URGENT),
        note=True,
    ),
)
