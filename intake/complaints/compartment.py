"""One sealing scope: everything of a complaint or case is sealed and opened here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from intake.complaints.keys.boxes import BoxLabel, BoxRecipient, letters_of
from intake.complaints.keys.case_keys import FIRST_VERSION
from intake.complaints.keys.chain import Chain, ChainBroken, chain_after, next_record
from intake.complaints.keys.holding import Holding
from intake.complaints.keys.shares import ShareErased
from intake.complaints.models import Box
from intake.complaints.parts import FORMAT, PartKind, SealedPart
from intake.complaints.vocabulary import Direction, MessageKind
from intake.db.ids import new_id
from intake.vault import contexts
from intake.vault.boxes import PrivateKey, open_box, seal_box
from intake.vault.errors import KeyAbsent, SealBroken
from intake.vault.keys import CASE_LETTERS, CHECK_LETTERS, KeyLetter, KeySet
from intake.vault.manifest import PartList
from intake.vault.padding import pad, unpad
from intake.vault.records import Fact, prove, record_hash
from intake.vault.sealing import open_sealed, seal

SealedRow = dict[str, Any]
"""A row to insert, its content sealed."""
Beside = tuple[str, ...]
"""What plain rows say of a part: who wrote it, when, for what. It opens beside these alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands outside on a message; `author_id` is a staff id, None for the complainant."""

    direction: Direction
    kind: MessageKind
    author_id: str | None
    sent_at: datetime
    event_id: str

    @property
    def beside(self) -> Beside:
        """What its text is bound to."""
        sent_at = self.sent_at.astimezone(UTC).isoformat()
        return (self.direction, self.kind, self.author_id or "", sent_at, self.event_id)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Compartment(Holding):
    """A complaint, or one case of it, with the keys and shares that one reader holds.

    What is sealed here opens here and nowhere else. Lives as long as one request or command.
    """

    def can_seal(self, letter: KeyLetter) -> bool:
        """Whether new words of a case can be sealed under this key: it is held, and proven."""
        return not self.broken and letter in self.keys.at(self.writing_version)

    def seal(self, kind: PartKind, content: str | bytes, *, beside: Beside = ()) -> SealedRow:
        """Seal text or canonical bytes as a new part, under the newest key of its kind.

        Raises KeyAbsent without that key, ShareErased without its share, and UnicodeEncodeError
        for lone surrogates.
        """
        part_id = new_id(self.random)
        version = self.writing_version if kind.letter in CASE_LETTERS else FIRST_VERSION
        data = content.encode("utf-8") if isinstance(content, str) else content
        ciphertext = seal(
            self.keys.at(version)[kind.letter],
            pad(data, floor=kind.floor),
            share=self.shares.of(kind.letter, case_id=self.case_id, version=version),
            context=self.context_of(kind, part_id, beside),
        )
        return {
            "id": part_id,
            "complaint_id": self.complaint_id,
            "case_id": self.case_id,
            "kind": kind.value,
            "key_letter": kind.letter.value,
            "format": FORMAT,
            "key_version": version,
            "sha256": hashlib.sha256(ciphertext).digest(),
            "ciphertext": ciphertext,
        }

    def open_bytes(self, part: SealedPart, *, beside: Beside = ()) -> bytes:
        """The plaintext of a part.

        Raises SealBroken or UnknownFormat for what was altered, moved, is foreign or was sealed
        beside other facts, KeyAbsent for a key that was never granted, ShareErased for what was
        erased.
        """
        self._check_place(part)
        kind = _kind(part)
        padded = open_sealed(
            self.keys.at(part.key_version)[kind.letter],
            part.ciphertext,
            share=self.shares.of(kind.letter, case_id=self.case_id, version=part.key_version),
            context=self.context_of(kind, part.id, beside),
        )
        return unpad(padded)

    def open(self, part: SealedPart, *, beside: Beside = ()) -> str:
        """The text of a part; raises as `open_bytes` does."""
        try:
            return self.open_bytes(part, beside=beside).decode("utf-8")
        except UnicodeDecodeError:
            raise SealBroken("what was sealed is not text") from None

    def open_if_held(self, part: SealedPart, *, beside: Beside = ()) -> str | None:
        """The text of a part; None where this reader was never given its key, or it was erased."""
        try:
            return self.open(part, beside=beside)
        except (KeyAbsent, ShareErased):
            return None

    def seal_list(self, listed: PartList, *, version: int) -> bytes:
        """Seal the list of a draft's parts in one version of the draft, under the content key."""
        return seal(
            self.keys[KeyLetter.CONTENT],
            listed.to_bytes(),
            share=self.shares.of(KeyLetter.CONTENT),
            context=self._list_context(version),
        )

    def open_list(self, sealed: bytes, *, version: int) -> PartList:
        """The list of a draft's parts in one version. Raises as `open_bytes` does."""
        opened = open_sealed(
            self.keys[KeyLetter.CONTENT],
            sealed,
            share=self.shares.of(KeyLetter.CONTENT),
            context=self._list_context(version),
        )
        return PartList.from_bytes(opened)

    def message(self, envelope: Envelope, text: str) -> tuple[SealedRow, SealedRow]:
        """Seal a message of this case: the rows of its part and of the message itself.

        Raises as `seal` does.
        """
        is_letter = envelope.kind is MessageKind.LETTER
        kind = PartKind.LETTER if is_letter else PartKind.MESSAGE
        part = self.seal(kind, text, beside=envelope.beside)
        return part, {
            "id": new_id(self.random),
            "complaint_id": self.complaint_id,
            "case_id": self.case_id,
            "part_id": part["id"],
            "direction": envelope.direction.value,
            "kind": envelope.kind.value,
            "author_id": envelope.author_id,
            "event_id": envelope.event_id,
            "sent_at": envelope.sent_at,
            "read_at": None,
        }

    @property
    def writing_version(self) -> int:
        """The version that new words and boxes are of: that of the records.

        Raises ChainBroken where the records end in one that is not proven.
        """
        if self.broken:
            raise ChainBroken("nothing is written while a record is not proven")
        return self.chain.version if self.chain else self.keys.newest_version

    @property
    def proven_chain(self) -> Chain:
        """What the records of the case prove. Raises ChainBroken where they were not followed."""
        if self.chain is None or self.broken:
            raise ChainBroken("the records of the case are not proven")
        return self.chain

    def recorded(self, fact: Fact) -> tuple[SealedRow, Compartment]:
        """The row of a record that comes next, and the case as it is proven after it.

        Raises KeyAbsent without the check key, ChainBroken.
        """
        version = self.writing_version if self.chain else 0
        key = self.check_key(version)
        if key is None:
            raise KeyAbsent("no check key for a record")
        record = next_record(self.chain, fact, place=self.record_place)
        data = record.to_bytes()
        row = {
            "case_id": self.case_id,
            "number": record.number,
            "record": data,
            "code": prove(data, key),
        }
        return row, replace(self, chain=chain_after(self.chain, record, head=record_hash(data)))

    def box_for(self, recipient: BoxRecipient, letters: Iterable[KeyLetter]) -> SealedRow:
        """Seal the newest keys of these letters to a recipient, with the check keys.

        Raises KeyAbsent, KeyMalformed, ChainBroken.
        """
        version = self.writing_version
        held = self.keys.at(version)
        checks = (letter for letter in CHECK_LETTERS if letter in held)
        return self._box(recipient, held.only((*letters, *checks)), version)

    def boxes_for(self, recipient: BoxRecipient, letters: Iterable[KeyLetter]) -> list[SealedRow]:
        """A box for each version of the keys, with those of these letters that it has, and the
        check keys. Raises ChainBroken.
        """
        newest = self.writing_version
        held = self.keys.among((*letters, *CHECK_LETTERS)).items()
        return [self._box(recipient, keys, version) for version, keys in held if version <= newest]

    def reseal_box(
        self, box: Box | Row[Any], private_key: PrivateKey, recipient: BoxRecipient
    ) -> bytes:
        """A box's ciphertext for a newer key of its recipient.

        The keys inside go over as the bytes they are, unread.
        Raises SealBroken, UnknownFormat, KeyMalformed.
        """
        self._check_place(box)
        was = BoxLabel.of(box)
        keys = open_box(private_key, box.ciphertext, info=was.info(self.install_id))
        now = replace(was, recipient_version=recipient.version)
        return seal_box(recipient.public_key, keys, info=now.info(self.install_id))

    def context_of(self, kind: PartKind, part_id: str, beside: Beside = ()) -> bytes:
        """Where a part belongs; it opens nowhere else."""
        return contexts.part(
            self.install_id,
            complaint_id=self.complaint_id,
            case_id=self.case_id or "",
            kind=kind.value,
            part_id=part_id,
            beside=beside,
        )

    def _box(self, recipient: BoxRecipient, keys: KeySet, version: int) -> SealedRow:
        label = BoxLabel(
            complaint_id=self.complaint_id,
            case_id=self.case_id,
            recipient_kind=recipient.kind,
            recipient=recipient.id,
            recipient_version=recipient.version,
            key_version=version,
            letters=letters_of(keys),
        )
        info = label.info(self.install_id)
        sealed = seal_box(recipient.public_key, keys.encode(), info=info)
        return label.row(new_id(self.random), sealed)

    def _list_context(self, version: int) -> bytes:
        return contexts.draft_list(self.install_id, complaint_id=self.complaint_id, version=version)


def _kind(part: SealedPart) -> PartKind:
    try:
        kind = PartKind(part.kind)
    except ValueError:
        raise SealBroken("a part of an unknown kind") from None
    if part.key_letter != kind.letter.value or part.format != FORMAT:
        raise SealBroken("this part is not of the kind that it says")
    return kind
