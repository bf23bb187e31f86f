"""Record an event of a case for a member of staff: one verb for every row of the workflow table."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from intake.accounts.memberships import active_people
from intake.accounts.people import Member
from intake.actions.case.access import get_case, open_compartment, permissions_in
from intake.actions.case.receivers import entities_kept_out
from intake.actions.case.recording import CaseRefused, EventRequest, Recorder, StaleCase, record_in
from intake.actions.context import ActionContext
from intake.bedrock.characters import is_blank
from intake.cases.facts import CaseState
from intake.cases.models import Case
from intake.cases.vocabulary import ActorKind, EventKind
from intake.cases.workflow.event import Actor
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.table import Refusal
from intake.complaints.keys.shares import ShareErased
from intake.db.ids import new_id
from intake.db.transaction import transaction
from intake.rules import Configuration
from intake.vault.errors import KeyAbsent, ReferenceMalformed
from intake.vault.symbols.references import read_reference

KEYS_MOVE = frozenset({EventKind.REROUTED})
"""Events with a verb of their own, since keys change hands with them."""
DAY_FIELD = "on_day"
"""The name under which a wrong day on which something happened is refused."""
OUTSIDE = "outside"
"""A receiving body that the configuration does not list; the reasons name it."""


def record_event(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    case_id: str,
    seen_version: int,
    wanted: EventRequest,
) -> CaseState:
    """Record one event.

    Args:
        seen_version: the case's version that the member had before them.
        wanted: what to record; a case to join with is named by its reference.

    Raises:
        CaseNotFound: it is not theirs.
        StaleCase: somebody else acted on it meanwhile; nothing was recorded.
        CaseRefused: the table, a guard or the form says no.
    """
    if wanted.event in KEYS_MOVE:
        raise CaseRefused(Refusal(RefusalCode.NOT_POSSIBLE_NOW))
    try:
        with transaction(session):
            case = get_case(session, member=member, case_id=case_id)
            if case.version != seen_version:
                raise StaleCase(case_id)
            _check_people(session, case, wanted)
            _check_body(context, case, wanted)
            _check_day(context, case, wanted)
            wanted = _with_joined(session, case, wanted)
            return record_in(
                session,
                context=context,
                case=case,
                wanted=_with_new_ids(wanted, context),
                recorder=recorder_of(
                    session, context=context, member=member, case=case, wanted=wanted
                ),
                conflict=_is_in_conflict(session, context, member, case, wanted),
            )
    except StaleDataError:
        raise StaleCase(case_id) from None


def recorder_of(
    session: Session, *, context: ActionContext, member: Member, case: Case, wanted: EventRequest
) -> Recorder:
    """The member as the one who records; keys are opened only where there are words to seal."""
    actor = Actor(ActorKind.STAFF, member.staff_id)
    permissions = permissions_in(
        session, configuration=context.configuration, member=member, case=case
    )
    if all(is_blank(text) for text in wanted.written.values()):
        return Recorder(actor=actor, permissions=permissions)
    return Recorder(
        actor=actor,
        permissions=permissions,
        compartment=open_compartment(session, context=context, member=member, case=case),
    )


def receiving_bodies(configuration: Configuration, entity_key: str) -> tuple[str, ...]:
    """The bodies to which an entity may refer a case: every other one, or one outside."""
    places = configuration.jurisdictions.values()
    known = (entity.key for place in places for entity in place.entities.values())
    return (*(key for key in known if key != entity_key), OUTSIDE)


def _is_in_conflict(
    session: Session, context: ActionContext, member: Member, case: Case, wanted: EventRequest
) -> bool:
    """Whether the complaint names somebody whom its entity cannot judge: asked before accepting.

    Routing saw to it at filing; the configuration may name others since. Who holds no key cannot
    tell, and whoever opens it next can still move the case.
    """
    if wanted.event is not EventKind.ACCEPTED_FOR_REVIEW:
        return False
    try:
        own = open_compartment(session, context=context, member=member, case=case)
        kept_out = entities_kept_out(session, context=context, case=case, compartment=own)
    except (KeyAbsent, ShareErased):
        return False
    return case.entity in kept_out


def _with_new_ids(wanted: EventRequest, context: ActionContext) -> EventRequest:
    if wanted.event is not EventKind.ALLEGATION_FRAMED:
        return wanted
    return replace(wanted, details={**wanted.details, "allegation": new_id(context.random)})


def _check_people(session: Session, case: Case, wanted: EventRequest) -> None:
    """An assignee is somebody who works in the case's unit."""
    assignee = wanted.details.get("assignee")
    if assignee is None:
        return
    if assignee not in {person.id for person in active_people(session, case.unit)}:
        raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "assignee"))


def _with_joined(session: Session, case: Case, wanted: EventRequest) -> EventRequest:
    """The id of the case to join with in place of its reference: a case of the same unit alone."""
    typed = wanted.details.get("case")
    if typed is None:
        return wanted
    try:
        reference = read_reference(typed)
    except ReferenceMalformed:
        raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "case")) from None
    other = session.scalar(
        select(Case.id)
        .where(Case.reference == reference, Case.unit == case.unit, Case.id != case.id)
        .order_by(Case.id)
        .limit(1)
    )
    if other is None:
        raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "case"))
    return replace(wanted, details={**wanted.details, "case": other})


def _check_body(context: ActionContext, case: Case, wanted: EventRequest) -> None:
    """A case is referred to a body of the configuration, or to one outside of it."""
    body = wanted.details.get("receiving_body")
    known = receiving_bodies(context.configuration, case.entity)
    if body is not None and body not in known:
        raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "receiving_body"))


def _check_day(context: ActionContext, case: Case, wanted: EventRequest) -> None:
    """What is recorded later than it happened lies between the case's first day and today."""
    day = wanted.effective_day
    if day is None:
        return
    calendar = context.configuration.jurisdiction(case.jurisdiction).calendar
    if not case.received_day <= day <= calendar.local_day(context.at):
        raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, DAY_FIELD))
