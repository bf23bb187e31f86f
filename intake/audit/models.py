"""The append-only record of who did what, and who opened what."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, moment, row_id


class AuditEntry(Base):
    """One act: who, what kind, on what. The database refuses to change or delete it."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "object_id", "at"), Index(None, "actor_id", "at"))

    id: Mapped[str] = row_id(primary_key=True)
    at: Mapped[datetime] = moment(index=True)
    kind: Mapped[str] = code()
    actor_kind: Mapped[str] = code()
    actor_id: Mapped[str | None] = row_id(nullable=True)
    object_kind: Mapped[str] = code()
    object_id: Mapped[str] = code(length=160)
    unit: Mapped[str | None] = code(length=160, nullable=True)
