"""What a reader's boxes hold, against the records of the case: only what these name is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from intake.complaints.compartment import Compartment
from intake.complaints.keys.case_keys import CaseKeys
from intake.complaints.keys.chain import Chain, RecordRow, follow_chain
from intake.complaints.keys.holding import KeyForeign
from intake.complaints.models import Box, CaseRecordRow
from intake.vault.boxes import PrivateKey
from intake.vault.errors import SealBroken, UnknownFormat
from intake.vault.keys import KeyLetter, KeySet
from intake.vault.records import record_hash

NO_BOX = "a box does not open"
NO_RECORD = "a box holds keys that no record names"

PrivateKeyOf = Callable[[Box | Row[Any]], PrivateKey]


@dataclass(frozen=True, slots=True, repr=False)
class BoxKeys:
    """The keys that one box holds."""

    version: int
    keys: KeySet


def read_records(session: Session, case_id: str) -> Sequence[RecordRow]:
    """The records of a case, as they lie in the table."""
    return session.scalars(
        select(CaseRecordRow)
        .where(CaseRecordRow.case_id == case_id)
        .execution_options(populate_existing=True)
    ).all()


def count_records(session: Session, case_id: str) -> int:
    """How many records a case has now; its row is to be held by the caller."""
    wanted = select(func.count()).where(CaseRecordRow.case_id == case_id)
    return session.scalar(wanted) or 0


def newest_head(session: Session, case_id: str) -> bytes:
    """The hash of a case's newest record, as the database has it; empty without one."""
    newest = session.scalars(
        select(CaseRecordRow.record)
        .where(CaseRecordRow.case_id == case_id)
        .order_by(CaseRecordRow.number.desc())
        .limit(1)
    ).one_or_none()
    return record_hash(bytes(newest)) if newest else b""


def open_proven(
    closed: Compartment,
    boxes: Iterable[Box | Row[Any]],
    records: Iterable[RecordRow],
    *,
    private_key: PrivateKeyOf,
) -> Compartment:
    """A case with the keys of its boxes, as far as its records name them.

    A box that does not open, or whose keys are in no record, is left out and named in `faults`.
    Where the records end in one that is not proven, or a box is newer than all of them, `broken`
    says so: what is proven can be read, and nothing can be written.

    Args:
        closed: the compartment of the case, with its shares.

    Raises:
        SealBroken, UnknownFormat: none of the boxes opens, or none holds keys that are proven.
        ChainBroken: not even the first record is proven.
    """
    opened, faults = _opened(closed, boxes, private_key)
    followed = follow_chain(
        records, place=closed.record_place, check_keys=lambda version: _checks(opened, version)
    )
    proven = [one for one in opened if _is_named(closed, followed.chain, one)]
    if not proven:
        raise KeyForeign(NO_RECORD)
    keys = CaseKeys()
    for one in proven:
        keys = keys.with_keys(one.keys, version=one.version)
    if len(proven) < len(opened):
        faults = (*faults, NO_RECORD)
    if followed.fault:
        faults = (*faults, followed.fault)
    # Keys newer than the records: either brought in, or the newest records were cut off.
    beyond = any(one.version > followed.chain.version for one in opened)
    return replace(
        closed,
        keys=keys,
        chain=followed.chain,
        faults=faults,
        broken=bool(followed.fault) or beyond,
    )


def _opened(
    closed: Compartment, boxes: Iterable[Box | Row[Any]], private_key: PrivateKeyOf
) -> tuple[list[BoxKeys], tuple[str, ...]]:
    found: list[BoxKeys] = []
    failed: list[SealBroken | UnknownFormat] = []
    for box in boxes:
        try:
            found.append(BoxKeys(box.key_version, closed.open_box(box, private_key(box))))
        except (SealBroken, UnknownFormat) as error:
            failed.append(error)
    if failed and not found:
        raise failed[0]
    return found, (NO_BOX,) * bool(failed)


def _checks(opened: Iterable[BoxKeys], version: int) -> list[bytes]:
    letter = KeyLetter.CHECK if version else KeyLetter.FIRST_CHECK
    wanted = (one for one in opened if not version or one.version == version)
    return [one.keys[letter] for one in wanted if letter in one.keys]


def _is_named(closed: Compartment, chain: Chain, box: BoxKeys) -> bool:
    """Whether every key of a box is one to which the records commit."""
    named = chain.keys.get(box.version)
    if named is None:
        return False
    own = closed.with_keys(box.keys, version=box.version)
    commitments = {
        KeyLetter.CONTENT: (1, chain.begun.content),
        KeyLetter.IDENTITY: (1, chain.begun.identity),
        KeyLetter.THREAD: (box.version, named.thread),
        KeyLetter.CASE: (box.version, named.case),
    }
    return all(
        own.is_committed(letter, commitment, version=version)
        for letter, (version, commitment) in commitments.items()
    )
