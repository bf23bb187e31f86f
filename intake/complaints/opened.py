"""A filed complaint's content, opened and checked against its manifest."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.compartment import Compartment
from intake.complaints.content import Content, Identity
from intake.complaints.keys.holding import KeyForeign
from intake.complaints.keys.shares import ShareErased
from intake.complaints.models import Complaint, Part
from intake.complaints.parts import PartKind, read_parts
from intake.vault.errors import SealBroken
from intake.vault.keys import KeyLetter
from intake.vault.manifest import Manifest


class FactsAltered(SealBroken):
    """A fact in the table is not the one that the complaint was filed with."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OpenedComplaint:
    """What the complainant filed, in the clear; lives as long as one request.

    `identity` is None where the reader holds no identity key or its share was erased.
    """

    complaint_id: str
    narrative: str
    content: Content
    identity: Identity | None = None


def open_complaint(
    session: Session, *, complaint: Complaint, compartment: Compartment
) -> OpenedComplaint:
    """Open the filed parts of a complaint.

    Args:
        compartment: of the complaint, or of any of its cases.

    Raises:
        SealBroken, UnknownFormat: a part is missing, was altered, swapped or put back in an
            older version: nothing of the complaint is shown then.
        KeyAbsent: the content key was never granted. ShareErased: its share was erased.
    """
    whole = compartment.of_case(None)
    parts = {part.id: part for part in _filed_parts(session, complaint.id)}
    manifest = _manifest(parts, complaint, whole)
    _check_keys(compartment, manifest)
    listed = _listed(parts, manifest)
    texts = {kind: whole.open(part) for kind, part in listed.items() if _is_open(kind, whole)}
    return OpenedComplaint(complaint_id=complaint.id, **read_parts(texts))


def filed_identity_mode(session: Session, *, complaint: Complaint, compartment: Compartment) -> str:
    """Whether a name was given at filing, from the sealed manifest and not from the row.

    Raises as `open_complaint` does.
    """
    parts = {part.id: part for part in _filed_parts(session, complaint.id)}
    return _manifest(parts, complaint, compartment.of_case(None)).identity_mode


def _filed_parts(session: Session, complaint_id: str) -> list[Part]:
    return list(
        session.scalars(
            select(Part).where(Part.complaint_id == complaint_id, Part.case_id.is_(None))
        )
    )


def _manifest(parts: Mapping[str, Part], complaint: Complaint, whole: Compartment) -> Manifest:
    found = [part for part in parts.values() if part.kind == PartKind.MANIFEST]
    if len(found) != 1:
        raise SealBroken("a complaint has one manifest")
    manifest = Manifest.from_bytes(whole.open_bytes(found[0]))
    if not hmac.compare_digest(manifest.sha256, complaint.manifest_sha256):
        raise SealBroken("the manifest is not the one that was filed")
    told = (manifest.reference, manifest.jurisdiction, manifest.identity_mode)
    if told != (complaint.reference, complaint.jurisdiction, complaint.identity_mode):
        raise FactsAltered("the complaint's facts are not those that it was filed with")
    return manifest


def _check_keys(compartment: Compartment, manifest: Manifest) -> None:
    """The identity key and the case's first keys, as far as they are held, are those of filing."""
    if not compartment.is_committed(KeyLetter.IDENTITY, manifest.identity):
        raise KeyForeign("the identity key is not the one of filing")
    if compartment.case_id is None:
        return
    case = next((one for one in manifest.cases if one.case_id == compartment.case_id), None)
    if case is None:
        raise KeyForeign("the case is not one that the complaint was filed with")
    for letter, commitment in ((KeyLetter.THREAD, case.thread), (KeyLetter.CASE, case.case)):
        if not compartment.is_committed(letter, commitment):
            raise KeyForeign("a key of the case is not the one of filing")


def _listed(parts: Mapping[str, Part], manifest: Manifest) -> dict[PartKind, Part]:
    """The parts that the manifest lists, each the very one. Raises SealBroken."""
    listed = {}
    for part_id, (kind, _digest) in manifest.parts.parts.items():
        if part_id not in parts:
            raise SealBroken("a part that the manifest lists is missing")
        manifest.parts.check(part_id, parts[part_id].ciphertext, kind=parts[part_id].kind)
        listed[PartKind(kind)] = parts[part_id]
    return listed


def _is_open(kind: PartKind, whole: Compartment) -> bool:
    """Who it is from may be closed to a reader, or erased before the rest."""
    if kind.letter is not KeyLetter.IDENTITY:
        return True
    try:
        whole.shares.of(kind.letter)
    except ShareErased:
        return False
    return kind.letter in whole.keys
