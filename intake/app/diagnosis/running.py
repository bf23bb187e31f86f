"""Findings about what has to go on by itself: notices, room on the disk, backups, printing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.actions.backup.key import PUBLIC_NAME
from intake.actions.backup.note import last_backup
from intake.actions.services import Services
from intake.app.diagnosis.finding import Finding
from intake.app.services import keyring_folder
from intake.documents.libraries import install_line, missing_libraries
from intake.notify.kinds import OutboxState
from intake.notify.models import OutboxRow

LEAST_FREE_BYTES = 1 << 30
LATE = timedelta(hours=1)
BACKUP_EVERY = timedelta(days=2)


def outbox(session: Session, at: datetime) -> Iterator[Finding]:
    """Notices that wait too long, or were given up."""
    late = session.scalar(
        select(func.count())
        .select_from(OutboxRow)
        .where(
            OutboxRow.state.in_((OutboxState.WAITING.value, OutboxState.CLAIMED.value)),
            OutboxRow.not_before <= at - LATE,
        )
    )
    if late:
        yield Finding(
            place="outbox",
            wrong=f"notices that have waited more than an hour: {late}",
            mend="check that the worker is running and that the mail server answers",
        )
    lost = session.scalar(
        select(func.count())
        .select_from(OutboxRow)
        .where(OutboxRow.state == OutboxState.GIVEN_UP.value)
    )
    if lost:
        yield Finding(
            place="outbox",
            wrong=f"notices not sent after a day and a half: {lost}",
            mend="fix the mail server; what the notices were about is in the queue",
            grave=False,
        )


def disk(folder: Path) -> Iterator[Finding]:
    """Too little room."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        yield Finding(
            place=str(folder),
            wrong=f"only {free >> 20} MiB are free",
            mend="free up space: complaints are refused when the disk is full",
        )


def backup(session: Session, services: Services) -> Iterator[Finding]:
    """No backup, or none lately."""
    if not (keyring_folder(services.settings) / PUBLIC_NAME).exists():
        yield Finding(
            place="backup",
            wrong="there is no backup key, so there is no backup",
            mend="run intake backup --make-key FILE once, then intake backup FOLDER every day",
            grave=False,
        )
        return
    last = last_backup(session, install_id=services.install_id)
    if last is None or last <= services.clock() - BACKUP_EVERY:
        yield Finding(
            place="backup",
            wrong="no backup was ever made"
            if last is None
            else f"the last backup is from {last:%Y-%m-%d %H:%M}",
            mend="run intake backup FOLDER every day (docs/operations.md has a timer)",
            grave=False,
        )


def printing() -> Iterator[Finding]:
    """Libraries of the system without which no PDF can be laid out."""
    if missing := missing_libraries():
        yield Finding(
            place="PDF",
            wrong=f"PDF reports can't be made here: {', '.join(missing)} can't be loaded",
            mend=f"run {install_line(missing)}; until then releases have no PDF",
            grave=False,
        )
