"""The order of the queue as one sortable text: open before closed, urgent first, then by clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from types import MappingProxyType

from intake.questions.urgency import Urgency

RANKS: Mapping[Urgency, str] = MappingProxyType(
    {Urgency.CRITICAL: "0", Urgency.HIGH: "1", Urgency.NORMAL: "2", Urgency.LOW: "3"}
)
CLOSED_FROM = "9"
"""Keys of closed cases begin here; all keys of open ones are smaller."""
END = ":"
"""Greater than every key: the character behind the digits."""
_LATEST = 99_999_999_999


def open_key(*, urgency: Urgency, next_due_at: datetime | None, case_id: str) -> str:
    """The key of an open case: urgency, next due moment, then its random id."""
    due = int(next_due_at.timestamp()) if next_due_at else _LATEST
    return f"{RANKS[urgency]}{due:011d}{case_id}"


def closed_key(*, closed_at: datetime, case_id: str) -> str:
    """The key of a closed case: the one closed last comes first."""
    return f"{CLOSED_FROM}{_LATEST - int(closed_at.timestamp()):011d}{case_id}"


def closed_at(key: str) -> datetime | None:
    """When the case of this key ended, in UTC; None for an open one."""
    if key < CLOSED_FROM:
        return None
    return datetime.fromtimestamp(_LATEST - int(key[1:12]), UTC)


def closed_before(at: datetime) -> str:
    """The lower end of the range of keys of cases that ended at ``at`` or before."""
    return f"{CLOSED_FROM}{_LATEST - int(at.timestamp()):011d}"


def due_before(rank: str, at: datetime) -> str:
    """The upper end of the range of keys with this rank that are due at ``at`` or before."""
    return f"{rank}{int(at.timestamp()) + 1:011d}"
