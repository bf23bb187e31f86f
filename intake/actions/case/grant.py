"""Let a unit read a case that another one holds: who watches over it, gets a copy, or is the
second person of a step; and let it out again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.accounts.units.keys import usable
from intake.actions.case.access import CaseNotFound, get_case, open_compartment
from intake.actions.case.receivers import entities_kept_out
from intake.actions.case.recording import CaseRefused
from intake.actions.case.signed_grants import Grant, signed_grant
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.bedrock.keys import UnitKey
from intake.cases.access import Access, AccessKind, let_in, put_out
from intake.cases.models import Case
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.table import Refusal
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.models import Box
from intake.db.transaction import transaction
from intake.notify.kinds import NoticeKind, RecipientKind
from intake.rules import Configuration
from intake.rules.codes import Otherwise, UnitPart
from intake.vault.contexts import Recipient

_READERS = {UnitPart.MONITORS: AccessKind.MONITORS, UnitPart.COPY: AccessKind.COPY}


def possible_grants(
    configuration: Configuration, case: Case
) -> Mapping[str, tuple[AccessKind, ...]]:
    """The units that may be let in to a case, and for what.

    Units that watch over or get copies, in the case's jurisdictions; and the front unit of the
    stand-in for each step whose second person the configuration finds there.
    """
    found: dict[str, list[AccessKind]] = {}
    holder = configuration.entity(case.entity)
    for slug in dict.fromkeys((case.jurisdiction, holder.jurisdiction)):
        for entity in configuration.jurisdiction(slug).entities.values():
            for unit in entity.units.values():
                if unit.part in _READERS:
                    found.setdefault(unit.key, []).append(_READERS[unit.part])
    if holder.stand_in:
        second = configuration.entity(holder.stand_in).front_unit
        for step, person in holder.second_person.items():
            if person.otherwise is Otherwise.STAND_IN:
                found.setdefault(second, []).append(AccessKind(step.value))
    found.pop(case.unit, None)
    return {unit: tuple(dict.fromkeys(kinds)) for unit, kinds in found.items()}


def grant_case(
    session: Session,
    *,
    context: ActionContext,
    member: Member,
    case_id: str,
    grant: Grant,
) -> None:
    """Seal keys of a case, of every version, to another unit.

    A grant that the unit has already is replaced. The next change of hands ends it.

    Raises:
        CaseNotFound: it is not theirs, or they may not let others in.
        CaseRefused: the unit is none that may be let in for this, has no proven key, or must not
            see the complaint; or a key was asked for that the member's unit does not hold.
        KeyAbsent, SealBroken, UnknownFormat, ShareErased: the case cannot be opened.
    """
    unit, kind, wanted = grant.unit, grant.kind, grant.letters
    with transaction(session):
        case = _granting(session, member, case_id)
        if kind not in possible_grants(context.configuration, case).get(unit, ()):
            raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "unit"))
        found = usable(
            session, (unit,), install_id=context.install_id, recovery=context.recovery
        ).get(unit)
        if found is None:
            raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "unit"))
        own = open_compartment(session, context=context, member=member, case=case)
        if not wanted or any(letter not in own.keys for letter in wanted):
            raise CaseRefused(Refusal(RefusalCode.FIELD_WRONG, "letters"))
        kept_out = entities_kept_out(session, context=context, case=case, compartment=own)
        if UnitKey(unit).entity in kept_out:
            raise CaseRefused(Refusal(RefusalCode.CONFLICT, "unit"))
        _remove_boxes(session, case_id, unit)
        session.execute(insert(Box), own.boxes_for(BoxRecipient.unit(found), wanted))
        access = Access(
            case_id=case.id,
            unit=unit,
            kind=kind,
            since_day=_today(context, case),
            until_day=None,
            signed=signed_grant(session, context, member, own, grant),
        )
        let_in(session, access)
        _note(session, context, member, case, AuditKind.CASE_GRANTED)
        context.notify(
            session,
            NoticeKind.CASE_NEWS,
            to=RecipientKind.UNIT.of(unit),
            case_id=case.id,
            complaint_id=case.complaint_id,
        )


def end_grant(
    session: Session, *, context: ActionContext, member: Member, case_id: str, unit: str
) -> None:
    """Take a unit's access to a case away; what it read stays known to it.

    Raises CaseNotFound. The unit that holds the case is no grant and stays.
    """
    with transaction(session):
        case = _granting(session, member, case_id)
        if unit == case.unit:
            raise CaseNotFound(case_id)
        _remove_boxes(session, case_id, unit)
        put_out(session, case_id=case.id, units=(unit,), day=_today(context, case))
        _note(session, context, member, case, AuditKind.CASE_ACCESS_REMOVED)


def _granting(session: Session, member: Member, case_id: str) -> Case:
    # A change of hands at the same moment comes before or after, never in between.
    session.execute(select(Case.id).where(Case.id == case_id).with_for_update())
    case = get_case(session, member=member, case_id=case_id)
    if not member.may(Permission.GRANT, case.unit):
        raise CaseNotFound(case_id)
    return case


def _remove_boxes(session: Session, case_id: str, unit: str) -> None:
    session.execute(
        delete(Box).where(
            Box.case_id == case_id,
            Box.recipient == unit,
            Box.recipient_kind == Recipient.UNIT.value,
        )
    )


def _today(context: ActionContext, case: Case) -> date:
    entity = context.configuration.entity(case.entity)
    return context.configuration.jurisdiction(entity.jurisdiction).calendar.local_day(context.at)


def _note(
    session: Session, context: ActionContext, member: Member, case: Case, kind: AuditKind
) -> None:
    context.record(
        session,
        kind,
        actor=staff_actor(member.staff_id),
        on=ObjectKind.CASE.of(case.id),
        unit=case.unit,
    )
