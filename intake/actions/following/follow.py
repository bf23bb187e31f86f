"""Read how a complaint stands, with its code; a resident's own reading leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.cases.former_offices import FormerOffice, former_offices
from intake.cases.history import read_histories
from intake.cases.models import Allegation, Case, CaseClockRow, CaseEventRow
from intake.cases.vocabulary import (
    ClockKind,
    ClosingReason,
    Disposition,
    EventKind,
    NoFindingReason,
    RollUp,
    Status,
)
from intake.complaints.compartment import Compartment
from intake.complaints.keys.shares import read_shares
from intake.complaints.mailboxes import CodeUnknown, OpenMailbox, open_compartments, open_mailbox
from intake.complaints.messages import ReadMessage, read_messages
from intake.complaints.models import Complaint
from intake.complaints.opened import OpenedComplaint, open_complaint
from intake.complaints.replacing import held_back
from intake.complaints.vocabulary import IdentityMode
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode
from intake.vault.errors import KeyAbsent
from intake.vault.keys import KeyLetter

_SHOWN_FINDINGS = frozenset({Status.FINDINGS_ISSUED, Status.UNDER_APPEAL, Status.CLOSED})


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found about one rule."""

    rule: RuleCode
    disposition: Disposition
    no_finding_reason: NoFindingReason | None


