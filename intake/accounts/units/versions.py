"""Writing a unit's versions: the signed statement, and the boxes of its keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from intake.accounts.models import UnitKeyBox, UnitVersion
from intake.accounts.units.keys import RECOVERY_RECIPIENT
from intake.db.ids import Random, new_id
from intake.vault import contexts
from intake.vault.boxes import PublicKey, seal_box
from intake.vault.contexts import Recipient
from intake.vault.units.keys import UnitKeys
from intake.vault.units.statements import UnitStatement, statement_hash


def write_version(
    session: Session,
    statement: UnitStatement,
    signed: bytes,
    *,
    random: Random,
    at: datetime,
    stale: bool = False,
) -> None:
    """Write one signed statement; the caller holds the transaction.

    Two members who make the same version at once meet the unique constraint: one of them fails.
    """
    session.add(
        UnitVersion(
            id=new_id(random),
            unit=statement.unit_key,
            version=statement.version,
            statement=signed,
            stale=stale,
            made_at=at,
        )
    )
    session.flush()


@dataclass(frozen=True, repr=False)
class HeldKeys:
    """A unit's keys, and the version that they are of."""

    unit: str
    version: int
    keys: UnitKeys


def write_key_boxes(
    session: Session,
    held: HeldKeys,
    *,
    install_id: str,
    members: Mapping[str, PublicKey],
    recovery: PublicKey | None = None,
) -> None:
    """Seal a unit's keys to members, and to the recovery key where one is given.

    Every public key was proven by the caller: a member's by the statement, the recovery key by its
    fingerprint. The caller holds the transaction.
    """
    recipients = [(Recipient.MEMBER, staff_id, key) for staff_id, key in members.items()]
    if recovery is not None:
        recipients.append((Recipient.RECOVERY, RECOVERY_RECIPIENT, recovery))
    for kind, name, public in recipients:
        info = contexts.unit_key_box(
            install_id,
            unit_key=held.unit,
            version=held.version,
            recipient=kind,
            recipient_id=name,
        )
        sealed = seal_box(public, held.keys.encode(), info=info)
        session.merge(
            UnitKeyBox(unit=held.unit, version=held.version, recipient=name, ciphertext=sealed)
        )
    session.flush()


def newest_version(session: Session, unit: str, *, lock: bool = False) -> UnitVersion | None:
    """The newest row of a unit, as the database has it (nothing is proven by it)."""
    query = (
        select(UnitVersion)
        .where(UnitVersion.unit == unit)
        .order_by(UnitVersion.version.desc())
        .limit(1)
    )
    return session.scalars(query.with_for_update() if lock else query).one_or_none()


def newest_statement_hash(session: Session, unit: str) -> bytes:
    """The SHA-256 of a unit's newest statement, as the database has it; empty without one."""
    query = (
        select(UnitVersion.statement)
        .where(UnitVersion.unit == unit)
        .order_by(UnitVersion.version.desc())
        .limit(1)
    )
    signed = session.scalars(query).one_or_none()
    return statement_hash(bytes(signed)) if signed else b""


def mark_stale(session: Session, units: tuple[str, ...]) -> None:
    """Ask the next member of each of these units who signs in for new keys."""
    session.execute(
        update(UnitVersion)
        .where(UnitVersion.unit.in_(units), UnitVersion.stale.is_(False))
        .values(stale=True)
    )


def units_held_by(session: Session, staff_id: str) -> tuple[str, ...]:
    """The units of whose keys a person holds a box."""
    rows = session.scalars(
        select(UnitKeyBox.unit).where(UnitKeyBox.recipient == staff_id).distinct()
    )
    return tuple(sorted(rows))


def take_boxes_away(session: Session, staff_id: str, units: tuple[str, ...]) -> None:
    """Delete a person's boxes of these units' keys."""
    session.execute(
        delete(UnitKeyBox).where(UnitKeyBox.recipient == staff_id, UnitKeyBox.unit.in_(units))
    )
