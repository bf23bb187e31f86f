"""Put a notice into the outbox, in the transaction that it tells of; residents hear at fixed hours.

At a fixed hour, the time of an email tells nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from intake.db.ids import Random, new_id
from intake.db.rows import insert_rows
from intake.notify.kinds import NoticeKind, NoticeRecipient, OutboxState
from intake.notify.models import OutboxRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What somebody is to be told; it holds no address and no word of the matter.

    Attributes:
        not_before: the earliest moment to send, in UTC; at once when left out.
    """

    kind: NoticeKind
    to: NoticeRecipient
    case_id: str | None = None
    complaint_id: str | None = None
    not_before: datetime | None = None


def enqueue(session: Session, notice: Notice, *, at: datetime, random: Random) -> None:
    """Add one notice; the caller holds the transaction."""
    row = {
        "id": new_id(random),
        "kind": notice.kind.value,
        "recipient_kind": notice.to.kind.value,
        "recipient": notice.to.id,
        "case_id": notice.case_id,
        "complaint_id": notice.complaint_id,
        "state": OutboxState.WAITING.value,
        "not_before": notice.not_before or at,
        "attempts": 0,
        "message_key": new_id(random),
    }
    insert_rows(session, OutboxRow, [row])


def next_fixed_hour(at: datetime, *, hours: Sequence[int], timezone: ZoneInfo) -> datetime:
    """The next of the fixed hours after a moment, in UTC.

    Args:
        at: an aware moment.
        hours: local hours of the day, 0 to 23, at least one.
        timezone: the jurisdiction's own time zone; a clock change moves the moment with it.
    """
    local = at.astimezone(timezone)
    for days in range(3):
        day = local.date() + timedelta(days=days)
        for hour in sorted(hours):
            moment = datetime.combine(day, time(hour), tzinfo=timezone).astimezone(UTC)
            if moment > at:
                return moment
    raise ValueError("there has to be at least one fixed hour")