@dataclass(frozen=True, kw_only=True)
class FollowedCase:
    """One office's part, as its complainant may see it.

    Attributes:
        due: when each running clock of the office is due, in UTC.
        withdrawal_asked: whether the complainant asked to stop and nobody has decided yet.
        holds_thread: whether this code opens the messages of this case.
        former: the offices that had it before it moved here, and whether they read it.
    """

    id: str
    entity: str
    agency: str
    jurisdiction: str
    status: Status
    closing_reason: ClosingReason | None
    disposition: RollUp | None
    received_day: date
    first_opened_day: date | None
    due: dict[ClockKind, datetime]
    findings: tuple[Finding, ...]
    messages: tuple[ReadMessage, ...]
    withdrawal_asked: bool
    holds_thread: bool
    former: tuple[FormerOffice, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the office still works on it."""
        return self.status not in {Status.CLOSED, Status.REFERRED}


@dataclass(frozen=True, kw_only=True)
class Following:
    """A complaint as its complainant sees it."""

    complaint_id: str
    reference: str
    jurisdiction: str
    filed_at: datetime
    received_day: date
    urgency: Urgency
    held_now: bool
    identity_mode: IdentityMode
    known_to_staff: bool
    office_code_from: datetime | None
    cases: tuple[FollowedCase, ...]

    @property
    def is_open(self) -> bool:
        """Whether any office still works on it."""
        return any(case.is_open for case in self.cases)

    @property
    def can_stop(self) -> bool:
        """Whether an office still works on it and was not asked to stop."""
        return any(case.is_open and not case.withdrawal_asked for case in self.cases)


def follow(session: Session, *, context: ActionContext, code: str) -> Following:
    """How the complaint behind a code stands.

    Raises:
        CodeUnknown: the code leads to no complaint (any more).
        SealBroken, UnknownFormat: a message or box was altered.
    """
    mailbox = open_mailbox(session, code=code, install_id=context.install_id)
    complaint = session.get(Complaint, mailbox.complaint_id, populate_existing=True)
    if complaint is None:
        raise CodeUnknown
    opened = _opened(session, mailbox, context)
    return Following(
        complaint_id=complaint.id,
        reference=complaint.reference,
        jurisdiction=complaint.jurisdiction,
        filed_at=complaint.filed_at,
        received_day=complaint.received_day,
        urgency=Urgency(complaint.urgency),
        held_now=complaint.held_now,
        identity_mode=IdentityMode(complaint.identity_mode),
        known_to_staff=_is_known_to_staff(mailbox, opened.values()),
        office_code_from=_office_code(session, complaint.id, context),
        cases=_cases(session, complaint, opened, context),
    )


def read_own(session: Session, *, context: ActionContext, code: str) -> OpenedComplaint:
    """What the complainant filed, opened with its code.

    Raises CodeUnknown, ShareErased, KeyAbsent, and SealBroken if a part was altered.
    """
    mailbox = open_mailbox(session, code=code, install_id=context.install_id)
    complaint = session.get(Complaint, mailbox.complaint_id)
    if complaint is None:
        raise CodeUnknown
    held = list(_opened(session, mailbox, context).values())
    if not held:
        # Erasure took the boxes with the shares: told apart from a box that was never there.
        read_shares(session, complaint_id=complaint.id).of(KeyLetter.CONTENT)
        raise KeyAbsent("the mailbox holds no box")
    return open_complaint(session, complaint=complaint, compartment=held[0])


def _opened(
    session: Session, mailbox: OpenMailbox, context: ActionContext
) -> dict[str, Compartment]:
    return open_compartments(session, mailbox, closed=context.compartment(mailbox.complaint_id))


def _office_code(session: Session, complaint_id: str, context: ActionContext) -> datetime | None:
    waits = held_back(session, complaint_id=complaint_id, at=context.at)
    return waits.opens_at if waits is not None else None


def _is_known_to_staff(mailbox: OpenMailbox, opened: Iterable[Compartment]) -> bool:
    """Whether somebody else saw this code: the records say so, whatever the row does."""
    facts = (own.chain.mailbox(mailbox.id) for own in opened if own.chain is not None)
    return mailbox.made_by_staff or any(fact.known_to_staff for fact in facts if fact is not None)


def _cases(
    session: Session, complaint: Complaint, opened: dict[str, Compartment], context: ActionContext
) -> tuple[FollowedCase, ...]:
    rows = session.scalars(
        select(Case)
        .where(Case.complaint_id == complaint.id)
        .order_by(Case.id)
        .execution_options(populate_existing=True)
    ).all()
    ids = tuple(case.id for case in rows)
    closed = context.compartment(complaint.id)
    messages = read_messages(session, {id_: opened.get(id_, closed.of_case(id_)) for id_ in ids})
    histories = read_histories(session, ids)
    due, findings, asked = _due(session, ids), _findings(session, ids), _asked(session, ids)
    return tuple(
        FollowedCase(
            id=case.id,
            entity=case.entity,
            agency=case.agency,
            jurisdiction=case.jurisdiction,
            status=Status(case.status),
            closing_reason=ClosingReason(case.closing_reason) if case.closing_reason else None,
            disposition=RollUp(case.disposition) if case.disposition else None,
            received_day=case.received_day,
            first_opened_day=case.first_opened_day,
            due=due.get(case.id, {}),
            findings=findings.get(case.id, ()) if Status(case.status) in _SHOWN_FINDINGS else (),
            messages=tuple(message for message in messages if message.case_id == case.id),
            withdrawal_asked=case.id in asked,
            holds_thread=case.id in opened,
            former=former_offices(histories[case.id]),
        )
        for case in rows
    )


def _due(session: Session, case_ids: tuple[str, ...]) -> dict[str, dict[ClockKind, datetime]]:
    found: dict[str, dict[ClockKind, datetime]] = {}
    rows = session.scalars(
        select(CaseClockRow).where(
            CaseClockRow.case_id.in_(case_ids),
            CaseClockRow.stopped_at.is_(None),
            CaseClockRow.paused.is_(False),
        )
    )
    for clock in rows:
        found.setdefault(clock.case_id, {})[ClockKind(clock.kind)] = clock.due_at
    return found


def _findings(session: Session, case_ids: tuple[str, ...]) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, tuple[Finding, ...]] = {}
    # Who found it, and why, is nothing that the residents' side may read.
    rows = session.execute(
        select(
            Allegation.case_id,
            Allegation.rule,
            Allegation.disposition,
            Allegation.no_finding_reason,
        )
        .where(Allegation.case_id.in_(case_ids), Allegation.disposition.is_not(None))
        .order_by(Allegation.rule, Allegation.id)
    )
    for row in rows:
        finding = Finding(
            rule=RuleCode(row.rule),
            disposition=Disposition(row.disposition or Disposition.NO_FINDING),
            no_finding_reason=(
                NoFindingReason(row.no_finding_reason) if row.no_finding_reason else None
            ),
        )
        found[row.case_id] = (*found.get(row.case_id, ()), finding)
    return found


def _asked(session: Session, case_ids: tuple[str, ...]) -> frozenset[str]:
    """Cases in which a wish to stop is the last word on it."""
    kinds = (EventKind.WITHDRAWAL_REQUESTED.value, EventKind.CONTINUED_OWN_MOTION.value)
    rows = session.execute(
        select(CaseEventRow.case_id, CaseEventRow.kind)
        .where(CaseEventRow.case_id.in_(case_ids), CaseEventRow.kind.in_(kinds))
        .order_by(CaseEventRow.seq)
    )
    last = {row.case_id: row.kind for row in rows}
    return frozenset(id_ for id_, kind in last.items() if kind == EventKind.WITHDRAWAL_REQUESTED)
