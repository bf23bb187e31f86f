"""Move a case to another unit, for a conflict or as the wrong body: keys change hands."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from intake.accounts.people import Member
from intake.accounts.units.keys import ProvenUnit
from intake.actions.case.access import get_case, open_compartment, permissions_in
from intake.actions.case.hand_over import Handing, hand_over, new_hands
from intake.actions.case.receivers import entities_kept_out, receiving_units
from intake.actions.case.recording import CaseRefused, EventRequest, Recorder, StaleCase, record_in
from intake.actions.complaint.alarms import raise_alarm
from intake.actions.context import ActionContext
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.keys import UnitKey
from intake.cases.access import read_accesses
from intake.cases.facts import CaseState
from intake.cases.former_offices import CONFLICTS
from intake.cases.models import Case
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import OPEN, ActorKind, EventKind
from intake.cases.workflow.event import Actor
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.table import Refusal
from intake.complaints.compartment import Compartment
from intake.db.transaction import transaction

_OPEN = frozenset(status.value for status in OPEN)


@dataclass(frozen=True, kw_only=True, repr=False)
class Move:
    """Where a case is to go, and why.

    Attributes:
        unit: the key of the receiving unit.
        reasons: written for the receiving unit, sealed under its new case key.
    """

    unit: str
    reason: ReasonCode
    reasons: str = ""


def reroute_case(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    case_id: str,
    seen_version: int,
    move: Move,
) -> CaseState:
    """Move a case, and for a conflict every open case of the complaint that the unit holds.

    The receiving unit is granted content, identity and the thread so far; what is written from now
    on lies under new keys that the old unit never gets. Its boxes are removed; what it read stays
    known to it, and an old backup still opens what stood there then.

    Args:
        seen_version: the case's version that the member had before them.

    Raises:
        CaseNotFound: it is not theirs.
        StaleCase: somebody else acted on it meanwhile; nothing was moved.
        CaseRefused: the table says no, or the unit has no proven key, or must not see the
            complaint. Which words or names exclude it is not told.
        KeyAbsent, SealBroken, UnknownFormat, ShareErased: the case cannot be opened.
    """
    wanted = EventRequest(
        event=EventKind.REROUTED,
        reason=move.reason,
        details={"unit": move.unit},
        written={"reasons": move.reasons},
    )
    try:
        with transaction(session):
            case = get_case(session, member=member, case_id=case_id)
            if case.version != seen_version:
                raise StaleCase(case_id)
            return _move_all(session, context=context, member=member, first=case, wanted=wanted)
    except StaleDataError:
        raise StaleCase(case_id) from None


def move_case(
    session: Session,
    *,
    context: ActionContext,
    case: Case,
    receiver: ProvenUnit,
    wanted: EventRequest,
    recorder: Recorder,
) -> CaseState:
    """Move one case whose receiver was found fit; the caller holds the transaction.

    Args:
        recorder: who moves it, with the case as they can open it. Words are sealed under the new
            keys.
    """
    left = case.unit
    held = recorder.compartment or context.compartment(case.complaint_id, case.id)
    hands = new_hands(
        held=held,
        handing=Handing(
            receiver=receiver,
            left=tuple(
                access.unit
                for access in read_accesses(session, case.id)
                if access.until_day is None
            ),
            reason=wanted.reason.value if wanted.reason else "",
        ),
    )
    state = record_in(
        session,
        context=context,
        case=case,
        wanted=wanted,
        recorder=replace(recorder, compartment=hands.compartment),
    )
    hand_over(session, context=context, case=case, hands=hands, receiver=receiver)
    for unit in (left, receiver.unit):
        context.record(
            session,
            AuditKind.CASE_REROUTED,
            actor=recorder.actor,
            on=ObjectKind.CASE.of(case.id),
            unit=unit,
        )
    return state


def open_siblings(session: Session, case: Case) -> tuple[Case, ...]:
    """The other open cases of the same complaint that the same entity holds."""
    found = session.scalars(
        select(Case)
        .where(
            Case.complaint_id == case.complaint_id,
            Case.entity == case.entity,
            Case.id != case.id,
            Case.status.in_(_OPEN),
        )
        .order_by(Case.id)
        .execution_options(populate_existing=True)
    )
    return tuple(found)


def _move_all(
    session: Session, *, context: ActionContext, member: Member, first: Case, wanted: EventRequest
) -> CaseState:
    siblings = open_siblings(session, first) if wanted.reason in CONFLICTS else ()
    moving = (first, *(case for case in siblings if case.unit == first.unit))
    recorder = Recorder(
        actor=Actor(ActorKind.STAFF, member.staff_id),
        permissions=permissions_in(
            session, configuration=context.configuration, member=member, case=first
        ),
    )
    states = []
    for case in moving:
        held = open_compartment(session, context=context, member=member, case=case)
        receiver = _receiver(session, context=context, case=case, held=held, wanted=wanted)
        states.append(
            move_case(
                session,
                context=context,
                case=case,
                receiver=receiver,
                wanted=wanted,
                recorder=replace(recorder, compartment=held),
            )
        )
    if len(siblings) >= len(moving):
        # Another unit of an entity in conflict holds a case that this member cannot move.
        raise_alarm(
            session, context=context, complaint_id=first.complaint_id, place=first.jurisdiction
        )
    return states[0]


def _receiver(
    session: Session, *, context: ActionContext, case: Case, held: Compartment, wanted: EventRequest
) -> ProvenUnit:
    unit = wanted.details["unit"]
    receiver = receiving_units(session, context=context, case=case).get(unit)
    if receiver is None:
        raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "unit"))
    kept_out = entities_kept_out(session, context=context, case=case, compartment=held)
    if wanted.reason in CONFLICTS:
        kept_out |= {case.entity}
    if UnitKey(unit).entity in kept_out:
        raise CaseRefused(Refusal(RefusalCode.CONFLICT, "unit"))
    return receiver
