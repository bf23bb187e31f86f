"""Put a notice into the outbox, in the transaction that it tells of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from intake.db.ids import Random, new_id
from intake.db.rows import insert_rows
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.models import OutboxRow


def enqueue(
    session: Session,
    *,
    at: datetime,
    random: Random,
    kind: NoticeKind,
    recipient_kind: RecipientKind,
    recipient: str,
    case_id: str | None = None,
    complaint_id: str | None = None,
    not_before: datetime | None = None,
) -> None:
    """Add one notice; it holds no address and no word of the matter.

    Args:
        recipient: a unit's key, a staff id, a complaint's id, or a jurisdiction (administrators).
        not_before: the earliest moment to send, in UTC; at once when left out.
    """
    row = {
        "id": new_id(random),
        "kind": kind.value,
        "recipient_kind": recipient_kind.value,
        "recipient": recipient,
        "case_id": case_id,
        "complaint_id": complaint_id,
        "state": OutboxState.WAITING.value,
        "not_before": not_before or at,
        "attempts": 0,
        "message_key": new_id(random),
    }
    insert_rows(session, OutboxRow, [row])
