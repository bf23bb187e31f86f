"""Note in the record that a backup was made, and tell when the last one was."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.models import AuditEntry
from intake.audit.record import Act, ObjectKind, record
from intake.db.ids import Random
from intake.db.transaction import transaction


def note_backup(session: Session, *, at: datetime, random: Random, install_id: str) -> None:
    """Record a backup that is whole and in its place."""
    with transaction(session):
        made = Act(kind=AuditKind.BACKUP_MADE, actor=SYSTEM, on=ObjectKind.INSTALL.of(install_id))
        record(session, made, at=at, random=random)


def last_backup(session: Session, *, install_id: str) -> datetime | None:
    """When the last backup was made, or None."""
    found: datetime | None = session.scalar(
        select(func.max(AuditEntry.at)).where(
            AuditEntry.object_id == install_id, AuditEntry.kind == AuditKind.BACKUP_MADE.value
        )
    )
    return found
