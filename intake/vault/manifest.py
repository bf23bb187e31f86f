"""What was filed, so that nothing of it can be swapped, put back, renamed or left out unseen."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from intake.vault.encoding import Field, dec, enc, read_text
from intake.vault.errors import SealBroken, UnknownFormat
from intake.vault.formats import BlobSuite, body, header

_DIGEST_SIZE = 32
_CASE_FIELDS = 4
_TRUE, _FALSE = b"yes", b"no"


@dataclass(frozen=True, slots=True)
class PartList:
    """Part id to kind and SHA-256 of the sealed bytes; the order does not matter."""

    parts: Mapping[str, tuple[str, bytes]]

    @classmethod
    def of(cls, sealed: Mapping[str, tuple[str, bytes]]) -> Self:
        """List sealed parts: part id to kind and blob."""
        return cls({part: (kind, _sha256(blob)) for part, (kind, blob) in sealed.items()})

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the canonical bytes; raises UnknownFormat for anything else."""
        fields = dec(body(data, BlobSuite.PART_LIST))
        if len(fields) % 3:
            raise UnknownFormat("not a list of parts")
        rows = zip(fields[::3], fields[1::3], fields[2::3], strict=True)
        found = cls({read_text(part): (read_text(kind), digest) for part, kind, digest in rows})
        if found.to_bytes() != data or any(len(d) != _DIGEST_SIZE for d in fields[2::3]):
            raise UnknownFormat("not the canonical spelling of a list of parts")
        return found

    def to_bytes(self) -> bytes:
        """The canonical bytes, sorted by part id; these are sealed."""
        rows = (
            field
            for part, (kind, digest) in sorted(self.parts.items())
            for field in (part, kind, digest)
        )
        return header(BlobSuite.PART_LIST) + enc(*rows)

    def check(self, part_id: str, blob: bytes, *, kind: str) -> bytes:
        """The digest of a part; raises SealBroken unless this very blob was listed as this."""
        listed_kind, digest = self.parts.get(part_id, ("", b""))
        if listed_kind != kind or not hmac.compare_digest(digest, _sha256(blob)):
            raise SealBroken("this part is not the one that is listed")
        return digest


@dataclass(frozen=True, slots=True, kw_only=True)
class FiledCase:
    """A case as it began: the unit that got it, and commitments to its first keys."""

    case_id: str
    unit: str
    thread: bytes
    case: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a complaint was filed as; it lies under the content key and never changes.

    Attributes:
        mailbox_sha256: of the public key of the complainant's first mailbox.
        code_known_to_staff: whether a member of staff made, and so saw, the first code.
        identity: commitment to the identity key.
    """

    parts: PartList
    reference: str
    jurisdiction: str
    identity_mode: str
    mailbox_id: str
    mailbox_sha256: bytes
    code_known_to_staff: bool
    identity: bytes
    cases: tuple[FiledCase, ...]

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read the canonical bytes; raises UnknownFormat for anything else."""
        fields = dec(body(data, BlobSuite.MANIFEST))
        if len(fields) < len(_FIELDS) or (len(fields) - len(_FIELDS)) % _CASE_FIELDS:
            raise UnknownFormat("not a manifest")
        told = dict(zip(_FIELDS, fields, strict=False))
        found = cls(
            parts=PartList.from_bytes(told["parts"]),
            reference=read_text(told["reference"]),
            jurisdiction=read_text(told["jurisdiction"]),
            identity_mode=read_text(told["identity_mode"]),
            mailbox_id=read_text(told["mailbox_id"]),
            mailbox_sha256=told["mailbox_sha256"],
            code_known_to_staff=told["code_known_to_staff"] == _TRUE,
            identity=told["identity"],
            cases=_read_cases(fields[len(_FIELDS) :]),
        )
        if found.to_bytes() != data:
            raise UnknownFormat("not the canonical spelling of a manifest")
        return found

    def to_bytes(self) -> bytes:
        """The canonical bytes, the cases sorted by id; these are sealed."""
        cases: list[Field] = []
        for case in sorted(self.cases, key=lambda one: one.case_id):
            cases += (case.case_id, case.unit, case.thread, case.case)
        told: tuple[Field, ...] = (
            self.parts.to_bytes(),
            self.reference,
            self.jurisdiction,
            self.identity_mode,
            self.mailbox_id,
            self.mailbox_sha256,
            _TRUE if self.code_known_to_staff else _FALSE,
            self.identity,
        )
        return header(BlobSuite.MANIFEST) + enc(*told, *cases)

    @property
    def sha256(self) -> bytes:
        """SHA-256 of the canonical bytes: what the log's `received` event speaks of."""
        return _sha256(self.to_bytes())


_FIELDS = (
    "parts",
    "reference",
    "jurisdiction",
    "identity_mode",
    "mailbox_id",
    "mailbox_sha256",
    "code_known_to_staff",
    "identity",
)


def _read_cases(fields: Sequence[bytes]) -> tuple[FiledCase, ...]:
    rows = zip(*(fields[place::_CASE_FIELDS] for place in range(_CASE_FIELDS)), strict=True)
    return tuple(
        FiledCase(case_id=read_text(case_id), unit=read_text(unit), thread=thread, case=case)
        for case_id, unit, thread, case in rows
    )


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
