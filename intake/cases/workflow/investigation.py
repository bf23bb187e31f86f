"""Rows of the workflow table: allegations, investigation, findings handed in."""

from __future__ import annotations

from intake.accounts.roles import Permission
from intake.audit.kinds import AuditKind
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import (
    ClockKind,
    Disposition,
    EventKind,
    ExceptionApplied,
    NoFindingReason,
    StandardOfProof,
    Status,
    SubjectKind,
)
from intake.cases.workflow import guards
from intake.cases.workflow.guards import Guard
from intake.cases.workflow.row import (
    LETTER_TOO,
    REASONS_WRITTEN,
    STAFF,
    Effect,
    Field,
    FieldKind,
    Notice,
    Row,
    Turn,
    choice,
    pause,
    resume,
    start,
    stop,
    written,
)

_INVESTIGATION = (Status.UNDER_INVESTIGATION,)
_FRAMING = (Status.PRELIMINARY_REVIEW, Status.AWAITING_INFORMATION, Status.UNDER_INVESTIGATION)
_SETTLING = (*_FRAMING, Status.MEDIATION, Status.SUSPENDED)
_ALLEGATION = Field("allegation", FieldKind.ALLEGATION)

_ALLEGATIONS = (
    Row(
        sources=_FRAMING,
        event=EventKind.ALLEGATION_FRAMED,
        to=None,
        permission=Permission.FRAME_ALLEGATION,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        fields=(
            Field("allegation", FieldKind.NEW_ALLEGATION),
            Field("rule", FieldKind.RULE),
            choice("subject", SubjectKind),
            Field("retaliation", FieldKind.YES_NO),
            written("subject_name", required=False),
        ),
    ),
    Row(
        sources=_FRAMING,
        event=EventKind.ALLEGATION_WITHDRAWN,
        to=None,
        permission=Permission.FRAME_ALLEGATION,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        reasons=(ReasonCode.FRAMED_IN_ERROR, ReasonCode.MERGED_INTO_ANOTHER),
        fields=(_ALLEGATION, REASONS_WRITTEN),
    ),
    Row(
        sources=_SETTLING,
        event=EventKind.ALLEGATION_SETTLED,
        to=None,
        permission=Permission.SETTLE_ALLEGATION,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        fields=(_ALLEGATION, choice("no_finding_reason", NoFindingReason), REASONS_WRITTEN),
    ),
)


def _set_finding(source: Status, permission: Permission, *conditions: Guard) -> Row:
    return Row(
        sources=(source,),
        event=EventKind.FINDING_SET,
        to=None,
        permission=permission,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        guards=(guards.framed, *conditions),
        fields=(
            _ALLEGATION,
            choice("disposition", Disposition),
            choice("standard_of_proof", StandardOfProof),
            choice("exception_applied", ExceptionApplied, required=False),
            choice("no_finding_reason", NoFindingReason, required=False),
            REASONS_WRITTEN,
            written("recommendation", required=False),
        ),
    )


_COURSE = (
    Row(
        sources=_INVESTIGATION,
        event=EventKind.EVIDENCE_NOTICE_SENT,
        to=None,
        permission=Permission.INVESTIGATE,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        fields=(written("notice", required=False),),
        clocks=stop(ClockKind.EVIDENCE_NOTICE),
    ),
    Row(
        sources=_INVESTIGATION,
        event=EventKind.SUSPENDED,
        to=Status.SUSPENDED,
        permission=Permission.SUSPEND,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.no_urgent_action,),
        reasons=(ReasonCode.CRIMINAL_INVESTIGATION, ReasonCode.COURT_ORDER),
        fields=(REASONS_WRITTEN, LETTER_TOO),
        notices=(Notice.COMPLAINANT,),
        clocks=(*pause(ClockKind.INVESTIGATION), *start(ClockKind.SUSPENSION_REVIEW)),
    ),
    Row(
        sources=(Status.SUSPENDED,),
        event=EventKind.SUSPENSION_REVIEWED,
        to=None,
        permission=Permission.SUSPEND,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        fields=(REASONS_WRITTEN,),
        clocks=start(ClockKind.SUSPENSION_REVIEW),
    ),
    Row(
        sources=(Status.SUSPENDED,),
        event=EventKind.RESUMED,
        to=Status.UNDER_INVESTIGATION,
        permission=Permission.SUSPEND,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        reasons=(
            ReasonCode.CRIMINAL_INVESTIGATION_ENDED,
            ReasonCode.COURT_ORDER_ENDED,
            ReasonCode.SUSPENSION_NOT_NEEDED,
        ),
        notices=(Notice.COMPLAINANT, Notice.ASSIGNEE),
        clocks=(*stop(ClockKind.SUSPENSION_REVIEW), *resume(ClockKind.INVESTIGATION)),
    ),
    Row(
        sources=_INVESTIGATION,
        event=EventKind.EXTENDED,
        to=None,
        permission=Permission.EXTEND,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        guards=(guards.extendable,),
        reasons=(
            ReasonCode.EVIDENCE_AWAITED,
            ReasonCode.WITNESS_UNAVAILABLE,
            ReasonCode.AGENCY_DELAY,
            ReasonCode.COMPLEX_CASE,
        ),
        fields=(Field("days", FieldKind.COUNT), REASONS_WRITTEN, LETTER_TOO),
        notices=(Notice.COMPLAINANT,),
        clocks=(Effect(Turn.EXTEND, ClockKind.INVESTIGATION, "extension"),),
    ),
    Row(
        sources=_INVESTIGATION,
        event=EventKind.FINDINGS_SUBMITTED,
        to=Status.FINDINGS_REVIEW,
        permission=Permission.INVESTIGATE,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.framed, guards.none_pending),
        notices=(Notice.UNIT,),
        clocks=(*pause(ClockKind.INVESTIGATION), *start(ClockKind.FINDINGS_REVIEW)),
    ),
)

ROWS: tuple[Row, ...] = (
    *_ALLEGATIONS,
    _set_finding(Status.UNDER_INVESTIGATION, Permission.INVESTIGATE),
    _set_finding(
        Status.UNDER_APPEAL,
        Permission.DECIDE_APPEAL,
        guards.not_involved,
        guards.review_of_findings,
    ),
    *_COURSE,
)
