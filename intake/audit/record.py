"""Write one row of the record, in the transaction of the act that it tells of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from intake.audit.actor import Actor
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.db.ids import Random, new_id
from intake.db.rows import insert_rows


def record(
    session: Session,
    *,
    at: datetime,
    random: Random,
    kind: AuditKind,
    actor: Actor,
    object_kind: str,
    object_id: str,
    unit: str | None = None,
) -> None:
    """Record an act. The caller holds the transaction; the database refuses later changes.

    Args:
        at: the moment of the act, in UTC.
        object_kind: what it was done to: complaint, case, staff, unit, entity, install.
        object_id: that thing's id or configuration key.
        unit: the unit in whose name it was done, where there is one.
    """
    row = {
        "id": new_id(random),
        "at": at,
        "kind": kind.value,
        "actor_kind": actor.kind.value,
        "actor_id": actor.id,
        "object_kind": object_kind,
        "object_id": object_id,
        "unit": unit,
    }
    insert_rows(session, AuditEntry, [row])
