"""Claim rows of the outbox, finish them, or put them back: safe for several workers and a crash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, insert, or_, select, update
from sqlalchemy.orm import Session

from intake.db.ids import Random, new_id
from intake.db.transaction import transaction
from intake.notify.kinds import OutboxState, RecipientKind
from intake.notify.models import OutboxRow

LEASE = timedelta(minutes=5)
AT_ONCE = 5
"""Few at once: even from a mail server that takes its time they are done before the lease ends."""
GIVE_UP_AFTER = 40
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """A claimed row, as plain values: the session that read it is closed while mail is sent."""

    id: str
    kind: str
    recipient_kind: str
    recipient: str
    case_id: str | None
    complaint_id: str | None
    attempts: int
    message_key: str
    gathered: bool
    cases: int
    urgent: int


def claim_due(
    session: Session, *, at: datetime, worker_id: str, limit: int = AT_ONCE
) -> tuple[Claimed, ...]:
    """Claim up to ``limit`` rows that are due; a claim older than the lease counts as abandoned."""
    with transaction(session):
        rows = session.scalars(
            select(OutboxRow)
            .where(_due(at))
            .order_by(OutboxRow.not_before)
            .limit(limit)
            .with_for_update(skip_locked=True)
        ).all()
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_([row.id for row in rows]))
            .values(state=OutboxState.CLAIMED.value, claimed_by=worker_id, claimed_at=at)
            .execution_options(synchronize_session=False)
        )
        claimed = tuple(_plain(row) for row in rows)
    session.expunge_all()
    return claimed


def spread(
    session: Session, *, claimed: Claimed, staff_ids: Sequence[str], at: datetime, random: Random
) -> None:
    """Replace a notice to a group by one notice for each person, in one transaction.

    So that a mail that fails for one person is tried again for that person alone.
    """
    with transaction(session):
        people = [(RecipientKind.STAFF, staff) for staff in staff_ids]
        if people:
            session.execute(insert(OutboxRow), rows_for(claimed, people, at=at, random=random))
        session.execute(delete(OutboxRow).where(OutboxRow.id == claimed.id))


def finish(session: Session, *, claimed: Claimed, at: datetime) -> None:
    """Mark a row as sent."""
    with transaction(session):
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == claimed.id)
            .values(state=OutboxState.SENT.value, sent_at=at, claimed_by=None)
        )


def put_back(session: Session, *, claimed: Claimed, at: datetime) -> OutboxState:
    """Put a row back after a failure, with a growing pause; give up after about a day and a half.

    Returns:
        The state that the row has now, so that giving up can be recorded.
    """
    attempts = claimed.attempts + 1
    state = OutboxState.GIVEN_UP if attempts >= GIVE_UP_AFTER else OutboxState.WAITING
    pause = min(_FIRST_PAUSE * 2 ** min(attempts, 10), _LONGEST_PAUSE)
    with transaction(session):
        session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == claimed.id)
            .values(
                state=state.value,
                attempts=attempts,
                not_before=at + pause,
                claimed_by=None,
                claimed_at=None,
            )
        )
    return state


def _due(at: datetime) -> ColumnElement[bool]:
    waiting = and_(OutboxRow.state == OutboxState.WAITING.value, OutboxRow.not_before <= at)
    abandoned = and_(
        OutboxRow.state == OutboxState.CLAIMED.value, OutboxRow.claimed_at <= at - LEASE
    )
    return or_(waiting, abandoned)


def _plain(row: OutboxRow) -> Claimed:
    return Claimed(
        id=row.id,
        kind=row.kind,
        recipient_kind=row.recipient_kind,
        recipient=row.recipient,
        case_id=row.case_id,
        complaint_id=row.complaint_id,
        attempts=row.attempts,
        message_key=row.message_key,
        gathered=row.gathered,
        cases=row.cases,
        urgent=row.urgent,
    )


def rows_for(
    claimed: Claimed,
    people: Sequence[tuple[RecipientKind, str]],
    *,
    at: datetime,
    random: Random,
) -> list[dict[str, object]]:
    """The rows of a notice to several people: one for each."""
    return [_for_person(claimed, kind, person, at, random) for kind, person in people]


def _for_person(
    claimed: Claimed, kind: RecipientKind, person: str, at: datetime, random: Random
) -> dict[str, object]:
    return {
        "id": new_id(random),
        "kind": claimed.kind,
        "recipient_kind": kind.value,
        "recipient": person,
        "case_id": claimed.case_id,
        "complaint_id": claimed.complaint_id,
        "state": OutboxState.WAITING.value,
        "not_before": at,
        "attempts": 0,
        "message_key": new_id(random),
        "gathered": claimed.gathered,
        "cases": claimed.cases,
        "urgent": claimed.urgent,
    }
