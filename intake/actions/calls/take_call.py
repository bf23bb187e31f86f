"""Take a complaint by telephone, at the counter or from a letter: begin, keep, send, drop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.calls.conflict import offices_instead
from intake.actions.complaint.filing import Filed, Origin, file_draft
from intake.actions.complaint.open_draft import insert_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.actions.context import ActionContext
from intake.actions.importing.record import EARLIEST
from intake.audit.actor import staff_actor
from intake.bedrock.keys import UnitKey
from intake.complaints.calls import CallNotFound, KeptCode, call_row, calls_of, get_kept_code
from intake.complaints.content import Content
from intake.complaints.drafting import DraftFacts, new_draft
from intake.complaints.models import Complaint, Draft, Erasable, KeptCall, Mailbox, Part
from intake.complaints.unsent import DraftGone, Unsent, load_unsent
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import Channel
from intake.db.changes import changed
from intake.db.transaction import transaction
from intake.rules.entities import Entity
from intake.vault.errors import VaultError

CHANNELS = tuple(channel for channel in Channel if channel is not Channel.WEB)
"""The doors by which a complaint comes in through a clerk."""
CODE_KEPT = timedelta(minutes=60)
"""How long after sending the clerk can still read the code aloud."""
FALLBACK_LANGUAGE = "en"


class CallRefused(Exception):
    """The clerk's own office must not hear it; `offices` are those to call instead, if any."""

    def __init__(self, offices: tuple[Entity, ...]) -> None:
        super().__init__("the office is in conflict with an employer named")
        self.offices = offices


class DayNotPossible(ValueError):
    """A complaint is received today or earlier, and not before anybody can have kept it."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Call:
    """A call being taken, opened for one request."""

    kept: KeptCode
    unsent: Unsent


@dataclass(frozen=True, kw_only=True, repr=False)
class NewCall:
    """A call that begins.

    Attributes:
        unit: the clerk's unit that takes it.
        content: the employers and the language of the person who tells it.
    """

    unit: str
    channel: Channel
    content: Content


@dataclass(frozen=True, kw_only=True, repr=False)
class SentCall:
    """A call that was sent a while ago: what the clerk reads aloud."""

    complaint: Complaint
    code: str
    unit: str


def start_call(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    call: NewCall,
    lengths: VisitLengths,
) -> str:
    """Begin a call: the employer is asked first, so that an office in conflict hears no more.

    Returns:
        The draft's id.

    Raises:
        CallRefused: the unit's own entity cannot judge one of the employers; nothing is stored.
        CallNotFound: the member takes no complaints in this unit.
    """
    unit, content = call.unit, call.content
    if not member.may(Permission.TAKE_COMPLAINT, unit):
        raise CallNotFound(unit)
    place = context.configuration.jurisdiction(UnitKey(unit).place)
    offices = offices_instead(
        content, entity=UnitKey(unit).entity, place=place, configuration=context.configuration
    )
    if offices is not None:
        raise CallRefused(offices)
    language = content.language if content.language in place.languages else FALLBACK_LANGUAGE
    facts = DraftFacts(
        jurisdiction=place.slug,
        language=language,
        channel=call.channel,
        expires_at=context.at + lengths.draft_kept,
        made_by_staff=True,
    )
    made = new_draft(facts, install_id=context.install_id, random=context.random)
    # A code shown early keeps its draft for days: so does one that a clerk holds.
    made = made.told(replace(made.unsent, content=content, code_shown=True))
    draft_id = made.unsent.complaint_id
    kept = KeptCode(draft_id=draft_id, unit=unit, started_at=context.at, code=made.code)
    with transaction(session):
        insert_draft(session, made)
        session.execute(insert(KeptCall), [_call_row(kept, context, member)])
    return draft_id


def _call_row(kept: KeptCode, context: ActionContext, member: Member) -> dict[str, Any]:
    return call_row(
        kept,
        install_id=context.install_id,
        staff_id=member.staff_id,
        seed=member.private_key.seed,
    )


def open_call(session: Session, *, context: ActionContext, member: Member, draft_id: str) -> Call:
    """A clerk's own unsent call. Raises CallNotFound, DraftGone, SealBroken."""
    kept = _kept(session, context, member, draft_id)
    unsent = load_unsent(
        session,
        code=kept.code,
        install_id=context.install_id,
        random=context.random,
        at=context.at,
    )
    return Call(kept=kept, unsent=unsent)


