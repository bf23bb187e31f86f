"""Record one event of a case with all that follows from it, inside an action's transaction.

The workflow table decides; the words are sealed; projections, notices, the record and the log are
written with the event. Every action on a case goes through here, whoever acts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from sqlalchemy.orm import Session

from intake.accounts.roles import Permission
from intake.actions.case.notes import NotedEvent, note_event
from intake.actions.context import ActionContext
from intake.bedrock.characters import is_blank
from intake.bedrock.keys import UnitKey
from intake.cases.clocks import clocks_for, latest, over
from intake.cases.facts import CaseFacts, CaseState
from intake.cases.history import read_events
from intake.cases.models import Case
from intake.cases.projection import project
from intake.cases.reasons import ReasonCode
from intake.cases.recording import RulesInForce, append_event
from intake.cases.vocabulary import EventKind
from intake.cases.workflow.event import Actor, CaseEvent
from intake.cases.workflow.form import check_form
from intake.cases.workflow.recording import Entry, event_of
from intake.cases.workflow.row import Row
from intake.cases.workflow.table import Refusal, decide
from intake.complaints.compartment import Compartment, Envelope
from intake.complaints.keys.proving import newest_head
from intake.complaints.messages import store_message
from intake.complaints.models import Part
from intake.complaints.parts import PartKind
from intake.complaints.vocabulary import Direction, MessageKind
from intake.db.ids import new_id
from intake.db.rows import insert_rows
from intake.ledger.rows import await_turn

TO_THREAD: Mapping[str, MessageKind] = {
    "message": MessageKind.MESSAGE,
    "questions": MessageKind.QUESTION,
    "offer": MessageKind.MESSAGE,
    "letter": MessageKind.LETTER,
}
"""Written fields that both sides read, and as what kind of message; all others are the office's."""

_KIND_OF_EVENT: Mapping[EventKind, MessageKind] = {
    EventKind.ACKNOWLEDGED: MessageKind.ACKNOWLEDGEMENT,
    EventKind.LETTER_SENT: MessageKind.LETTER,
}
_PART_OF_FIELD: Mapping[str, PartKind] = {
    "note": PartKind.NOTE,
    "subject_name": PartKind.SUBJECT,
}


class CaseRefused(Exception):
    """The workflow does not allow it; ``refusals`` say why, by field where one is meant."""

    def __init__(self, *refusals: Refusal) -> None:
        super().__init__(", ".join(refusal.code.value for refusal in refusals))
        self.refusals = refusals


class StaleCase(Exception):
    """The case was changed by someone else since it was read; nothing was recorded."""


@dataclass(frozen=True, kw_only=True, repr=False)
class EventRequest:
    """What somebody wants to record.

    Attributes:
        details: closed facts by field name.
        written: what was typed, by field name; sealed before it is stored.
        effective_day: the day on which it holds, where that is not today.
    """

    event: EventKind
    reason: ReasonCode | None = None
    details: Mapping[str, str] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)
    effective_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Recorder:
    """Who records: the actor, what they may do in the case's unit, and what they can seal."""

    actor: Actor
    permissions: frozenset[Permission] = frozenset()
    compartment: Compartment | None = None


def case_facts(
    session: Session, *, context: ActionContext, case: Case, conflict: bool = False
) -> tuple[tuple[CaseEvent, ...], CaseFacts]:
    """A case's events, and what is known of it now."""
    history = read_events(session, case.id)
    entity = context.configuration.entity(case.entity)
    calendar = context.configuration.jurisdiction(entity.jurisdiction).calendar
    clocks = latest(clocks_for(history, rules=entity.clocks, calendar=calendar))
    facts = CaseFacts(
        state=project(history),
        overdue=over(clocks, context.at),
        conflict=conflict,
        rules=entity.clocks,
    )
    return history, facts


