"""Write one row of the record, in the transaction of the act that it tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from intake.audit.actor import Actor
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.db.ids import Random, new_id
from intake.db.rows import insert_rows


class ObjectKind(StrEnum):
    """What something can be done to."""

    COMPLAINT = "complaint"
    CASE = "case"
    STAFF = "staff"
    UNIT = "unit"
    ENTITY = "entity"
    INSTALL = "install"
    QUARTER = "quarter"
    NOTICE = "notice"

    def of(self, id: str) -> AuditObject:
        """The one thing of this kind with an id, or a key of the configuration."""
        return AuditObject(self, id)


@dataclass(frozen=True, slots=True)
class AuditObject:
    """What something was done to."""

    kind: ObjectKind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Who did what to which thing.

    Attributes:
        unit: the unit in whose name it was done, where there is one.
    """

    kind: AuditKind
    actor: Actor
    on: AuditObject
    unit: str | None = None


def record(session: Session, act: Act, *, at: datetime, random: Random) -> None:
    """Record an act. The caller holds the transaction; the database refuses later changes.

    Args:
        at: the moment of the act, in UTC.
    """
    row = {
        "id": new_id(random),
        "at": at,
        "kind": act.kind.value,
        "actor_kind": act.actor.kind.value,
        "actor_id": act.actor.id,
        "object_kind": act.on.kind.value,
        "object_id": act.on.id,
        "unit": act.unit,
    }
    insert_rows(session, AuditEntry, [row])
