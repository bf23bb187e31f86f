"""The one workflow table: what may happen to a case, who may do it, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

from intake.accounts.roles import Permission
from intake.cases.facts import CaseFacts
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ActorKind, EventKind, Status
from intake.cases.workflow import arrival, beside, decision, investigation, review, urgent
from intake.cases.workflow.event import Actor, CaseEvent
from intake.cases.workflow.guards import RefusalCode
from intake.cases.workflow.row import Row

TABLE: tuple[Row, ...] = (
    *arrival.ROWS,
    *review.ROWS,
    *investigation.ROWS,
    *decision.ROWS,
    *beside.ROWS,
    *urgent.ROWS,
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why not; ``field`` names the field of the form that is meant, if one is."""

    code: RefusalCode
    field: str | None = None


@cache
def rows_from(status: Status | None) -> tuple[Row, ...]:
    """Return every row that leads away from, or happens in, this state (None: no case yet)."""
    return tuple(row for row in TABLE if status in row.sources)


@cache
def rows_for(status: Status | None, event: EventKind) -> tuple[Row, ...]:
    """Return the rows for this event in this state, in the order in which they are tried."""
    return tuple(row for row in rows_from(status) if row.event is event)


def decide(
    status: Status | None,
    event: EventKind,
    *,
    facts: CaseFacts,
    permissions: AbstractSet[Permission],
    actor: Actor,
    reason: ReasonCode | None = None,
) -> Row | Refusal:
    """Return the row that holds for this event now, or why none does.

    Asked in this order: is there a row at all; may this actor; does the reason fit (without a
    reason, as for a button, every row that takes one is looked at); do the guards hold. Where
    several rows fail, the refusal is that of the one that came furthest.
    """
    rows = rows_for(status, event)
    if not rows or facts.state.status is not status:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW)
    allowed = [row for row in rows if _may(row, permissions, actor)]
    if not allowed:
        return Refusal(RefusalCode.NOT_ALLOWED)
    fitting = [row for row in allowed if reason is None or _takes(row, reason)]
    if not fitting:
        return Refusal(RefusalCode.REASON_NEEDED, "reason")
    return _first_that_holds(fitting, facts, actor)


def possible_events(
    *, facts: CaseFacts, permissions: AbstractSet[Permission], actor: Actor
) -> tuple[Row, ...]:
    """Return the rows whose guards hold now: the buttons that this person sees."""
    held = []
    for row in rows_from(facts.state.status):
        if _may(row, permissions, actor) and _failed(row, facts, actor) is None:
            held.append(row)
    return tuple(held)


def row_of(event: CaseEvent) -> Row:
    """Return the row by which a recorded event happened; raises LookupError if there is none."""
    for row in rows_for(event.from_status, event.kind):
        if row.target(event.from_status) is event.to_status and _took(row, event.reason):
            return row
    raise LookupError(f"no row for {event.kind} from {event.from_status} to {event.to_status}")


def event_for_message(status: Status) -> EventKind:
    """Return as what a message or file of the complainant counts in this state."""
    if status is Status.AWAITING_INFORMATION:
        return EventKind.INFORMATION_RECEIVED
    return EventKind.MESSAGE_RECEIVED


def closing_of(row: Row, facts: CaseFacts) -> Mapping[str, str]:
    """Return the detail that says why a case is closed, empty for a row that closes nothing.

    A row without a reason of its own keeps the one under review; raises ValueError where there is
    none, for no case is ever closed without a reason.
    """
    if row.to is not Status.CLOSED:
        return {}
    closing = row.closing or facts.state.appealed
    if closing is None:
        raise ValueError(f"{row.event} would close a case without a reason")
    return {"closing": closing.value}


def _may(row: Row, permissions: AbstractSet[Permission], actor: Actor) -> bool:
    if actor.kind not in row.who:
        return False
    return actor.kind is not ActorKind.STAFF or row.permission in permissions


def _takes(row: Row, reason: ReasonCode) -> bool:
    return not row.reasons or reason in row.reasons


def _took(row: Row, reason: ReasonCode | None) -> bool:
    return reason in row.reasons if row.reasons else True


def _failed(row: Row, facts: CaseFacts, actor: Actor) -> RefusalCode | None:
    return next((guard.code for guard in row.guards if not guard.holds(facts, actor)), None)


def _first_that_holds(rows: list[Row], facts: CaseFacts, actor: Actor) -> Row | Refusal:
    best, best_depth = rows[0].guards[0].code if rows[0].guards else None, -1
    for row in rows:
        held = [guard.holds(facts, actor) for guard in row.guards]
        if all(held):
            return row
        depth = held.index(False)
        if depth > best_depth:
            best, best_depth = row.guards[depth].code, depth
    assert best is not None  # noqa: S101 - a row without guards has been returned above
    return Refusal(best)
