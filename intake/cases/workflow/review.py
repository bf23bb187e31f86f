"""Rows of the workflow table: questions to the complainant and the ways out of the review."""

from __future__ import annotations

from intake.accounts.roles import Permission
from intake.audit.kinds import AuditKind
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ClockKind, ClosingReason, EventKind, Status
from intake.cases.workflow import guards
from intake.cases.workflow.clocks import ANSWERED, ASKED, CLOSED_WITHOUT_FINDING
from intake.cases.workflow.guards import Guard
from intake.cases.workflow.row import (
    COMPLAINANT_OR_STAFF,
    LETTER_TOO,
    REASONS_WRITTEN,
    STAFF,
    SYSTEM_ONLY,
    Field,
    FieldKind,
    Notice,
    Row,
    begin,
    start,
    stop,
    written,
)

_REVIEW = (Status.PRELIMINARY_REVIEW,)


def _ask(source: Status, permission: Permission) -> Row:
    return Row(
        sources=(source,),
        event=EventKind.INFORMATION_REQUESTED,
        to=Status.AWAITING_INFORMATION,
        permission=permission,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.attempts_left,),
        fields=(written("questions"),),
        notices=(Notice.COMPLAINANT,),
        clocks=ASKED,
    )


def _answered(back_to: Status, came_from: Guard) -> Row:
    return Row(
        sources=(Status.AWAITING_INFORMATION,),
        event=EventKind.INFORMATION_RECEIVED,
        to=back_to,
        permission=Permission.RECORD_FOR_OTHERS,
        who=COMPLAINANT_OR_STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(came_from,),
        fields=(written("message", required=False),),
        notices=(Notice.UNIT,),
        clocks=ANSWERED,
    )


def _unanswered(back_to: Status, came_from: Guard) -> Row:
    return Row(
        sources=(Status.AWAITING_INFORMATION,),
        event=EventKind.INFORMATION_TIMED_OUT,
        to=back_to,
        permission=None,
        who=SYSTEM_ONLY,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(came_from, guards.answer_time_over),
        notices=(Notice.UNIT,),
        clocks=ANSWERED,
    )


_MEDIATION = (
    Row(
        sources=_REVIEW,
        event=EventKind.MEDIATION_OFFERED,
        to=None,
        permission=Permission.MEDIATE,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        guards=(guards.mediation_not_offered, guards.framed, guards.mediable),
        fields=(written("offer"),),
        notices=(Notice.COMPLAINANT,),
        clocks=start(ClockKind.STATUS_UPDATE),
    ),
    Row(
        sources=_REVIEW,
        event=EventKind.MEDIATION_DECLINED,
        to=None,
        permission=Permission.MEDIATE,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        guards=(guards.mediation_offered,),
    ),
    Row(
        sources=_REVIEW,
        event=EventKind.MEDIATION_ACCEPTED,
        to=Status.MEDIATION,
        permission=Permission.MEDIATE,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.mediation_offered, guards.framed, guards.mediable),
        fields=(
            Field("complainant_consents", FieldKind.MUST_CONFIRM),
            Field("subject_consents", FieldKind.MUST_CONFIRM),
        ),
        notices=(Notice.COMPLAINANT,),
        clocks=(*stop(ClockKind.REVIEW, ClockKind.INVESTIGATION), *start(ClockKind.MEDIATION)),
    ),
    Row(
        sources=(Status.MEDIATION,),
        event=EventKind.AGREEMENT_REACHED,
        to=Status.CLOSED,
        permission=Permission.MEDIATE,
        who=STAFF,
        audit=AuditKind.CASE_CLOSED,
        guards=(guards.no_urgent_action, guards.none_pending),
        fields=(written("terms"),),
        notices=(Notice.COMPLAINANT,),
        clocks=CLOSED_WITHOUT_FINDING,
        closing=ClosingReason.MEDIATED,
    ),
    Row(
        sources=(Status.MEDIATION,),
        event=EventKind.MEDIATION_FAILED,
        to=Status.UNDER_INVESTIGATION,
        permission=Permission.MEDIATE,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        notices=(Notice.COMPLAINANT,),
        clocks=(
            *stop(ClockKind.MEDIATION),
            *start(ClockKind.INVESTIGATION, ClockKind.EVIDENCE_NOTICE),
        ),
    ),
)

_BACK_FROM_REFERRAL = (
    *stop(ClockKind.REFERRAL_CONFIRMATION),
    *start(ClockKind.REVIEW, ClockKind.STATUS_UPDATE),
)

