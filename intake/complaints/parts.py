"""Sealed parts of a complaint: what each kind is, under which key it lies, how it is opened."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from intake.complaints.case_keys import FIRST_VERSION, Keys, at_version, newest_version
from intake.complaints.models import Part
from intake.complaints.shares import Shares
from intake.db.ids import Random, new_id
from intake.db.rows import insert_rows
from intake.vault import contexts
from intake.vault.errors import SealBroken
from intake.vault.keys import KeyLetter
from intake.vault.padding import MESSAGE_FLOOR, PART_FLOOR, pad, unpad
from intake.vault.sealing import open_sealed, seal

FORMAT = 1
"""How a part's plaintext is laid out: padded UTF-8 text or canonical bytes."""


class PartKind(StrEnum):
    """What a part holds."""

    NARRATIVE = "narrative"
    ANSWERS = "answers"
    IDENTITY = "identity"
    MANIFEST = "manifest"
    MESSAGE = "message"
    LETTER = "letter"
    NOTE = "note"
    REASONS = "reasons"
    SUBJECT = "subject"
    TASK = "task"


LETTER_OF: Mapping[PartKind, KeyLetter] = MappingProxyType(
    {
        PartKind.NARRATIVE: KeyLetter.CONTENT,
        PartKind.ANSWERS: KeyLetter.CONTENT,
        PartKind.MANIFEST: KeyLetter.CONTENT,
        PartKind.IDENTITY: KeyLetter.IDENTITY,
        PartKind.MESSAGE: KeyLetter.THREAD,
        PartKind.LETTER: KeyLetter.THREAD,
        PartKind.NOTE: KeyLetter.CASE,
        PartKind.REASONS: KeyLetter.CASE,
        PartKind.SUBJECT: KeyLetter.CASE,
        PartKind.TASK: KeyLetter.CASE,
    }
)
"""The key that each kind of part lies under."""

_OF_CASE = frozenset({KeyLetter.THREAD, KeyLetter.CASE})
_LONG = frozenset({PartKind.NARRATIVE, PartKind.ANSWERS, PartKind.LETTER})


def part_context(
    install_id: str, complaint_id: str, case_id: str | None, kind: PartKind, part_id: str
) -> bytes:
    """Where a part belongs; it opens nowhere else."""
    return contexts.part(
        install_id,
        complaint_id=complaint_id,
        case_id=case_id or "",
        kind=kind.value,
        part_id=part_id,
    )


def seal_part(
    data: bytes,
    *,
    install_id: str,
    complaint_id: str,
    case_id: str | None,
    kind: PartKind,
    part_id: str,
    keys: Keys,
    shares: Shares,
) -> dict[str, Any]:
    """Seal bytes as a part, under the newest key of its kind; returns the row to insert.

    Raises KeyAbsent if `keys` lack the key of this kind, ShareErased if its share is gone.
    """
    letter = LETTER_OF[kind]
    version = _version_of(letter, keys)
    ciphertext = seal(
        at_version(keys, version)[letter],
        pad(data, floor=PART_FLOOR if kind in _LONG else MESSAGE_FLOOR),
        share=shares.of(letter, case_id=case_id, version=version),
        context=part_context(install_id, complaint_id, case_id, kind, part_id),
    )
    return {
        "id": part_id,
        "complaint_id": complaint_id,
        "case_id": case_id,
        "kind": kind.value,
        "key_letter": letter.value,
        "format": FORMAT,
        "key_version": version,
        "sha256": hashlib.sha256(ciphertext).digest(),
        "ciphertext": ciphertext,
    }


def store_part(
    session: Session,
    *,
    install_id: str,
    random: Random,
    complaint_id: str,
    case_id: str | None,
    kind: PartKind,
    keys: Keys,
    shares: Shares,
    text: str,
) -> str:
    """Seal text as a new part and insert it; the caller holds the transaction.

    Returns:
        The part's id. Raises KeyAbsent, ShareErased, and UnicodeEncodeError for lone surrogates.
    """
    row = seal_part(
        text.encode("utf-8"),
        install_id=install_id,
        complaint_id=complaint_id,
        case_id=case_id,
        kind=kind,
        part_id=new_id(random),
        keys=keys,
        shares=shares,
    )
    insert_rows(session, Part, [row])
    part_id: str = row["id"]
    return part_id


def open_part_bytes(part: Part | Row[Any], *, install_id: str, keys: Keys, shares: Shares) -> bytes:
    """The plaintext of a part.

    Raises SealBroken or UnknownFormat for what was altered or moved, KeyAbsent for a key that was
    never granted, ShareErased for what was erased.
    """
    kind = _kind(part)
    letter = LETTER_OF[kind]
    if part.key_letter != letter.value or part.format != FORMAT:
        raise SealBroken("this part is not of the kind that it says")
    padded = open_sealed(
        at_version(keys, part.key_version)[letter],
        part.ciphertext,
        share=shares.of(letter, case_id=part.case_id, version=part.key_version),
        context=part_context(install_id, part.complaint_id, part.case_id, kind, part.id),
    )
    return unpad(padded)


def open_part(part: Part | Row[Any], *, install_id: str, keys: Keys, shares: Shares) -> str:
    """The text of a part; raises as `open_part_bytes` does."""
    data = open_part_bytes(part, install_id=install_id, keys=keys, shares=shares)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise SealBroken("what was sealed is not text") from None


def _version_of(letter: KeyLetter, keys: Keys) -> int:
    """Keys of the complaint as a whole never change; those of a case may."""
    return newest_version(keys) if letter in _OF_CASE else FIRST_VERSION


def _kind(part: Part | Row[Any]) -> PartKind:
    try:
        return PartKind(part.kind)
    except ValueError:
        raise SealBroken("a part of an unknown kind") from None
