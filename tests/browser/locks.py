"""What is stored of one complaint, sealed, and whether a key opens any of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from intake.complaints.compartment import Beside
from intake.complaints.keys.shares import Shares, read_shares
from intake.complaints.models import Box, Complaint, Part
from intake.complaints.parts import PartKind
from intake.vault.boxes import PrivateKey
from intake.vault.contexts import Recipient
from intake.vault.errors import VaultError
from intake.vault.keys import KeyLetter
from intake.vault.sealing import open_sealed
from tests.fixtures.compartments import facts_beside, place_of
from tests.fixtures.standing import Standing


@dataclass(frozen=True)
class Sealed:
    """The rows of one complaint, and its erase shares: all that the database holds."""

    install_id: str
    boxes: tuple[Box, ...]
    parts: tuple[Part, ...]
    shares: Shares
    beside: Mapping[str, list[Beside]]

    def boxes_to(self, kind: Recipient) -> frozenset[str]:
        """The ids of the boxes to one kind of recipient."""
        return frozenset(box.id for box in self.boxes if box.recipient_kind == kind.value)


def sealed_of(standing: Standing, reference: str) -> Sealed:
    """What is stored of the complaint with this reference."""
    with standing.session() as session:
        complaint = session.scalars(select(Complaint).where(Complaint.reference == reference)).one()
        found = Sealed(
            standing.services.install_id,
            tuple(session.scalars(select(Box).where(Box.complaint_id == complaint.id))),
            tuple(session.scalars(select(Part).where(Part.complaint_id == complaint.id))),
            read_shares(session, complaint_id=complaint.id),
            facts_beside(session),
        )
        session.expunge_all()
    return found


def boxes_that(sealed: Sealed, key: bytes) -> frozenset[str]:
    """The ids of the boxes that this secret opens, taken as the seed of a key pair."""
    return frozenset(box.id for box in sealed.boxes if _opens_box(sealed, box, key))


def parts_that(sealed: Sealed, key: bytes) -> frozenset[str]:
    """The ids of the parts that this secret opens with the erase share at hand."""
    return frozenset(part.id for part in sealed.parts if _opens_part(sealed, part, key))


def _opens_box(sealed: Sealed, box: Box, key: bytes) -> bool:
    try:
        place_of(box, sealed.install_id).with_box(box, PrivateKey(key))
    except VaultError:
        return False
    return True


def _opens_part(sealed: Sealed, part: Part, key: bytes) -> bool:
    letter, kind = KeyLetter(part.key_letter), PartKind(part.kind)
    share = sealed.shares.of(letter, case_id=part.case_id, version=part.key_version)
    place = place_of(part, sealed.install_id)
    for beside in ((), *sealed.beside.get(part.id, ())):
        try:
            where = place.context_of(kind, part.id, beside)
            open_sealed(key, part.ciphertext, share=share, context=where)
        except VaultError:
            continue
        return True
    return False
