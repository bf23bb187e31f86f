"""Let the complainant move a case away from an office that must not handle it, with the code."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from intake.accounts.units.keys import ProvenUnit, usable
from intake.actions.case.receivers import entities_kept_out
from intake.actions.case.recording import EventRequest, Recorder, StaleCase
from intake.actions.case.reroute import move_case, open_siblings
from intake.actions.complaint.alarms import raise_alarm
from intake.actions.context import ActionContext
from intake.bedrock.keys import UnitKey
from intake.cases.models import Case
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import TERMINAL, EventKind
from intake.cases.workflow.event import COMPLAINANT
from intake.complaints.compartment import Compartment
from intake.complaints.mailboxes import OpenMailbox, open_compartments, open_mailbox
from intake.db.transaction import transaction
from intake.routing.stand_ins import Seat, seat_beside
from intake.vault.keys import KeyLetter

_ENDED = frozenset(status.value for status in TERMINAL)


class NotMovable(Exception):
    """This case is over, or the code opens too little of it to hand it on."""


def own_receiver(session: Session, *, context: ActionContext, code: str, case_id: str) -> str:
    """The key of the unit that would get a case, for the page that asks.

    Raises NotMovable, NobodyLeft, CodeUnknown.
    """
    mailbox = open_mailbox(session, code=code, install_id=context.install_id)
    case = _case(session, mailbox, case_id)
    own = _opened(session, mailbox, context, case)
    return _seat(session, context=context, case=case, own=own).unit_key


def reroute_own(session: Session, *, context: ActionContext, code: str, case_id: str) -> str:
    """Move a case, with every other open one of the complaint that the same entity holds.

    The configured stand-in gets it, or whoever stands in for that one; never an entity that the
    complaint or an earlier move excludes. What the old office read stays known to it.

    Returns:
        The key of the receiving unit.

    Raises:
        NotMovable: the case is over, or this code opens too little of it.
        NobodyLeft: every entity is excluded or has no proven key.
        StaleCase: an office acted at the same moment; nothing was moved.
        CaseRefused: the workflow does not allow it. CodeUnknown.
    """
    try:
        with transaction(session):
            mailbox = open_mailbox(session, code=code, install_id=context.install_id)
            first = _case(session, mailbox, case_id)
            for case in (first, *open_siblings(session, first)):
                taker = _move(session, context=context, mailbox=mailbox, case=case)
            return taker
    except StaleDataError:
        raise StaleCase(case_id) from None


def _move(session: Session, *, context: ActionContext, mailbox: OpenMailbox, case: Case) -> str:
    own = _opened(session, mailbox, context, case)
    seat = _seat(session, context=context, case=case, own=own)
    wanted = EventRequest(
        event=EventKind.REROUTED,
        reason=ReasonCode.CONFLICT_NAMED_BY_COMPLAINANT,
        details={"unit": seat.unit_key},
    )
    move_case(
        session,
        context=context,
        case=case,
        receiver=_proven(session, context, (seat.unit_key,))[seat.unit_key],
        wanted=wanted,
        recorder=Recorder(actor=COMPLAINANT, compartment=own),
    )
    if seat.alarms:
        raise_alarm(
            session, context=context, complaint_id=case.complaint_id, place=case.jurisdiction
        )
    return seat.unit_key


def _case(session: Session, mailbox: OpenMailbox, case_id: str) -> Case:
    case = session.scalar(
        select(Case)
        .where(Case.id == case_id, Case.complaint_id == mailbox.complaint_id)
        .execution_options(populate_existing=True)
    )
    if case is None or case.status in _ENDED:
        raise NotMovable
    return case


def _opened(
    session: Session, mailbox: OpenMailbox, context: ActionContext, case: Case
) -> Compartment:
    closed = context.compartment(mailbox.complaint_id)
    own = open_compartments(session, mailbox, closed=closed).get(case.id)
    if own is None or KeyLetter.CONTENT not in own.keys or KeyLetter.THREAD not in own.keys:
        raise NotMovable
    return own


def _seat(session: Session, *, context: ActionContext, case: Case, own: Compartment) -> Seat:
    configuration = context.configuration
    kept_out = entities_kept_out(session, context=context, case=case, compartment=own)
    fronts = {
        entity.front_unit
        for place in configuration.jurisdictions.values()
        for entity in place.entities.values()
    }
    return seat_beside(
        case.entity,
        agency_id=case.agency,
        excluded=kept_out | {UnitKey(case.unit).entity},
        unusable=frozenset(fronts - _proven(session, context, fronts).keys()),
        jurisdiction=configuration.jurisdiction(case.jurisdiction),
        configuration=configuration,
    )


def _proven(
    session: Session, context: ActionContext, units: frozenset[str] | set[str] | tuple[str, ...]
) -> dict[str, ProvenUnit]:
    return dict(usable(session, units, install_id=context.install_id, recovery=context.recovery))
