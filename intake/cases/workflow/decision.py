"""Rows of the workflow table: findings decided, answered, reviewed; cases reopened."""

from __future__ import annotations

from intake.accounts.roles import Permission
from intake.audit.kinds import AuditKind
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import (
    AgencyResponse,
    ClockKind,
    ClosingReason,
    EventKind,
    Status,
)
from intake.cases.workflow import guards
from intake.cases.workflow.clocks import (
    CASE_ENDS,
    FINDINGS_ISSUED,
    FINDINGS_ISSUED_BY_LETTER,
    FINDINGS_SENT_BACK,
    REMANDED,
)
from intake.cases.workflow.guards import Guard
from intake.cases.workflow.row import (
    COMPLAINANT_OR_STAFF,
    LETTER,
    LETTER_TOO,
    REASONS_WRITTEN,
    STAFF,
    SYSTEM_ONLY,
    Effect,
    Field,
    FieldKind,
    Notice,
    Row,
    begin,
    choice,
    start,
    stop,
    written,
)

_REVIEWED = (Status.FINDINGS_REVIEW,)
_APPEAL = (Status.UNDER_APPEAL,)
_FAULTS = (
    ReasonCode.NEW_EVIDENCE,
    ReasonCode.ERROR_OF_FACT,
    ReasonCode.ERROR_OF_RULE,
    ReasonCode.UNFAIR_PROCESS,
)
_MEETING = (
    Field("meeting_day", FieldKind.DAY),
    Field("votes_for", FieldKind.COUNT),
    Field("votes_against", FieldKind.COUNT),
    Field("abstentions", FieldKind.COUNT),
    Field("recusals", FieldKind.COUNT),
    written("item_number"),
    written("recused_members", required=False),
)


def _board(reason: ReasonCode, to: Status, clocks: tuple[Effect, ...], *more: Field) -> Row:
    return Row(
        sources=_REVIEWED,
        event=EventKind.BOARD_DECISION_RECORDED,
        to=to,
        permission=Permission.RECORD_BOARD_DECISION,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        guards=(guards.not_investigator, guards.framed, guards.none_pending),
        reasons=(reason,),
        fields=(*_MEETING, *more),
        notices=(Notice.COMPLAINANT, Notice.ASSIGNEE),
        clocks=clocks,
    )


_FINDINGS = (
    Row(
        sources=_REVIEWED,
        event=EventKind.FINDINGS_RETURNED,
        to=Status.UNDER_INVESTIGATION,
        permission=Permission.REVIEW_FINDINGS,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.not_investigator,),
        reasons=(
            ReasonCode.REASONS_INCOMPLETE,
            ReasonCode.EVIDENCE_MISSING,
            ReasonCode.STANDARD_NOT_APPLIED,
        ),
        fields=(REASONS_WRITTEN,),
        notices=(Notice.ASSIGNEE,),
        clocks=FINDINGS_SENT_BACK,
    ),
    _board(ReasonCode.BOARD_ADOPTED, Status.FINDINGS_ISSUED, FINDINGS_ISSUED),
    _board(
        ReasonCode.BOARD_SENT_BACK,
        Status.UNDER_INVESTIGATION,
        FINDINGS_SENT_BACK,
        REASONS_WRITTEN,
    ),
    Row(
        sources=_REVIEWED,
        event=EventKind.FINDINGS_APPROVED,
        to=Status.FINDINGS_ISSUED,
        permission=Permission.APPROVE_FINDINGS,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        guards=(guards.not_investigator, guards.framed, guards.none_pending),
        fields=(LETTER,),
        notices=(Notice.COMPLAINANT, Notice.ASSIGNEE),
        clocks=FINDINGS_ISSUED_BY_LETTER,
    ),
    Row(
        sources=(Status.FINDINGS_ISSUED, Status.UNDER_APPEAL, Status.CLOSED),
        event=EventKind.AGENCY_RESPONSE_RECORDED,
        to=None,
        permission=Permission.RECORD_AGENCY_RESPONSE,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        guards=(guards.findings_issued, guards.no_agency_response),
        fields=(choice("answer", AgencyResponse), written("response")),
        notices=(Notice.COMPLAINANT,),
        clocks=stop(ClockKind.AGENCY_RESPONSE),
    ),
    Row(
        sources=(Status.FINDINGS_ISSUED,),
        event=EventKind.APPEAL_WINDOW_ENDED,
        to=Status.CLOSED,
        permission=None,
        who=SYSTEM_ONLY,
        audit=AuditKind.CASE_CLOSED,
        guards=(
            guards.appeal_time_over,
            guards.agency_answered_or_overdue,
            guards.no_urgent_action,
            guards.none_pending,
        ),
        notices=(Notice.COMPLAINANT,),
        clocks=CASE_ENDS,
        closing=ClosingReason.FINDINGS,
    ),
)


