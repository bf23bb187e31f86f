"""Rows of the workflow table that move nothing: reading, assigning, talking, noting, letters."""

from __future__ import annotations

from intake.accounts.roles import Permission
from intake.audit.kinds import AuditKind
from intake.cases.vocabulary import OPEN, TERMINAL, ActorKind, ClockKind, EventKind, Status
from intake.cases.workflow import guards
from intake.cases.workflow.row import (
    COMPLAINANT_OR_STAFF,
    STAFF,
    Effect,
    Field,
    FieldKind,
    Notice,
    Row,
    start,
    stop,
    written,
)

_ALL = tuple(Status)
_OPEN = tuple(status for status in Status if status in OPEN)
_ENDED = tuple(status for status in Status if status in TERMINAL)
_HEARD = start(ClockKind.STATUS_UPDATE)


def _to_complainant(
    event: EventKind,
    permission: Permission,
    sources: tuple[Status, ...],
    clocks: tuple[Effect, ...],
) -> Row:
    return Row(
        sources=sources,
        event=event,
        to=None,
        permission=permission,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        fields=(written("message"),),
        notices=(Notice.COMPLAINANT,),
        clocks=clocks,
    )


_LETTER = stop(ClockKind.FINDINGS_LETTER)

ROWS: tuple[Row, ...] = (
    Row(
        sources=_OPEN,
        event=EventKind.ACKNOWLEDGED,
        to=None,
        permission=Permission.ACKNOWLEDGE,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        guards=(guards.not_acknowledged,),
        fields=(written("message"),),
        notices=(Notice.COMPLAINANT,),
        clocks=(*stop(ClockKind.ACKNOWLEDGE), *_HEARD),
    ),
    Row(
        sources=_ALL,
        event=EventKind.FIRST_OPENED,
        to=None,
        permission=Permission.OPEN_NEW_COMPLAINT,
        who=STAFF,
        audit=AuditKind.CASE_READ,
        guards=(guards.not_opened,),
    ),
    Row(
        sources=_ALL,
        event=EventKind.OPENED,
        to=None,
        permission=Permission.OPEN_COMPLAINT,
        who=STAFF,
        audit=AuditKind.CASE_READ,
        guards=(guards.opened_before,),
    ),
    Row(
        sources=_OPEN,
        event=EventKind.ASSIGNED,
        to=None,
        permission=Permission.ASSIGN,
        who=STAFF,
        audit=AuditKind.CASE_RECORDED,
        fields=(Field("assignee", FieldKind.STAFF),),
        notices=(Notice.ASSIGNEE,),
        clocks=stop(ClockKind.UNASSIGNED),
    ),
    _to_complainant(EventKind.MESSAGE_SENT, Permission.WRITE_MESSAGE, _OPEN, _HEARD),
    _to_complainant(EventKind.MESSAGE_SENT, Permission.WRITE_MESSAGE, _ENDED, ()),
    _to_complainant(EventKind.LETTER_SENT, Permission.SEND_LETTER, _OPEN, (*_LETTER, *_HEARD)),
    _to_complainant(EventKind.LETTER_SENT, Permission.SEND_LETTER, _ENDED, _LETTER),
    Row(
        # While an answer is awaited, any message is that answer: INFORMATION_RECEIVED.
        sources=tuple(s for s in Status if s is not Status.AWAITING_INFORMATION),
        event=EventKind.MESSAGE_RECEIVED,
        to=None,
        permission=Permission.RECORD_FOR_OTHERS,
        who=COMPLAINANT_OR_STAFF,
        audit=AuditKind.CASE_RECORDED,
        fields=(written("message", required=False),),
        notices=(Notice.UNIT,),
    ),
    Row(
        sources=_ALL,
        event=EventKind.NOTE_ADDED,
        to=None,
        permission=Permission.WRITE_NOTE,
        who=frozenset({ActorKind.STAFF}),
        audit=AuditKind.CASE_RECORDED,
        fields=(written("note"),),
    ),
)