def record_in(
    session: Session,
    *,
    context: ActionContext,
    case: Case,
    wanted: EventRequest,
    recorder: Recorder,
    conflict: bool = False,
) -> CaseState:
    """Record one event; the caller holds the transaction and has read the case within it.

    Raises:
        CaseRefused: the table, a guard or the form says no.
        StaleDataError: somebody else recorded an event of this case at the same moment.
        KeyAbsent, ShareErased: there are words to seal, and no key to seal them with.
    """
    await_turn(session, complaint_id=case.complaint_id)
    history, facts = case_facts(session, context=context, case=case, conflict=conflict)
    row = _decided(wanted, facts, recorder)
    entity = context.configuration.entity(_entity_after(wanted, case))
    calendar = context.configuration.jurisdiction(entity.jurisdiction).calendar
    day = wanted.effective_day or calendar.local_day(context.at)
    entry = Entry(id=new_id(context.random), case_id=case.id, at=context.at, effective_day=day)
    event = event_of(
        row,
        entry,
        facts=facts,
        actor=recorder.actor,
        reason=wanted.reason,
        details=wanted.details,
    )
    part_id = _seal_words(
        session, context=context, case=case, event=event, wanted=wanted, recorder=recorder
    )
    state = append_event(
        session,
        case=case,
        history=history,
        event=event,
        part_id=part_id,
        rules=RulesInForce(
            clocks=entity.clocks, calendar=calendar, config_version=context.configuration.version
        ),
    )
    noted = NotedEvent(
        row=row,
        event=event,
        document=_document(event, part_id),
        records=_head(session, case, recorder),
    )
    note_event(session, context=context, case=case, noted=noted, unit=facts.state.unit)
    return state


def _document(event: CaseEvent, part_id: str | None) -> bytes:
    """The SHA-256 of what stands behind an event, for the log."""
    return sha256(f"{event.id}:{part_id or ''}".encode("ascii")).digest()


def _head(session: Session, case: Case, recorder: Recorder) -> bytes:
    """The hash of the case's newest record: the one that this event adds, if it adds one."""
    own = recorder.compartment
    return own.chain.head if own and own.chain else newest_head(session, case.id)


def _entity_after(wanted: EventRequest, case: Case) -> str:
    """The entity whose periods run from now on: with a change of hands, the receiving one's."""
    if wanted.event is EventKind.REROUTED and "unit" in wanted.details:
        return UnitKey(wanted.details["unit"]).entity
    return case.entity


def _decided(wanted: EventRequest, facts: CaseFacts, recorder: Recorder) -> Row:
    row = decide(
        facts.state.status,
        wanted.event,
        facts=facts,
        permissions=recorder.permissions,
        actor=recorder.actor,
        reason=wanted.reason,
    )
    if isinstance(row, Refusal):
        raise CaseRefused(row)
    written = {name for name, text in wanted.written.items() if not is_blank(text)}
    problems = check_form(
        row, facts=facts, reason=wanted.reason, details=wanted.details, written=written
    )
    if problems:
        raise CaseRefused(*problems)
    return row


def _seal_words(
    session: Session,
    *,
    context: ActionContext,
    case: Case,
    event: CaseEvent,
    wanted: EventRequest,
    recorder: Recorder,
) -> str | None:
    """Seal what was typed; returns the part that the event points to."""
    words = {name: text for name, text in wanted.written.items() if not is_blank(text)}
    if not words:
        return None
    own = recorder.compartment or context.compartment(case.complaint_id, case.id)
    incoming = event.kind in {EventKind.MESSAGE_RECEIVED, EventKind.INFORMATION_RECEIVED}
    part_id = None
    for name in [name for name in words if name in TO_THREAD]:
        envelope = Envelope(
            direction=Direction.IN if incoming else Direction.OUT,
            kind=_KIND_OF_EVENT.get(event.kind, TO_THREAD[name]),
            author_id=recorder.actor.id,
            sent_at=context.at,
            event_id=event.id,
        )
        part_id = store_message(session, own, envelope=envelope, text=words.pop(name))
    if words:
        only = next(iter(words)) if len(words) == 1 else ""
        kind = _PART_OF_FIELD.get(only, PartKind.REASONS)
        text = json.dumps(words, ensure_ascii=False, sort_keys=True)
        part = own.seal(kind, text, beside=event.beside)
        insert_rows(session, Part, [part])
        part_id = part["id"]
    return part_id
