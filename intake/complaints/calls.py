"""Calls being taken: a draft whose code is sealed to the clerk who takes it, and to nobody else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.models import KeptCall
from intake.vault import contexts
from intake.vault.boxes import PrivateKey, PublicKey, open_box, seal_box


class CallNotFound(LookupError):
    """There is no such call, or another clerk took it: the two are not told apart."""


@dataclass(frozen=True, kw_only=True, repr=False)
class KeptCode:
    """A call's row, opened: its code lives as long as one request."""

    draft_id: str
    unit: str
    started_at: datetime
    code: str


def call_row(
    call: KeptCode, *, install_id: str, staff_id: str, public_key: PublicKey
) -> dict[str, Any]:
    """The row of a call: the draft's code, sealed to the clerk's own key."""
    place = contexts.kept_call(install_id, draft_id=call.draft_id, staff_id=staff_id)
    return {
        "draft_id": call.draft_id,
        "staff_id": staff_id,
        "unit": call.unit,
        "started_at": call.started_at,
        "sealed_code": seal_box(public_key, call.code.encode("ascii"), info=place),
    }


def calls_of(session: Session, *, staff_id: str) -> tuple[KeptCall, ...]:
    """The calls that a clerk keeps, the newest first."""
    rows = session.scalars(
        select(KeptCall)
        .where(KeptCall.staff_id == staff_id)
        .order_by(KeptCall.started_at.desc(), KeptCall.draft_id)
        .execution_options(populate_existing=True)
    )
    return tuple(rows)


def get_kept_code(
    session: Session, *, install_id: str, draft_id: str, staff_id: str, private_key: PrivateKey
) -> KeptCode:
    """The code of a clerk's own call.

    Raises CallNotFound for another clerk's, SealBroken or UnknownFormat for a row that was altered
    or sealed to a key that the clerk has no more.
    """
    row = session.get(KeptCall, draft_id, populate_existing=True)
    if row is None or row.staff_id != staff_id:
        raise CallNotFound(draft_id)
    place = contexts.kept_call(install_id, draft_id=draft_id, staff_id=staff_id)
    return KeptCode(
        draft_id=draft_id,
        unit=row.unit,
        started_at=row.started_at,
        code=open_box(private_key, row.sealed_code, info=place).decode("ascii"),
    )
