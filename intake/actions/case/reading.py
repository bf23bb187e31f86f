"""Open a complaint for staff: the one action that does, and every opening is recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.case.access import (
    get_case,
    open_case_keys,
    permissions_in,
    reading_unit,
)
from intake.actions.case.recording import Doer, Wanted, record_in
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import record
from intake.cases.models import Case
from intake.cases.vocabulary import ActorKind, EventKind
from intake.cases.workflow.event import Actor
from intake.complaints.case_keys import Keys
from intake.complaints.messages import Direction, ReadMessage, read_messages
from intake.complaints.models import Complaint, Message, Part
from intake.complaints.opened import OpenedComplaint, open_complaint
from intake.complaints.parts import LETTER_OF, open_part
from intake.complaints.shares import ShareErased, Shares, read_shares
from intake.db.transaction import transaction
from intake.vault.errors import KeyAbsent
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
    later one is a row of the record. Both are committed before anything is shown.

    Raises:
        CaseNotFound, OpeningRefused: it is not theirs to see, or to open.
        KeyAbsent, SealBroken, UnknownFormat, ShareErased: it cannot be opened.
    """
    with transaction(session):
        case = get_case(session, member=member, case_id=case_id)
        _require_permission(session, context, case, member)
        keys = open_case_keys(session, context=context, member=member, case=case)
        _note_opening(session, context=context, member=member, case=case)
    complaint = session.get_one(Complaint, case.complaint_id)
    shares = read_shares(session, complaint_id=complaint.id)
    return OpenedCase(
        case=case,
        complaint=complaint,
        content=open_complaint(
            session, install_id=context.install_id, complaint=complaint, keys=keys
        ),
        messages=read_messages(
            session,
            install_id=context.install_id,
            complaint_id=complaint.id,
            keys_by_case={case.id: keys},
            shares=shares,
        ),
        words=_read_words(session, context=context, case=case, keys=keys, shares=shares),
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
        doer = Doer(
            actor=Actor(ActorKind.STAFF, member.staff_id),
            permissions=member.permissions(case.unit),
        )
        record_in(
            session,
            context=context,
            case=case,
            wanted=Wanted(event=EventKind.FIRST_OPENED),
            doer=doer,
        )
    record(
        session,
        at=context.at,
        random=context.random,
        kind=AuditKind.COMPLAINT_OPENED,
        actor=staff_actor(member.staff_id),
        object_kind="case",
        object_id=case.id,
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


def _read_words(
    session: Session, *, context: ActionContext, case: Case, keys: Keys, shares: Shares
) -> Mapping[str, Mapping[str, str]]:
    kinds = [kind.value for kind, letter in LETTER_OF.items() if letter is KeyLetter.CASE]
    parts: Sequence[Part] = session.scalars(
        select(Part).where(Part.case_id == case.id, Part.kind.in_(kinds))
    ).all()
    return {
        part.id: words
        for part in parts
        if (words := _words(part, context.install_id, keys, shares)) is not None
    }


def _words(part: Part, install_id: str, keys: Keys, shares: Shares) -> Mapping[str, str] | None:
    """The words of a part; None where this office was never given their key: notes of the office
    that had the case before stay there.
    """
    try:
        text = open_part(part, install_id=install_id, keys=keys, shares=shares)
    except (KeyAbsent, ShareErased):
        return None
    words: Mapping[str, str] = json.loads(text)
    return words
