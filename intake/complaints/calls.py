"""Calls being taken: a draft whose code lies under a key of the clerk who takes it.

The key follows from the clerk's own seed, and has no public half to which others could seal.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.models import KeptCall
from intake.vault import contexts
from intake.vault.derivation import derive
from intake.vault.sealing import open_small, seal_small


class CallNotFound(LookupError):
    """There is no such call, or another clerk took it: the two are not told apart."""


@dataclass(frozen=True, kw_only=True, repr=False)
class KeptCode:
    """A call's row, opened: its code lives as long as one request."""

    draft_id: str
    unit: str
    started_at: datetime
    code: str


def call_row(call: KeptCode, *, install_id: str, staff_id: str, seed: bytes) -> dict[str, Any]:
    """The row of a call: the draft's code, under a key that follows from the clerk's own seed."""
    return {
        "draft_id": call.draft_id,
        "staff_id": staff_id,
        "unit": call.unit,
        "started_at": call.started_at,
        "sealed_code": seal_small(
            _key(seed, install_id),
            call.code.encode("ascii"),
            context=_place(call.draft_id, call.unit, call.started_at, install_id, staff_id),
        ),
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
    session: Session, *, install_id: str, draft_id: str, staff_id: str, seed: bytes
) -> KeptCode:
    """The code of a clerk's own call.

    Raises CallNotFound for another clerk's, SealBroken or UnknownFormat for a row that was altered
    or sealed under a key that the clerk has no more.
    """
    row = session.get(KeptCall, draft_id, populate_existing=True)
    if row is None or row.staff_id != staff_id:
        raise CallNotFound(draft_id)
    place = _place(draft_id, row.unit, row.started_at, install_id, staff_id)
    code = open_small(_key(seed, install_id), row.sealed_code, context=place)
    return KeptCode(
        draft_id=draft_id, unit=row.unit, started_at=row.started_at, code=code.decode("ascii")
    )


def _key(seed: bytes, install_id: str) -> bytes:
    return derive(seed, info=contexts.kept_call_key(install_id))


def _place(draft_id: str, unit: str, started_at: datetime, install_id: str, staff_id: str) -> bytes:
    return contexts.kept_call(
        install_id,
        draft_id=draft_id,
        staff_id=staff_id,
        unit=unit,
        started_at=started_at.astimezone(UTC).isoformat(timespec="microseconds"),
    )
