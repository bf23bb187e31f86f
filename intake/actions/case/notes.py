"""What an event of a case tells others of: the record, the outbox and the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.units.versions import newest_statement_hash
from intake.actions.context import ActionContext
from intake.audit.actor import Actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.cases.models import Case
from intake.cases.vocabulary import EventKind, Status
from intake.cases.workflow.event import CaseEvent
from intake.cases.workflow.row import Notice, Row
from intake.complaints.models import UpdateAddress
from intake.ledger.entry import LogKind
from intake.ledger.rows import LogFact, append_log_rows, log_position
from intake.ledger.tag_keys import open_tag_key
from intake.notify.kinds import NoticeKind, RecipientKind
from intake.notify.outbox import next_fixed_hour
from intake.questions.urgency import Urgency

_DECIDES = frozenset(
    {EventKind.FINDINGS_APPROVED, EventKind.DECISION_MODIFIED, EventKind.BOARD_DECISION_RECORDED}
)


@dataclass(frozen=True, kw_only=True)
class NotedEvent:
    """An event of which others are told.

    Attributes:
        row: the row of the workflow table that it was recorded by.
        document: SHA-256 of what stands behind it.
        records: the hash of the newest record of the case, that of this event among them.
    """

    row: Row
    event: CaseEvent
    document: bytes
    records: bytes


def note_event(
    session: Session,
    *,
    context: ActionContext,
    case: Case,
    noted: NotedEvent,
    unit: str,
) -> None:
    """Write the record's row, the notices that the table names, and the log's row.

    Args:
        unit: the unit that held the case when it happened; another one than now if the event is
            that it moved.
    """
    context.record(
        session,
        AuditKind(noted.row.audit.value),
        actor=Actor(noted.event.actor_kind, noted.event.actor_id),
        on=ObjectKind.CASE.of(case.id),
        unit=unit,
    )
    for notice in noted.row.notices:
        _enqueue(session, context=context, case=case, notice=notice, unit=unit)
    log_event(session, context=context, case=case, noted=noted)


def log_event(session: Session, *, context: ActionContext, case: Case, noted: NotedEvent) -> None:
    """Write an event's row for the transparency log; nothing once the tag key was destroyed."""
    event = noted.event
    position = log_position(session, complaint_id=case.complaint_id)
    if position is None:
        return
    fact = LogFact(
        kind=_log_kind(event),
        day=event.effective_day,
        document_sha256=noted.document,
        status=event.to_status.value,
        records=noted.records,
        unit_statement=newest_statement_hash(session, case.unit),
    )
    tag_key = open_tag_key(
        session,
        keyring=context.keyring,
        install_id=context.install_id,
        complaint_id=case.complaint_id,
    )
    append_log_rows(
        session,
        position,
        (fact,),
        tag_key=tag_key,
        origin=context.install_id,
        random=context.random,
    )


def tell_complainant(session: Session, *, context: ActionContext, case: Case) -> None:
    """Enqueue "there is news" for a complainant who asked for it, at the next fixed hour."""
    if not _has_opted_in(session, case.complaint_id):
        return
    entity = context.configuration.entity(case.entity)
    place = context.configuration.jurisdiction(entity.jurisdiction)
    context.notify(
        session,
        NoticeKind.COMPLAINANT_NEWS,
        to=RecipientKind.COMPLAINANT.of(case.complaint_id),
        case_id=case.id,
        complaint_id=case.complaint_id,
        not_before=next_fixed_hour(
            context.at, hours=place.mail.resident_notice_hours, timezone=place.timezone
        ),
    )


def tell_of_new_code(session: Session, *, context: ActionContext, complaint_id: str) -> None:
    """Tell a complainant who asked for news, at once, that the office made another code."""
    if _has_opted_in(session, complaint_id):
        context.notify(
            session,
            NoticeKind.NEW_CODE,
            to=RecipientKind.COMPLAINANT.of(complaint_id),
            complaint_id=complaint_id,
        )


def _has_opted_in(session: Session, complaint_id: str) -> bool:
    # The id alone: the residents' side may not read the address.
    asked = select(UpdateAddress.complaint_id).where(UpdateAddress.complaint_id == complaint_id)
    return session.scalar(asked) is not None


def _enqueue(
    session: Session, *, context: ActionContext, case: Case, notice: Notice, unit: str
) -> None:
    if notice is Notice.COMPLAINANT:
        tell_complainant(session, context=context, case=case)
        return
    for kind, recipient_kind, recipient in _staff_notices(case, notice, unit):
        context.notify(
            session,
            kind,
            to=recipient_kind.of(recipient),
            case_id=case.id,
            complaint_id=case.complaint_id,
        )


def _staff_notices(
    case: Case, notice: Notice, unit: str
) -> Iterable[tuple[NoticeKind, RecipientKind, str]]:
    match notice:
        case Notice.ASSIGNEE if case.assignee_id:
            yield NoticeKind.CASE_NEWS, RecipientKind.STAFF, case.assignee_id
        case Notice.DUTY:
            yield NoticeKind.NEW_URGENT_COMPLAINT, RecipientKind.UNIT, case.unit
        case Notice.RECEIVING_UNIT:
            urgent = case.urgency == Urgency.CRITICAL
            kind = NoticeKind.NEW_URGENT_COMPLAINT if urgent else NoticeKind.NEW_COMPLAINT
            yield kind, RecipientKind.UNIT, case.unit
        case Notice.UNIT | Notice.ASSIGNEE:
            yield NoticeKind.CASE_NEWS, RecipientKind.UNIT, unit
        case _:
            return


def _log_kind(event: CaseEvent) -> LogKind:
    if event.to_status is Status.CLOSED and event.from_status is not Status.CLOSED:
        return LogKind.CLOSED
    return LogKind.FINDING if event.kind in _DECIDES else LogKind.STATUS