def _request_review(source: Status, *conditions: Guard) -> Row:
    return Row(
        sources=(source,),
        event=EventKind.APPEAL_REQUESTED,
        to=Status.UNDER_APPEAL,
        permission=Permission.RECORD_FOR_OTHERS,
        who=COMPLAINANT_OR_STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=conditions,
        fields=(
            Field(
                "requested_by",
                FieldKind.CHOICE,
                required=False,
                choices=("complainant", "subject"),
            ),
            # Late is not refused: whoever asks late says why.
            written("late_cause", required=False),
            written("grounds", required=False),
        ),
        notices=(Notice.UNIT, Notice.COMPLAINANT),
        clocks=(
            *stop(ClockKind.APPEAL_WINDOW),
            *start(ClockKind.APPEAL_DECISION),
            *begin(ClockKind.STATUS_UPDATE),
        ),
    )


_NOTHING_OPEN = (guards.not_involved, guards.no_urgent_action, guards.none_pending)


def _decide(event: EventKind, closing: ClosingReason | None, *conditions: Guard) -> Row:
    return Row(
        sources=_APPEAL,
        event=event,
        to=Status.CLOSED,
        permission=Permission.DECIDE_APPEAL,
        who=STAFF,
        audit=AuditKind.CASE_CLOSED,
        guards=(*_NOTHING_OPEN, *conditions),
        reasons=_FAULTS if event is EventKind.DECISION_MODIFIED else (),
        fields=(REASONS_WRITTEN, LETTER_TOO),
        notices=(Notice.COMPLAINANT,),
        clocks=CASE_ENDS,
        closing=closing,
    )


def _reopen(to: Status, clock: ClockKind, history: Guard) -> Row:
    return Row(
        sources=(Status.CLOSED, Status.REFERRED),
        event=EventKind.REOPENED,
        to=to,
        permission=Permission.REOPEN,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        guards=(history,),
        reasons=(
            ReasonCode.NEW_EVIDENCE,
            ReasonCode.NEW_RULING,
            ReasonCode.ERROR_OF_FACT,
            ReasonCode.ERROR_OF_RULE,
        ),
        fields=(REASONS_WRITTEN,),
        notices=(Notice.UNIT, Notice.COMPLAINANT),
        clocks=(
            *stop(
                ClockKind.APPEAL_WINDOW,
                ClockKind.AGENCY_RESPONSE,
                ClockKind.REFERRAL_CONFIRMATION,
            ),
            *start(clock, ClockKind.STATUS_UPDATE),
        ),
    )


ROWS: tuple[Row, ...] = (
    *_FINDINGS,
    _request_review(Status.FINDINGS_ISSUED),
    _request_review(Status.CLOSED, guards.closed_without_finding),
    _decide(
        EventKind.DECISION_UPHELD,
        ClosingReason.FINDINGS,
        guards.review_of_findings,
        guards.findings_unchanged,
    ),
    # A closing without a finding that is upheld keeps the reason that it had.
    _decide(EventKind.DECISION_UPHELD, None, guards.review_of_closing),
    _decide(
        EventKind.DECISION_MODIFIED,
        ClosingReason.FINDINGS,
        guards.review_of_findings,
        guards.findings_changed,
    ),
    Row(
        sources=_APPEAL,
        event=EventKind.REMANDED,
        to=Status.UNDER_INVESTIGATION,
        permission=Permission.DECIDE_APPEAL,
        who=STAFF,
        audit=AuditKind.CASE_DECIDED,
        guards=(guards.not_involved,),
        reasons=_FAULTS,
        fields=(REASONS_WRITTEN,),
        notices=(Notice.COMPLAINANT, Notice.ASSIGNEE),
        clocks=REMANDED,
    ),
    _reopen(Status.PRELIMINARY_REVIEW, ClockKind.REVIEW, guards.never_investigated),
    _reopen(Status.UNDER_INVESTIGATION, ClockKind.INVESTIGATION, guards.investigated_before),
)