def kept_calls(session: Session, *, context: ActionContext, member: Member) -> tuple[Call, ...]:
    """The calls that a clerk has not sent yet, the newest first; what does not open is left out."""
    found = []
    for row in calls_of(session, staff_id=member.staff_id):
        try:
            found.append(open_call(session, context=context, member=member, draft_id=row.draft_id))
        except (DraftGone, VaultError):
            continue
    return tuple(found)


def save_call(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    draft_id: str,
    change: Callable[[Unsent], Unsent],
    limits: DraftLimits,
) -> Unsent:
    """Keep what was told so far, sealed. Raises CallNotFound and what `save_draft` raises."""
    kept = _kept(session, context, member, draft_id)
    return save_draft(session, context=context, code=kept.code, change=change, limits=limits)


def send_call(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    draft_id: str,
    received_day: date | None = None,
    edition: str | None = None,
) -> Filed:
    """File a call. The code stays with the clerk for CODE_KEPT, to be read aloud or handed over.

    Args:
        received_day: the day on which a letter came in, where that is not today.
        edition: that of the draft as the last page showed it.

    Raises:
        DraftNotShown: it was changed since.
        CallNotFound, DraftGone: it is not theirs, or was sent or has expired.
        DayNotPossible: the day lies ahead, or so far back that it is a slip.
        NothingTold, NobodyLeft: see `file_complaint`.
    """
    kept = _kept(session, context, member, draft_id)
    place = context.configuration.jurisdiction(UnitKey(kept.unit).place)
    today = place.calendar.local_day(context.at)
    if received_day is not None and not EARLIEST <= received_day <= today:
        raise DayNotPossible
    origin = Origin(actor=staff_actor(member.staff_id), received_day=received_day)
    return file_draft(session, context=context, code=kept.code, origin=origin, edition=edition)


def sent_call(
    session: Session, *, context: ActionContext, member: Member, draft_id: str
) -> SentCall:
    """A clerk's own call after it was sent, while the code can still be read aloud.

    Raises CallNotFound once it was, or CODE_KEPT is over.
    """
    kept = _kept(session, context, member, draft_id)
    complaint = session.get(Complaint, draft_id, populate_existing=True)
    if complaint is None or complaint.filed_at + CODE_KEPT <= context.at:
        raise CallNotFound(draft_id)
    return SentCall(complaint=complaint, code=kept.code, unit=kept.unit)


def finish_call(session: Session, *, context: ActionContext, member: Member, draft_id: str) -> None:
    """The complainant has the code: the clerk holds it no more. Raises CallNotFound."""
    sent_call(session, context=context, member=member, draft_id=draft_id)
    with transaction(session):
        _forget(session, member, draft_id)


def drop_call(session: Session, *, context: ActionContext, member: Member, draft_id: str) -> None:
    """Delete a call that was not sent, as the caller wishes. Raises CallNotFound, DraftGone."""
    open_call(session, context=context, member=member, draft_id=draft_id)
    with transaction(session):
        # The draft's row decides between this and sending it at the same moment.
        if not changed(session, delete(Draft).where(Draft.id == draft_id)):
            raise DraftGone
        for model in (Erasable, Part, Mailbox):
            session.execute(delete(model).where(model.complaint_id == draft_id))
        _forget(session, member, draft_id)


def _kept(session: Session, context: ActionContext, member: Member, draft_id: str) -> KeptCode:
    kept = get_kept_code(
        session,
        install_id=context.install_id,
        draft_id=draft_id,
        staff_id=member.staff_id,
        seed=member.private_key.seed,
    )
    if not member.may(Permission.TAKE_COMPLAINT, kept.unit):
        raise CallNotFound(draft_id)
    return kept


def _forget(session: Session, member: Member, draft_id: str) -> None:
    session.execute(
        delete(KeptCall).where(KeptCall.draft_id == draft_id, KeptCall.staff_id == member.staff_id)
    )
