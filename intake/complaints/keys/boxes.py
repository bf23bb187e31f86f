"""Boxes: to whom keys are sealed, and everything that each box is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row

from intake.accounts.units.keys import ProvenUnit
from intake.complaints.models import Box
from intake.vault import contexts
from intake.vault.boxes import PublicKey
from intake.vault.contexts import Recipient
from intake.vault.encoding import enc
from intake.vault.keys import KeySet

_MAILBOX_VERSION = 1


@dataclass(frozen=True, slots=True)
class BoxRecipient:
    """Whom a box is sealed to.

    Attributes:
        id: a unit's key, or the id of a mailbox.
        version: the version of the unit's key; 1 for a mailbox.
    """

    kind: Recipient
    id: str
    version: int
    public_key: PublicKey

    @classmethod
    def unit(cls, proven: ProvenUnit) -> BoxRecipient:
        """A unit, by the key that a chain of statements proves."""
        return cls(Recipient.UNIT, proven.unit, proven.version, proven.public_key)

    @classmethod
    def mailbox(cls, mailbox_id: str, public_key: PublicKey) -> BoxRecipient:
        """The complainant, by the mailbox of a code."""
        return cls(Recipient.COMPLAINANT, mailbox_id, _MAILBOX_VERSION, public_key)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxLabel:
    """Everything that a box is bound to; it opens under no other label.

    Attributes:
        recipient_version: the version of the recipient's key.
        key_version: the version of the case's keys in it; a change of hands makes the next.
    """

    complaint_id: str
    case_id: str | None
    recipient_kind: Recipient
    recipient: str
    recipient_version: int
    key_version: int
    letters: str

    @classmethod
    def of(cls, box: Box | Row[Any]) -> BoxLabel:
        """The label of a stored box."""
        return cls(
            complaint_id=box.complaint_id,
            case_id=box.case_id,
            recipient_kind=Recipient(box.recipient_kind),
            recipient=box.recipient,
            recipient_version=box.recipient_version,
            key_version=box.key_version,
            letters=box.letters,
        )

    def info(self, install_id: str) -> bytes:
        """The bytes that bind a box to its install and its label."""
        place = contexts.case_box(
            install_id,
            complaint_id=self.complaint_id,
            case_id=self.case_id or "",
            recipient=self.recipient_kind,
            recipient_id=self.recipient,
            version=self.recipient_version,
        )
        return enc(place, self.letters, self.key_version)

    def row(self, box_id: str, ciphertext: bytes) -> dict[str, Any]:
        """The row to insert."""
        return {
            "id": box_id,
            "complaint_id": self.complaint_id,
            "case_id": self.case_id,
            "recipient_kind": self.recipient_kind.value,
            "recipient": self.recipient,
            "recipient_version": self.recipient_version,
            "key_version": self.key_version,
            "letters": self.letters,
            "ciphertext": ciphertext,
        }


def letters_of(keys: KeySet) -> str:
    """How a box names the keys in it."""
    return "".join(letter.value for letter in keys.letters)
