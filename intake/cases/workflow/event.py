"""One thing that happened to a case, and who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType

from intake.audit.actor import COMPLAINANT as COMPLAINANT
from intake.audit.actor import SYSTEM as SYSTEM
from intake.audit.actor import Actor as Actor
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ActorKind, EventKind, Status

YES, NO = "yes", "no"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseEvent:
    """An event of a case; ``details`` holds closed codes, ids, days and whole numbers only.

    ``effective_day`` is the day on which it holds (for a complaint: the day it was received),
    ``recorded_at`` the moment (UTC) at which it was entered.
    """

    id: str
    case_id: str
    seq: int
    kind: EventKind
    from_status: Status | None
    to_status: Status
    effective_day: date
    recorded_at: datetime
    actor_kind: ActorKind
    actor_id: str | None = None
    reason: ReasonCode | None = None
    details: Mapping[str, str] = field(default_factory=lambda: NOTHING)

    def __post_init__(self) -> None:
        """Refuse a moment without a time zone; raises ValueError."""
        if self.recorded_at.tzinfo is None:
            raise ValueError("recorded_at needs a time zone")

    @property
    def beside(self) -> tuple[str, ...]:
        """What the words of the event are bound to: what happened, who did it and when."""
        at = self.recorded_at.astimezone(UTC).isoformat()
        return (self.id, self.kind, self.actor_kind, self.actor_id or "", at)
