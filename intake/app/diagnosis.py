"""What is wrong with an install and how to mend it; nothing is opened and nothing changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.accounts.soundness import (
    UnitCondition,
    jurisdictions_without_administrator,
    unit_conditions,
)
from intake.actions.backup.key import PUBLIC_NAME
from intake.app.services import keyring_folder
from intake.cases.models import Case
from intake.cases.queue_key import CLOSED_FROM
from intake.notify.kinds import OutboxState
from intake.notify.models import OutboxRow
from intake.settings.recovery import fingerprints
from intake.web.services import Services

LEAST_FREE_BYTES = 1 << 30
LATE = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing: where, what is wrong, how to mend it. Not every one stops complaints."""

    place: str
    wrong: str
    mend: str
    grave: bool = True


def diagnose(session: Session, services: Services) -> tuple[Finding, ...]:
    """Every finding, those that stop or endanger complaints first."""
    found = [
        *_units(session, services),
        *_administrators(session, services),
        *_outbox(session, services.clock()),
        *_disk(services.settings.data_dir),
        *_backup(keyring_folder(services.settings)),
        *_homeless_cases(session, services),
    ]
    return tuple(sorted(found, key=lambda finding: not finding.grave))


def _units(session: Session, services: Services) -> Iterator[Finding]:
    keys = [unit.key for unit in services.configuration.units()]
    conditions = unit_conditions(
        session,
        keys,
        install_id=services.install_id,
        recovery=fingerprints(services.settings),
    )
    for condition in conditions:
        yield from _unit(condition)


def _unit(unit: UnitCondition) -> Iterator[Finding]:
    name = f"unit {unit.unit}"
    if not unit.statements:
        yield Finding(
            place=name,
            wrong="has no key; cases for it go to its stand-in or the form stays closed",
            mend="invite a lead, who signs in and opens the page Keys",
        )
    elif not unit.fingerprint_set:
        yield Finding(
            place=name,
            wrong="its entity's recovery fingerprint is not in recovery.toml",
            mend="put in place the line that the key set-up page prints",
        )
    elif not unit.proven:
        yield Finding(
            place=name,
            wrong="its newest statement does not follow from the recovery key: a row was changed",
            mend="look for who had access to the database; restore from a backup",
        )
    if unit.swapped:
        yield Finding(
            place=name,
            wrong=f"the key of {unit.swapped} member(s) is not the one the unit's statement names",
            mend="look for who had access to the database; reset those accounts",
        )
    if unit.proven and not unit.is_open:
        yield Finding(
            place=name,
            wrong="nobody, or one person without the recovery key, can open what comes in",
            mend="let a second member in, or recover the unit with the printed key",
        )
    elif unit.proven and unit.holding == 1:
        yield Finding(
            place=name,
            wrong="one member alone holds the key",
            mend="let a second member in",
            grave=False,
        )
    if unit.waiting:
        yield Finding(
            place=name,
            wrong=f"{unit.waiting} person(s) wait to be let in",
            mend="a member compares six words with them on the page Keys",
            grave=False,
        )
    if unit.needs_renewal:
        yield Finding(
            place=name,
            wrong="somebody left; the next member to sign in makes a new key",
            mend="ask a member to sign in today",
            grave=False,
        )


def _administrators(session: Session, services: Services) -> Iterator[Finding]:
    for slug in jurisdictions_without_administrator(session, services.configuration.jurisdictions):
        yield Finding(
            place=f"jurisdiction {slug}",
            wrong="nobody administers it: alarms reach nobody",
            mend=f"intake staff invite --help, then invite an administrator of {slug}",
        )


def _outbox(session: Session, at: datetime) -> Iterator[Finding]:
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
            wrong=f"{late} notice(s) wait for more than an hour",
            mend="see that the worker runs and that the mail server of the settings answers",
        )
    lost = session.scalar(
        select(func.count())
        .select_from(OutboxRow)
        .where(OutboxRow.state == OutboxState.GIVEN_UP.value)
    )
    if lost:
        yield Finding(
            place="outbox",
            wrong=f"{lost} notice(s) were given up after a day and a half",
            mend="mend the mail server; what they told of stands in the queue",
            grave=False,
        )


def _disk(folder: Path) -> Iterator[Finding]:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        yield Finding(
            place=str(folder),
            wrong=f"{free >> 20} MiB are free",
            mend="make room: a full disk refuses complaints",
        )


def _backup(keys: Path) -> Iterator[Finding]:
    if not (keys / PUBLIC_NAME).exists():
        yield Finding(
            place="backup",
            wrong="there is no backup key, so no backup",
            mend="intake backup --make-key FILE, then intake backup FOLDER every day",
            grave=False,
        )


def _homeless_cases(session: Session, services: Services) -> Iterator[Finding]:
    known = {unit.key for unit in services.configuration.units()}
    held = session.scalars(select(Case.unit).where(Case.queue_key < CLOSED_FROM).distinct())
    for unit in sorted(set(held) - known):
        yield Finding(
            place=f"unit {unit}",
            wrong="holds open cases, and the configuration does not know it",
            mend="put the unit back into the configuration until its cases are closed",
        )
