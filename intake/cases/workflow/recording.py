"""A row of the workflow table made into the event that is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from intake.cases.facts import CaseFacts
from intake.cases.reasons import ReasonCode
from intake.cases.workflow.event import NOTHING, Actor, CaseEvent
from intake.cases.workflow.row import Row
from intake.cases.workflow.table import closing_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry in a case's history.

    Attributes:
        at: the moment of entry, in UTC.
        effective_day: the day on which it holds.
    """

    id: str
    case_id: str
    at: datetime
    effective_day: date


def event_of(
    row: Row,
    entry: Entry,
    *,
    facts: CaseFacts,
    actor: Actor,
    reason: ReasonCode | None = None,
    details: Mapping[str, str] = NOTHING,
) -> CaseEvent:
    """Return the next event of a case by a row that ``decide`` and ``check_form`` let through.

    Raises ValueError where the case would be closed without a reason.
    """
    state = facts.state
    return CaseEvent(
        id=entry.id,
        case_id=entry.case_id,
        seq=state.last_seq + 1,
        kind=row.event,
        from_status=state.status,
        to_status=row.target(state.status),
        effective_day=entry.effective_day,
        recorded_at=entry.at,
        actor_kind=actor.kind,
        actor_id=actor.id,
        reason=reason,
        details={**details, **closing_of(row, facts)},
    )
