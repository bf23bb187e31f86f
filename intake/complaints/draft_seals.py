"""What an unsent complaint is sealed with: its keys under its code, its list of parts under them.

A box would prove no sender: anybody who can write to the database could put one to the mailbox's
public key in its place. Nothing here has a public key.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intake.complaints.compartment import Compartment, SealedRow
from intake.complaints.parts import DRAFT_KINDS, PartKind, SealedPart
from intake.vault import contexts
from intake.vault.errors import SealBroken
from intake.vault.keys import DRAFT_LETTERS, KeySet
from intake.vault.manifest import PartList
from intake.vault.sealing import open_small, seal_small
from intake.vault.symbols import codes


class DraftAltered(SealBroken):
    """A part of an unsent complaint is missing, older than its list, or not of its making."""


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A sealed part as it lies in the table: what list and manifest name, and its bytes."""

    id: str
    kind: PartKind
    sha256: bytes
    size: int


def stored_part(row: SealedRow) -> StoredPart:
    """A part by the row that was made for it."""
    return StoredPart(row["id"], PartKind(row["kind"]), row["sha256"], len(row["ciphertext"]))


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPlace:
    """Where a draft's keys belong: they open in no other place, and under no other code."""

    complaint_id: str
    mailbox_id: str
    jurisdiction: str
    channel: str

    def context(self, install_id: str) -> bytes:
        """The bytes that bind them to it."""
        return contexts.draft_keys(
            install_id,
            complaint_id=self.complaint_id,
            mailbox_id=self.mailbox_id,
            jurisdiction=self.jurisdiction,
            channel=self.channel,
        )


def seal_keys(compartment: Compartment, place: DraftPlace, *, code: str) -> bytes:
    """The draft's keys, under the key that its code gives."""
    return seal_small(
        codes.draft_key(code, compartment.install_id),
        compartment.keys.only(DRAFT_LETTERS).encode(),
        context=place.context(compartment.install_id),
    )


def open_keys(closed: Compartment, place: DraftPlace, sealed: bytes, *, code: str) -> Compartment:
    """The compartment of a draft with its keys.

    Raises SealBroken, UnknownFormat: they were altered, are foreign, or the draft's jurisdiction,
    channel or mailbox is not the one that they were sealed for.
    """
    key = codes.draft_key(code, closed.install_id)
    inside = open_small(key, sealed, context=place.context(closed.install_id))
    return closed.with_keys(KeySet.decode(inside).only(DRAFT_LETTERS))


def list_of(parts: Iterable[StoredPart]) -> PartList:
    """The list of these parts."""
    return PartList({part.id: (part.kind.value, part.sha256) for part in parts})


def edition_of(parts: Iterable[StoredPart], *, version: int) -> str:
    """What tells one state of a draft from every other; it says nothing of its words."""
    whole = hashlib.sha256(version.to_bytes(8, "big") + list_of(parts).to_bytes())
    return whole.hexdigest()[:32]


def listed_parts(
    found: Iterable[SealedPart], listed: PartList
) -> Mapping[PartKind, tuple[StoredPart, SealedPart]]:
    """The parts of a draft by kind, each the very one that its list names.

    Raises DraftAltered for a part that is missing, older, foreign or surplus: read as empty it
    would lose, say, who must not see the complaint.
    """
    by_id = {part.id: part for part in found if part.kind in DRAFT_KINDS}
    if by_id.keys() != listed.parts.keys():
        raise DraftAltered("the parts of the draft are not those of its list")
    parts = {}
    for part in by_id.values():
        kind = PartKind(part.kind)
        digest = listed.check(part.id, part.ciphertext, kind=part.kind)
        parts[kind] = (StoredPart(part.id, kind, digest, len(part.ciphertext)), part)
    if len(parts) != len(by_id):
        raise DraftAltered("the draft has two parts of one kind")
    return parts
