"""What must hold after any number of kills, counted by opening what lies in the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from email import message_from_bytes
from pathlib import Path

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from intake.accounts.roles import Permission, Role, permissions_of
from intake.accounts.units.keys import open_unit_key
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.cases.models import Case, CaseAccess, CaseClockRow, CaseEventRow
from intake.complaints.compartment import Compartment
from intake.complaints.models import Box, Complaint, Draft, Erasable, Part
from intake.complaints.opened import open_complaint
from intake.ledger.models import LogEntry, LogEvent, TagKey
from intake.notify.models import OutboxRow
from tests.fixtures.compartments import opened_by_code, opened_by_unit
from tests.fixtures.standing import Standing
from tests.integration.crash.residents import Receipt


def faults_of_filing(standing: Standing, receipts: Sequence[Receipt]) -> list[str]:
    """Everything that is lost, doubled or half there; empty when every promise was kept."""
    with standing.session() as session:
        return [
            *_faults_of_whole(session, receipts),
            *(
                f"{receipt.reference}: {fault}"
                for receipt in receipts
                for fault in _faults_of_one(standing, session, receipt)
            ),
        ]


def _faults_of_whole(session: Session, receipts: Sequence[Receipt]) -> Iterator[str]:
    filed = len(receipts)
    for what, model, wanted in (
        ("complaints", Complaint, filed),
        ("cases", Case, filed),
        ("drafts", Draft, 0),
        ("tag keys", TagKey, filed),
        ("log events", LogEvent, 2 * filed),
        ("log entries", LogEntry, 2 * filed),
    ):
        found = _count(session, model)
        if found != wanted:
            yield f"{found} {what} for {filed} receipts"
    if len({receipt.reference for receipt in receipts}) != filed:
        yield "a reference was given twice"


def _faults_of_one(standing: Standing, session: Session, receipt: Receipt) -> Iterator[str]:
    complaint = session.scalars(
        select(Complaint).where(Complaint.reference == receipt.reference)
    ).one_or_none()
    if complaint is None:
        yield "acknowledged and not there"
        return
    case = session.scalars(select(Case).where(Case.complaint_id == complaint.id)).one()
    for reader, own in _readers(standing, session, receipt, case):
        opened = open_complaint(session, complaint=complaint, compartment=own)
        if opened.narrative != receipt.narrative:
            yield f"the {reader} opens another text than was typed"
    yield from _faults_of_rows(session, complaint, case)


def _readers(
    standing: Standing, session: Session, receipt: Receipt, case: Case
) -> Iterator[tuple[str, Compartment]]:
    install_id = standing.services.install_id
    yield "complainant", opened_by_code(session, receipt.code, install_id=install_id)[case.id]
    lead = standing.person(case.unit, Role.LEAD).member
    box = session.scalars(select(Box).where(Box.case_id == case.id, Box.recipient == case.unit))
    version = box.one().recipient_version
    unit = open_unit_key(
        session,
        case.unit,
        version,
        install_id=install_id,
        member_id=lead.staff_id,
        member_key=lead.private_key,
    )
    yield (
        "unit",
        opened_by_unit(session, case, unit.private, install_id=install_id, version=version),
    )


def _faults_of_rows(session: Session, complaint: Complaint, case: Case) -> Iterator[str]:
    filed = AuditEntry.kind == AuditKind.COMPLAINT_FILED.value
    for what, model, where, wanted in (
        ("parts", Part, Part.complaint_id == complaint.id, 4),
        ("boxes", Box, Box.complaint_id == complaint.id, 2),
        ("erase shares", Erasable, Erasable.complaint_id == complaint.id, 4),
        ("events", CaseEventRow, CaseEventRow.case_id == case.id, 1),
        ("accesses", CaseAccess, CaseAccess.case_id == case.id, 1),
        ("records of filing", AuditEntry, (AuditEntry.object_id == case.id) & filed, 1),
        ("log events", LogEvent, LogEvent.complaint_id == complaint.id, 2),
    ):
        found = _count(session, model, where)
        if found != wanted:
            yield f"{found} {what}, not {wanted}"
    if not _count(session, CaseClockRow, CaseClockRow.case_id == case.id):
        yield "no clock runs"
    told = (OutboxRow.complaint_id == complaint.id) | OutboxRow.gathered
    if not _count(session, OutboxRow, told):
        yield "nothing in the outbox"


def faults_of_mail(standing: Standing, receipts: Sequence[Receipt], folder: Path) -> list[str]:
    """Who was told of fewer complaints than there were, or of more: by two different mails."""
    sent: Counter[str] = Counter()
    for email, complaints in _mails(folder):
        sent[email] += complaints
    wanted = Counter(email for receipt in receipts for email in _told(standing, receipt.reference))
    lost = [f"{email} was not told of {n} complaints" for email, n in (wanted - sent).items()]
    more = [f"{email} was told of {n} too many" for email, n in (sent - wanted).items()]
    return [*lost, *more]


def _mails(folder: Path) -> Iterator[tuple[str, int]]:
    """Recipient of each mail, and of how many complaints it tells; one sent again under the same
    name is one file. It begins with their number, or with the one reference.
    """
    for path in folder.glob("*.eml"):
        mail = message_from_bytes(path.read_bytes())
        first = str(mail["Subject"]).split()[0]
        yield str(mail["To"]), int(first) if first.isdigit() else 1


def _told(standing: Standing, reference: str) -> list[str]:
    """The addresses of those who may open a new complaint of the unit that got it."""
    with standing.session() as session:
        unit = session.scalars(select(Case.unit).where(Case.reference == reference)).one()
    return [
        person.account.email
        for (where, role), person in standing.cast.items()
        if where == unit and Permission.OPEN_NEW_COMPLAINT in permissions_of(frozenset({role}))
    ]


def _count(session: Session, model: type, *where: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(model).where(*where)) or 0
