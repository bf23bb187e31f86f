"""An oversight unit at work: one person for each role, let in, with complaints filed to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from intake.accounts.people import Member
from intake.accounts.roles import Role
from intake.accounts.sessions import Visit
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import EventRequest
from intake.actions.case.sight import CaseSight, look_at_case
from intake.actions.complaint.filing import Filed, file_draft
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.actions.context import ActionContext
from intake.cases.facts import CaseState
from intake.cases.models import Case
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.unsent import Unsent
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.vault.cookies import encode_secret
from intake.vault.server.keyring import Keyring
from tests.integration.accounts.office import BOARD, INVESTIGATIONS, PLACE, Office
from tests.web.staff.visitor import Visitor

NARRATIVE = "Pagamos la fianza el lunes. Sigue adentro. \u202e<b>{{ 7*7 }}</b>"
PEOPLE: Mapping[str, frozenset[Role]] = {
    "Ivy": frozenset({Role.INTAKE}),
    "Inez": frozenset({Role.INVESTIGATOR}),
    "Sam": frozenset({Role.SUPERVISOR}),
    "Dan": frozenset({Role.DIRECTOR}),
    "Cleo": frozenset({Role.CLERK}),
    "Duke": frozenset({Role.DUTY_OFFICER}),
    # One person with two roles that may not both decide on one case.
    "Otto": frozenset({Role.INVESTIGATOR, Role.DIRECTOR, Role.SUPERVISOR}),
}


def told(unsent: Unsent) -> Unsent:
    """A complaint about the city's holding center, by somebody whose name the office knows."""
    return replace(
        unsent,
        narrative=NARRATIVE,
        content=Content(
            situations=("kept_in_jail",),
            answers={"common.held_now": "no"},
            agencies=(NamedAgency(agency_id="holding-center", official="a sergeant"),),
            place="the Quail Road cells",
            language="es",
        ),
        identity=Identity(
            mode=IdentityMode.CONFIDENTIAL,
            role=ComplainantRole.FAMILY,
            name="Rosa Invented",
            contact="520 555 0100",
            keep_from_names="my cousin at the front desk",
        ),
    )


@dataclass
class Staffed:
    """The unit, its people, and the keys that residents' pages have."""

    office: Office
    resident_keyring: Keyring
    members: dict[str, Member]
    visits: dict[str, Visit]
    unit: str = INVESTIGATIONS
    filed: int = 0

    @property
    def context(self) -> ActionContext:
        """What an action of staff is given at this moment."""
        return self.office.context

    def file(self, change: Callable[[Unsent], Unsent] = told, language: str = "es") -> str:
        """File a complaint as a resident does; the id of its case."""
        return self.file_with_code(change, language)[0]

    def file_with_code(
        self, change: Callable[[Unsent], Unsent] = told, language: str = "es"
    ) -> tuple[str, str]:
        """File a complaint; the id of its first case, and the code."""
        context = replace(self.context, keyring=self.resident_keyring)
        session, lengths = self.office.session, VisitLengths()
        self.filed += 1
        code = open_draft(
            session,
            context=context,
            secret=self.filed.to_bytes(32, "big"),
            jurisdiction=PLACE,
            language=language,
            limits=DraftLimits(lengths=lengths, narrative_characters=50_000),
        )
        save_draft(
            session,
            context=context,
            code=code,
            change=change,
            limits=DraftLimits(lengths=lengths, narrative_characters=50_000),
        )
        found: Filed = file_draft(session, context=context, code=code)
        return found.cases[0].id, code

    def look(self, name: str, case_id: str) -> CaseSight:
        """A case as somebody sees it now."""
        self.office.look()
        return look_at_case(
            self.office.session, context=self.context, member=self.members[name], case_id=case_id
        )

    def case(self, case_id: str) -> Case:
        """The row as it is now."""
        return self.office.look().scalars(select(Case).where(Case.id == case_id)).one()

    def do(
        self,
        name: str,
        case_id: str,
        event: EventKind,
        *,
        reason: ReasonCode | None = None,
        written: Mapping[str, str] | None = None,
        seen_version: int | None = None,
        **details: str,
    ) -> CaseState:
        """Record an event as somebody of the unit."""
        self.office.clock.advance(minutes=1)
        version = seen_version if seen_version is not None else self.case(case_id).version
        return record_event(
            self.office.session,
            context=self.context,
            member=self.members[name],
            case_id=case_id,
            seen_version=version,
            wanted=EventRequest(event=event, reason=reason, details=details, written=written or {}),
        )

    def browser(self, app: Flask, name: str) -> Visitor:
        """The browser of somebody signed in."""
        client: FlaskClient = app.test_client()
        client.set_cookie("t", encode_secret(self.visits[name].secret))
        return Visitor(client, self.office)


def staff_a_unit(office: Office, *, resident_keyring: Keyring, **more: Any) -> Staffed:
    """Set up the unit: its lead makes the keys and lets everybody in."""
    lead, visit = office.person("Lou", {INVESTIGATIONS: frozenset({Role.LEAD})})
    office.set_up(lead, visit, BOARD)
    members, visits = {"Lou": lead}, {"Lou": visit}
    for name, roles in PEOPLE.items():
        members[name], visits[name] = office.person(name, {INVESTIGATIONS: roles})
        office.let_in(lead, members[name].staff_id, INVESTIGATIONS)
    return Staffed(office, resident_keyring, members, visits, **more)
