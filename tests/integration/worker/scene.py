"""Cases driven to any state without people or pages, and the worker's jobs at any moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.roles import Permission
from intake.actions.case.recording import EventRequest, Recorder, record_in
from intake.actions.complaint.filing import file_complaint
from intake.actions.context import ActionContext
from intake.audit.actor import staff_actor
from intake.cases.models import Allegation, Case
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind, Status
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.drafting import DraftFacts, new_draft
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.db.ids import new_id
from intake.db.transaction import transaction
from intake.notify.models import OutboxRow
from intake.vault.server.files import Process
from tests.fixtures.compartments import opened_by_unit
from tests.integration.importing.ready import Ready

PLACE = "saguaro-city"
BOARD = f"{PLACE}/oversight-board"
INVESTIGATIONS = f"{BOARD}/investigations"
FIRST, SECOND, THIRD = "a" * 32, "b" * 32, "c" * 32
E = EventKind


@dataclass
class Scene:
    """An install, a session on it, and a moment."""

    ready: Ready
    session: Session
    at: datetime

    def context(self, process: Process = Process.WORKER) -> ActionContext:
        """What an action is given at this moment."""
        return replace(self.ready.context(process), at=self.at)

    def later(self, **span: float) -> datetime:
        """Let time pass."""
        self.at += timedelta(**span)
        return self.at

    def file(
        self,
        *,
        narrative: str = "They kept him after the judge let him go.",
        agencies: tuple[str, ...] = ("holding-center",),
        held_now: bool = False,
        mail: str = "",
        place: str = PLACE,
    ) -> tuple[str, str]:
        """File a complaint; its first case's id, and the code."""
        facts = DraftFacts(
            jurisdiction=place,
            language="en",
            channel=Channel.WEB,
            expires_at=self.at + timedelta(days=1),
        )
        made = new_draft(facts, install_id=self.ready.install_id, random=self.ready.random)
        unsent = replace(
            made.unsent,
            narrative=narrative,
            content=Content(
                answers={"common.held_now": "yes"} if held_now else {},
                agencies=tuple(NamedAgency(agency_id=agency) for agency in agencies),
                language="en",
            ),
            identity=Identity(
                mode=IdentityMode.CONFIDENTIAL,
                role=ComplainantRole.FAMILY,
                name="Rosa Invented",
                update_email=mail,
            ),
        )
        filed = file_complaint(self.session, context=self.context(), unsent=unsent, new=made)
        return filed.cases[0].id, made.code

    def case(self, case_id: str) -> Case:
        """The case's row as it is now."""
        self.session.rollback()
        return self.session.get_one(Case, case_id, populate_existing=True)

    def status(self, case_id: str) -> Status:
        """The case's state."""
        return Status(self.case(case_id).status)

    def do(
        self,
        case_id: str,
        event: EventKind,
        *,
        who: str = FIRST,
        reason: ReasonCode | None = None,
        written: Mapping[str, str] | None = None,
        on: date | None = None,
        **details: str,
    ) -> None:
        """Record an event as somebody who may do anything, with the unit's keys.

        ``on`` is the day on which it happened, if not today.
        """
        case = self.case(case_id)
        key = self.ready.unit_keys[case.unit].private
        recorder = Recorder(
            actor=staff_actor(who),
            permissions=frozenset(Permission),
            compartment=opened_by_unit(self.session, case, key, install_id=self.ready.install_id),
        )
        wanted = EventRequest(
            event=event,
            reason=reason,
            details=details,
            written=written or {},
            effective_day=on,
        )
        with transaction(self.session):
            case = self.session.get_one(Case, case_id, populate_existing=True)
            record_in(
                self.session, context=self.context(), case=case, wanted=wanted, recorder=recorder
            )

    def reviewed(self, **circumstances: object) -> str:
        """A case in preliminary review."""
        case_id, _ = self.file(**circumstances)  # type: ignore[arg-type]
        self.do(case_id, E.ACCEPTED_FOR_REVIEW)
        return case_id

    def investigated(self, **circumstances: object) -> str:
        """A case under investigation, with one allegation."""
        case_id = self.reviewed(**circumstances)
        self.do(
            case_id,
            E.ALLEGATION_FRAMED,
            allegation=new_id(self.ready.random),
            rule="R1",
            subject="unknown",
            retaliation="no",
        )
        self.do(case_id, E.ASSIGNED, assignee=SECOND)
        self.do(case_id, E.INVESTIGATION_OPENED)
        return case_id

    def decided(self, disposition: str = "sustained", **circumstances: object) -> str:
        """A case with findings issued."""
        case_id = self.investigated(**circumstances)
        more = {"recommendation": "Write it down."} if disposition == "policy_failure" else {}
        for allegation in self.session.scalars(
            select(Allegation.id).where(Allegation.case_id == case_id)
        ).all():
            self.do(
                case_id,
                E.FINDING_SET,
                who=SECOND,
                written={"reasons": "The log says so.", **more},
                allegation=allegation,
                disposition=disposition,
                standard_of_proof="preponderance",
            )
        self.do(case_id, E.FINDINGS_SUBMITTED, who=SECOND)
        self.do(
            case_id,
            E.FINDINGS_APPROVED,
            who=THIRD,
            written={"letter": "We decided."},
        )
        return case_id

    def outbox(self, kind: str | None = None) -> list[OutboxRow]:
        """The notices that wait or were sent, oldest first."""
        self.session.rollback()
        query = select(OutboxRow).order_by(OutboxRow.not_before, OutboxRow.recipient)
        if kind is not None:
            query = query.where(OutboxRow.kind == kind)
        return list(self.session.scalars(query))
