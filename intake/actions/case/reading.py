"""Open a complaint for staff: the one action that does, and every opening is recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.case.access import (
    get_case,
    open_compartment,
    permissions_in,
    reading_unit,
)
from intake.actions.case.recording import EventRequest, Recorder, record_in
from intake.actions.complaint.alarms import alarm_of_records
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.cases.history import event_from_row
from intake.cases.models import Case, CaseEventRow
from intake.cases.vocabulary import ActorKind, EventKind
from intake.cases.workflow.event import Actor
from intake.complaints.compartment import Compartment
from intake.complaints.messages import ReadMessage, read_messages
from intake.complaints.models import Complaint, Message, Part
from intake.complaints.opened import OpenedComplaint, open_complaint
from intake.complaints.parts import kinds_under
from intake.complaints.vocabulary import Direction
from intake.db.transaction import transaction
from intake.vault.keys import KeyLetter


class OpeningRefused(PermissionError):
    """The member may see the case's facts but may not open what is sealed."""


@dataclass(frozen=True, kw_only=True, repr=False)
class OpenedCase:
    """A case in the clear, for one request.

    Attributes:
        words: what staff wrote with an event, by event part id, then by field name.
    """

    case: Case
    complaint: Complaint
    content: OpenedComplaint
    messages: tuple[ReadMessage, ...]
    words: Mapping[str, Mapping[str, str]]


def open_case(
    session: Session, *, context: ActionContext, member: Member, case_id: str
) -> OpenedCase:
    """Open everything of a case that the member's unit holds keys for.

    The first opening is an event, so that the complainant can be told that a person read it; each
    later one is a row of the record. Both are committed before anything is shown, and so is an
    alarm where keys or records were found that do not belong to the case.

    Raises:
        CaseNotFound, OpeningRefused: it is not theirs to see, or to open.
        KeyAbsent, SealBroken, UnknownFormat, ShareErased: it cannot be opened.
    """
    with transaction(session):
        case = get_case(session, member=member, case_id=case_id)
        _require_permission(session, context, case, member)
        own = open_compartment(session, context=context, member=member, case=case)
        _note_opening(session, context=context, member=member, case=case)
        if own.faults:
            alarm_of_records(
                session,
                context=context,
                complaint_id=case.complaint_id,
                place=case.jurisdiction,
            )
    complaint = session.get_one(Complaint, case.complaint_id)
    return OpenedCase(
        case=case,
        complaint=complaint,
        content=open_complaint(session, complaint=complaint, compartment=own),
        messages=read_messages(session, {case.id: own}),
        words=_read_words(session, own),
    )


def _require_permission(
    session: Session, context: ActionContext, case: Case, member: Member
) -> None:
    needed = (
        Permission.OPEN_NEW_COMPLAINT
        if case.first_opened_day is None
        else Permission.OPEN_COMPLAINT
    )
    held = permissions_in(session, configuration=context.configuration, member=member, case=case)
    if needed not in held:
        raise OpeningRefused(needed.value)


def _note_opening(session: Session, *, context: ActionContext, member: Member, case: Case) -> None:
    unit = reading_unit(session, member=member, case=case)
    if case.first_opened_day is None:
        recorder = Recorder(
            actor=Actor(ActorKind.STAFF, member.staff_id),
            permissions=member.permissions(case.unit),
        )
        record_in(
            session,
            context=context,
            case=case,
            wanted=EventRequest(event=EventKind.FIRST_OPENED),
            recorder=recorder,
        )
    context.record(
        session,
        AuditKind.COMPLAINT_OPENED,
        actor=staff_actor(member.staff_id),
        on=ObjectKind.CASE.of(case.id),
        unit=unit,
    )
    if unit != case.unit:
        return
    session.execute(
        update(Message)
        .where(
            Message.case_id == case.id,
            Message.direction == Direction.IN.value,
            Message.read_at.is_(None),
        )
        .values(read_at=context.at)
    )


def _read_words(session: Session, own: Compartment) -> Mapping[str, Mapping[str, str]]:
    """What staff wrote, by part; without what this office was never given the key of: notes of the
    office that had the case before stay there.
    """
    kinds = [kind.value for kind in kinds_under(KeyLetter.CASE)]
    rows = session.execute(
        select(Part, CaseEventRow)
        .join(CaseEventRow, CaseEventRow.part_id == Part.id)
        .where(Part.case_id == own.case_id, Part.kind.in_(kinds))
    )
    texts = {
        part.id: own.open_if_held(part, beside=event_from_row(row, {}).beside) for part, row in rows
    }
    return {part_id: json.loads(text) for part_id, text in texts.items() if text is not None}
