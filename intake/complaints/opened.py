"""A filed complaint's content, opened and checked against its manifest."""

from __future__ import annotations

import hmac
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.case_keys import Keys
from intake.complaints.content import Content, Identity
from intake.complaints.models import Complaint, Part
from intake.complaints.parts import LETTER_OF, PartKind, open_part, open_part_bytes
from intake.complaints.shares import ShareErased, Shares, read_shares
from intake.vault.errors import SealBroken
from intake.vault.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OpenedComplaint:
    """What the complainant filed, in the clear; lives as long as one request.

    `identity` is None where the reader holds no identity key or its share was erased.
    """

    complaint_id: str
    narrative: str
    content: Content
    identity: Identity | None


def open_complaint(
    session: Session, *, install_id: str, complaint: Complaint, keys: Keys
) -> OpenedComplaint:
    """Open the filed parts of a complaint.

    Raises:
        SealBroken, UnknownFormat: a part is missing, was altered, swapped or put back in an
            older version: nothing of the complaint is shown then.
        KeyAbsent: `keys` lack the content key. ShareErased: its share was erased.
    """
    shares = read_shares(session, complaint_id=complaint.id)
    parts = {part.id: part for part in _filed_parts(session, complaint.id)}
    manifest = _manifest(parts, complaint, install_id=install_id, keys=keys, shares=shares)
    listed = {}
    for part_id, (kind, _digest) in manifest.parts.items():
        if part_id not in parts:
            raise SealBroken("a part that the manifest lists is missing")
        manifest.check(part_id, parts[part_id].ciphertext, kind=parts[part_id].kind)
        listed[PartKind(kind)] = parts[part_id]
    texts = {
        kind: open_part(part, install_id=install_id, keys=keys, shares=shares)
        for kind, part in listed.items()
        if _is_open(kind, keys, shares)
    }
    return OpenedComplaint(
        complaint_id=complaint.id,
        narrative=texts[PartKind.NARRATIVE],
        content=Content.from_json(texts[PartKind.ANSWERS]),
        identity=(
            Identity.from_json(texts[PartKind.IDENTITY]) if PartKind.IDENTITY in texts else None
        ),
    )


def _filed_parts(session: Session, complaint_id: str) -> list[Part]:
    return list(
        session.scalars(
            select(Part).where(Part.complaint_id == complaint_id, Part.case_id.is_(None))
        )
    )


def _manifest(
    parts: dict[str, Part], complaint: Complaint, *, install_id: str, keys: Keys, shares: Shares
) -> Manifest:
    found = [part for part in parts.values() if part.kind == PartKind.MANIFEST]
    if len(found) != 1:
        raise SealBroken("a complaint has one manifest")
    manifest = Manifest.from_bytes(
        open_part_bytes(found[0], install_id=install_id, keys=keys, shares=shares)
    )
    if not hmac.compare_digest(manifest.sha256, complaint.manifest_sha256):
        raise SealBroken("the manifest is not the one that was filed")
    return manifest


def _is_open(kind: PartKind, keys: Keys, shares: Shares) -> bool:
    """Identity alone may be closed to a reader, or erased before the rest."""
    if kind is not PartKind.IDENTITY:
        return True
    letter = LETTER_OF[kind]
    try:
        shares.of(letter)
    except ShareErased:
        return False
    return letter in keys
