"""Rows of the workflow table: arrival, acceptance, change of the entity, withdrawal."""

from __future__ import annotations

from intake.accounts.roles import Permission
from intake.audit.kinds import AuditKind
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import OPEN, ActorKind, ClockKind, ClosingReason, EventKind, Status
from intake.cases.workflow import guards
from intake.cases.workflow.clocks import (
    CASE_ENDS,
    CLOSED_WITHOUT_FINDING,
    URGENCY_STARTS,
    rerouted_from,
)
from intake.cases.workflow.row import (
    COMPLAINANT_OR_STAFF,
    LETTER_TOO,
    REASONS_WRITTEN,
    STAFF,
    Field,
    FieldKind,
    Notice,
    Row,
    choice,
    start,
    stop,
    written,
)
from intake.questions.urgency import Urgency

BEFORE_FINDINGS = tuple(
    status
    for status in Status
    if status in OPEN and status not in {Status.FINDINGS_ISSUED, Status.UNDER_APPEAL}
)
ALL_OPEN = tuple(status for status in Status if status in OPEN)

_SUBMIT = Row(
    sources=(None,),
    event=EventKind.SUBMITTED,
    to=Status.RECEIVED,
    permission=Permission.TAKE_COMPLAINT,
    who=COMPLAINANT_OR_STAFF,
    audit=AuditKind.CASE_OPENED,
    fields=(
        Field("content", FieldKind.CHOICE, choices=("narrative", "recording", "file", "one_rule")),
        Field("unit", FieldKind.UNIT),
        choice("urgency", Urgency),
        Field("rules", FieldKind.RULES, required=False),
    ),
    notices=(Notice.UNIT,),
    clocks=(
        *start(
            ClockKind.ACKNOWLEDGE,
            ClockKind.REVIEW,
            ClockKind.UNASSIGNED,
            ClockKind.STATUS_UPDATE,
        ),
        *URGENCY_STARTS,
    ),
)

_ACCEPT = Row(
    sources=(Status.RECEIVED,),
    event=EventKind.ACCEPTED_FOR_REVIEW,
    to=Status.PRELIMINARY_REVIEW,
    permission=Permission.ACCEPT,
    who=STAFF,
    audit=AuditKind.CASE_STATUS_CHANGED,
    guards=(guards.has_unit, guards.no_conflict),
    notices=(Notice.COMPLAINANT,),
    clocks=stop(ClockKind.UNASSIGNED, ClockKind.HIGH_URGENCY),
)


def _reroute(source: Status) -> Row:
    new = source is Status.RECEIVED
    return Row(
        sources=(source,),
        event=EventKind.REROUTED,
        to=Status.RECEIVED if new else Status.PRELIMINARY_REVIEW,
        permission=Permission.REROUTE_NEW if new else Permission.REROUTE_LATE,
        who=COMPLAINANT_OR_STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        reasons=(
            ReasonCode.CONFLICT_FOUND,
            ReasonCode.CONFLICT_NAMED_BY_COMPLAINANT,
            *((ReasonCode.WRONG_BODY,) if new else ()),
        ),
        fields=(Field("unit", FieldKind.UNIT), written("reasons", required=False)),
        notices=(Notice.UNIT, Notice.RECEIVING_UNIT, Notice.COMPLAINANT),
        clocks=rerouted_from(source),
    )


_WITHDRAW = Row(
    sources=ALL_OPEN,
    event=EventKind.WITHDRAWAL_REQUESTED,
    to=None,
    permission=Permission.RECORD_FOR_OTHERS,
    who=COMPLAINANT_OR_STAFF,
    audit=AuditKind.CASE_RECORDED,
    guards=(guards.no_withdrawal_pending,),
    fields=(written("reasons", required=False),),
    notices=(Notice.UNIT,),
)

_NO_PRESSURE = Field("no_pressure", FieldKind.MUST_CONFIRM)

_CONFIRM_WITHDRAWAL = Row(
    sources=BEFORE_FINDINGS,
    event=EventKind.WITHDRAWAL_CONFIRMED,
    to=Status.CLOSED,
    permission=Permission.CONFIRM_WITHDRAWAL,
    who=STAFF,
    audit=AuditKind.CASE_CLOSED,
    guards=(
        guards.withdrawal_pending,
        guards.not_critical,
        guards.no_urgent_action,
        guards.none_pending,
        guards.not_own_case,
    ),
    reasons=(ReasonCode.NO_PRESSURE_CONFIRMED,),
    fields=(_NO_PRESSURE, REASONS_WRITTEN, LETTER_TOO),
    notices=(Notice.COMPLAINANT,),
    clocks=CLOSED_WITHOUT_FINDING,
    closing=ClosingReason.WITHDRAWN,
)

_REVIEW_WITHDRAWN = Row(
    sources=(Status.UNDER_APPEAL,),
    event=EventKind.WITHDRAWAL_CONFIRMED,
    to=Status.CLOSED,
    permission=Permission.CONFIRM_WITHDRAWAL,
    who=STAFF,
    audit=AuditKind.CASE_CLOSED,
    guards=(
        guards.withdrawal_pending,
        guards.review_by_complainant,
        guards.no_urgent_action,
        guards.none_pending,
        guards.findings_unchanged,
        guards.not_own_case,
    ),
    reasons=(ReasonCode.NO_PRESSURE_CONFIRMED,),
    fields=(_NO_PRESSURE, REASONS_WRITTEN, LETTER_TOO),
    notices=(Notice.COMPLAINANT,),
    clocks=CASE_ENDS,
)

_CONTINUE = Row(
    sources=ALL_OPEN,
    event=EventKind.CONTINUED_OWN_MOTION,
    to=None,
    permission=Permission.CONFIRM_WITHDRAWAL,
    who=STAFF,
    audit=AuditKind.CASE_DECIDED,
    guards=(guards.withdrawal_pending,),
    reasons=(
        ReasonCode.PRESSURE_SUSPECTED,
        ReasonCode.PERSON_AT_RISK,
        ReasonCode.PUBLIC_INTEREST,
        ReasonCode.FINDINGS_STAND,
    ),
    fields=(REASONS_WRITTEN,),
    notices=(Notice.COMPLAINANT,),
)

_JOIN = Row(
    sources=ALL_OPEN,
    event=EventKind.JOINED,
    to=None,
    permission=Permission.JOIN,
    who=frozenset({ActorKind.STAFF}),
    audit=AuditKind.CASE_DECIDED,
    reasons=(ReasonCode.SAME_INCIDENT,),
    fields=(Field("case", FieldKind.CASE),),
    notices=(Notice.COMPLAINANT,),
)

ROWS: tuple[Row, ...] = (
    _SUBMIT,
    _ACCEPT,
    *(_reroute(status) for status in ALL_OPEN),
    _WITHDRAW,
    _CONFIRM_WITHDRAWAL,
    _REVIEW_WITHDRAWN,
    _CONTINUE,
    _JOIN,
)
