"""Rows of the record about people and units, in the circumstances of an action."""

from __future__ import annotations

from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.audit.actor import Actor
from intake.audit.kinds import AuditKind
from intake.audit.record import record


def record_person(
    session: Session,
    context: ActionContext,
    kind: AuditKind,
    *,
    actor: Actor,
    staff_id: str,
    unit: str | None = None,
) -> None:
    """Record an act upon a person; the caller holds the transaction."""
    record(
        session,
        at=context.at,
        random=context.random,
        kind=kind,
        actor=actor,
        object_kind="staff",
        object_id=staff_id,
        unit=unit,
    )


def record_unit(
    session: Session, context: ActionContext, kind: AuditKind, *, actor: Actor, unit: str
) -> None:
    """Record an act upon a unit's keys; the caller holds the transaction."""
    record(
        session,
        at=context.at,
        random=context.random,
        kind=kind,
        actor=actor,
        object_kind="unit",
        object_id=unit,
        unit=unit,
    )
