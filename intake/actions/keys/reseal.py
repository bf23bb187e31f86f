"""Seal anew, to a unit's present key, what was sealed to its earlier ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from intake.accounts.units.keys import ProvenUnit
from intake.actions.context import ActionContext
from intake.actions.keys.unit_key import unit_key_of
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.models import Box
from intake.db.transaction import transaction
from intake.vault.boxes import PrivateKey
from intake.vault.errors import VaultError

BATCH = 500


@dataclass(frozen=True)
class Resealed:
    """How many boxes were sealed anew, and how many could not be opened and stay as they are."""

    done: int
    left: int


def reseal_boxes(
    session: Session, *, context: ActionContext, member: Member, proven: ProvenUnit
) -> Resealed:
    """Open every box of earlier key versions that the member can, and seal it to the present one.

    Each batch is computed outside and written in a short transaction of its own: filing goes on
    meanwhile, a crash loses nothing, and doing it again does what is left. The letters of a box
    stay what they were.
    """
    old_keys: dict[int, PrivateKey | None] = {}
    done = left = 0
    for batch in _batches(session, proven):
        for version in {box.recipient_version for box in batch} - set(old_keys):
            old_keys[version] = _old_key(session, context, member, proven.unit, version)
        rows = [
            row
            for box in batch
            if (row := _sealed_anew(context, proven, box, old_keys)) is not None
        ]
        _write(session, rows)
        done, left = done + len(rows), left + len(batch) - len(rows)
    return Resealed(done, left)


def has_old_boxes(session: Session, proven: ProvenUnit) -> bool:
    """Whether something is still sealed to an earlier key of the unit."""
    return session.scalars(_old(proven, after="").limit(1)).first() is not None


def _old(proven: ProvenUnit, *, after: str) -> Any:
    return (
        select(Box)
        .where(
            Box.recipient == proven.unit,
            Box.recipient_version < proven.version,
            Box.id > after,
        )
        .order_by(Box.id)
    )


def _batches(session: Session, proven: ProvenUnit) -> Iterator[list[Box]]:
    after = ""
    while batch := list(session.scalars(_old(proven, after=after).limit(BATCH))):
        after = batch[-1].id
        for box in batch:
            session.expunge(box)
        yield batch


def _old_key(
    session: Session, context: ActionContext, member: Member, unit: str, version: int
) -> PrivateKey | None:
    try:
        return unit_key_of(session, context=context, member=member, unit=unit, version=version)
    except VaultError:
        return None


def _sealed_anew(
    context: ActionContext, proven: ProvenUnit, box: Box, old_keys: dict[int, PrivateKey | None]
) -> dict[str, Any] | None:
    old = old_keys[box.recipient_version]
    if old is None:
        return None
    own = context.compartment(box.complaint_id, box.case_id)
    try:
        sealed = own.reseal_box(box, old, BoxRecipient.unit(proven))
    except VaultError:
        return None
    return {
        "box": box.id,
        "was": box.recipient_version,
        "now": proven.version,
        "sealed": sealed,
    }


def _write(session: Session, rows: list[dict[str, Any]]) -> None:
    if not rows:
        return
    table = cast(Table, Box.__table__)
    statement = (
        update(table)
        .where(table.c.id == bindparam("box"), table.c.recipient_version == bindparam("was"))
        .values(recipient_version=bindparam("now"), ciphertext=bindparam("sealed"))
    )
    with transaction(session):
        session.connection().execute(statement, rows)