_REFERRAL = (
    Row(
        sources=_REVIEW,
        event=EventKind.REFERRED_OUT,
        to=Status.REFERRED,
        permission=Permission.REFER,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.no_urgent_action, guards.none_pending),
        reasons=(
            ReasonCode.OUTSIDE_THESE_RULES,
            ReasonCode.OUTSIDE_THIS_BODY,
            ReasonCode.FEDERAL_AGENTS_ALONE,
            ReasonCode.OTHER_LOCAL_MISCONDUCT,
        ),
        fields=(
            Field("receiving_body", FieldKind.BODY),
            Field("complainant_told", FieldKind.MUST_CONFIRM),
            # Without consent the referral goes out without anything that names the person.
            Field("personal_data_consent", FieldKind.YES_NO),
            REASONS_WRITTEN,
            LETTER_TOO,
        ),
        notices=(Notice.COMPLAINANT,),
        clocks=(
            *stop(*(clock for clock in ClockKind if clock is not ClockKind.REFERRAL_CONFIRMATION)),
            *start(ClockKind.REFERRAL_CONFIRMATION),
        ),
    ),
    Row(
        sources=(Status.REFERRED,),
        event=EventKind.REFERRAL_CONFIRMED,
        to=None,
        permission=Permission.REFER,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        guards=(guards.referral_open,),
        notices=(Notice.COMPLAINANT,),
        clocks=stop(ClockKind.REFERRAL_CONFIRMATION),
    ),
    Row(
        sources=(Status.REFERRED,),
        event=EventKind.REFERRAL_RETURNED,
        to=Status.PRELIMINARY_REVIEW,
        permission=Permission.REFER,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        reasons=(ReasonCode.DECLINED_BY_RECEIVER,),
        fields=(written("reasons", required=False),),
        notices=(Notice.UNIT, Notice.COMPLAINANT),
        clocks=_BACK_FROM_REFERRAL,
    ),
    Row(
        sources=(Status.REFERRED,),
        event=EventKind.REFERRAL_NOT_CONFIRMED,
        to=Status.PRELIMINARY_REVIEW,
        permission=None,
        who=SYSTEM_ONLY,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.referral_open, guards.confirmation_time_over),
        reasons=(ReasonCode.RECEIPT_NOT_CONFIRMED,),
        notices=(Notice.UNIT, Notice.COMPLAINANT),
        clocks=_BACK_FROM_REFERRAL,
    ),
)


def _close(closing: ClosingReason, reason: ReasonCode, *more: Guard) -> Row:
    return Row(
        sources=_REVIEW,
        event=EventKind.CLOSED_ADMINISTRATIVELY,
        to=Status.CLOSED,
        permission=Permission.CLOSE,
        who=STAFF,
        audit=AuditKind.CASE_CLOSED,
        guards=(
            guards.no_urgent_action,
            guards.none_pending,
            guards.not_own_case,
            *more,
        ),
        reasons=(reason,),
        fields=(REASONS_WRITTEN, LETTER_TOO),
        notices=(Notice.COMPLAINANT,),
        clocks=CLOSED_WITHOUT_FINDING,
        closing=closing,
    )


ROWS: tuple[Row, ...] = (
    _ask(Status.PRELIMINARY_REVIEW, Permission.REQUEST_INFORMATION),
    _ask(Status.UNDER_INVESTIGATION, Permission.INVESTIGATE),
    _answered(Status.PRELIMINARY_REVIEW, guards.asked_in_review),
    _answered(Status.UNDER_INVESTIGATION, guards.asked_in_investigation),
    _unanswered(Status.PRELIMINARY_REVIEW, guards.asked_in_review),
    _unanswered(Status.UNDER_INVESTIGATION, guards.asked_in_investigation),
    Row(
        sources=_REVIEW,
        event=EventKind.INVESTIGATION_OPENED,
        to=Status.UNDER_INVESTIGATION,
        permission=Permission.OPEN_INVESTIGATION,
        who=STAFF,
        audit=AuditKind.CASE_STATUS_CHANGED,
        guards=(guards.framed, guards.no_conflict),
        notices=(Notice.COMPLAINANT, Notice.ASSIGNEE),
        clocks=(
            *stop(ClockKind.REVIEW),
            *begin(ClockKind.INVESTIGATION, ClockKind.EVIDENCE_NOTICE),
        ),
    ),
    *_MEDIATION,
    *_REFERRAL,
    _close(ClosingReason.DUPLICATE, ReasonCode.DUPLICATE),
    _close(ClosingReason.ALREADY_ADJUDICATED, ReasonCode.ALREADY_ADJUDICATED),
    _close(
        ClosingReason.INSUFFICIENT_INFORMATION,
        ReasonCode.INSUFFICIENT_INFORMATION,
        guards.asked_enough,
        guards.not_for_silence,
    ),
    _close(ClosingReason.NO_POTENTIAL_VIOLATION, ReasonCode.NO_POTENTIAL_VIOLATION),
    _close(
        ClosingReason.WITHDRAWN,
        ReasonCode.WITHDRAWN,
        guards.withdrawal_pending,
        guards.not_critical,
    ),
)
