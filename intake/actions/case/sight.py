"""What staff see of a case before anything is opened: its facts, events, clocks and record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.directory import names_of
from intake.accounts.people import Member
from intake.accounts.roles import Permission
from intake.actions.case.access import get_case, permissions_in
from intake.actions.context import ActionContext
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.cases.clocks import clocks_for, latest, over
from intake.cases.clocks_run import Clock
from intake.cases.facts import CaseFacts
from intake.cases.former_offices import FormerOffice, former_offices
from intake.cases.history import read_events, read_part_ids
from intake.cases.models import Case
from intake.cases.projection import project
from intake.cases.vocabulary import ActorKind
from intake.cases.workflow.event import Actor, CaseEvent
from intake.complaints.models import Complaint

SHOWN_OPENINGS = 100


@dataclass(frozen=True, kw_only=True)
class Opening:
    """One time that the complaint was opened, and by which unit."""

    staff_id: str
    at: datetime
    unit: str


@dataclass(frozen=True, kw_only=True)
class CaseSight:
    """A case's facts for one reader.

    Attributes:
        events: everything that happened, oldest first.
        clocks: the last run of each clock.
        part_ids: by event id, the sealed words that belong to it.
        openings: who opened the complaint and when, newest first, at most SHOWN_OPENINGS; None
            where the reader may not see the record.
        names: of everybody who acted, by staff id.
        joined: the references of cases that it was joined with, by their id.
        siblings: the other cases of the complaint, those in the reader's own units alone.
        permissions: what the reader may do in this case.
    """

    case: Case
    complaint: Complaint
    events: tuple[CaseEvent, ...]
    facts: CaseFacts
    clocks: tuple[Clock, ...]
    part_ids: Mapping[str, str]
    openings: tuple[Opening, ...] | None
    names: Mapping[str, str]
    joined: Mapping[str, str]
    siblings: tuple[Case, ...]
    member: Member
    permissions: frozenset[Permission]

    @property
    def actor(self) -> Actor:
        """The reader as the one who acts."""
        return Actor(ActorKind.STAFF, self.member.staff_id)

    @property
    def former(self) -> tuple[FormerOffice, ...]:
        """The offices that had the case before it moved here."""
        return former_offices(self.events)

    def since(self, version: int) -> tuple[CaseEvent, ...]:
        """What happened after a version that somebody had seen."""
        return tuple(event for event in self.events if event.seq > version)


def look_at_case(
    session: Session, *, context: ActionContext, member: Member, case_id: str
) -> CaseSight:
    """A case as its facts tell it; nothing is opened. Raises CaseNotFound."""
    case = get_case(session, member=member, case_id=case_id)
    events = read_events(session, case.id)
    entity = context.configuration.entity(case.entity)
    calendar = context.configuration.jurisdiction(entity.jurisdiction).calendar
    clocks = latest(clocks_for(events, rules=entity.clocks, calendar=calendar))
    permissions = permissions_in(
        session, configuration=context.configuration, member=member, case=case
    )
    openings = _openings(session, case) if Permission.SEE_AUDIT in permissions else None
    facts = CaseFacts(state=project(events), overdue=over(clocks, context.at), rules=entity.clocks)
    return CaseSight(
        case=case,
        complaint=session.get_one(Complaint, case.complaint_id),
        events=events,
        facts=facts,
        clocks=clocks,
        part_ids=read_part_ids(session, case.id),
        openings=openings,
        names=names_of(
            session,
            _people(events, openings or ()),
            keyring=context.keyring,
            install_id=context.install_id,
        ),
        joined=_joined(session, case, facts.state.joined),
        siblings=_siblings(session, case, member),
        member=member,
        permissions=permissions,
    )


def _joined(session: Session, case: Case, ids: frozenset[str]) -> Mapping[str, str]:
    if not ids:
        return {}
    wanted = select(Case.id, Case.reference).where(Case.id.in_(ids), Case.unit == case.unit)
    return {row.id: row.reference for row in session.execute(wanted)}


def _siblings(session: Session, case: Case, member: Member) -> tuple[Case, ...]:
    found = session.scalars(
        select(Case)
        .where(
            Case.complaint_id == case.complaint_id,
            Case.id != case.id,
            Case.unit.in_(member.units_with(Permission.SEE_CASE)),
        )
        .order_by(Case.agency, Case.id)
    )
    return tuple(found)


def _openings(session: Session, case: Case) -> tuple[Opening, ...]:
    rows = session.execute(
        select(AuditEntry.actor_id, AuditEntry.at, AuditEntry.unit)
        .where(
            AuditEntry.object_id == case.id,
            AuditEntry.kind == AuditKind.COMPLAINT_OPENED.value,
        )
        .order_by(AuditEntry.at.desc())
        .limit(SHOWN_OPENINGS)
    )
    return tuple(
        Opening(staff_id=staff_id, at=at, unit=unit or case.unit)
        for staff_id, at, unit in rows
        if staff_id
    )


def _people(events: Iterable[CaseEvent], openings: Iterable[Opening]) -> set[str]:
    found = {event.actor_id for event in events if event.actor_id}
    found |= {event.details["assignee"] for event in events if "assignee" in event.details}
    return found | {opening.staff_id for opening in openings}
