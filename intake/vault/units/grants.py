"""A unit lets another one read a case: signed over the keys that were given, not over any box.

A box proves no sender. The signature says which unit gave which keys to whom, so that sealing the
box anew after a rotation changes no proof, and a box that somebody else put there has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from intake.vault.encoding import dec, enc, read_number, read_text
from intake.vault.errors import KeyUnproven, UnknownFormat, VaultError
from intake.vault.formats import BlobSuite, body, header
from intake.vault.units import signing
from intake.vault.units.keys import UnitKeys

_CONTEXT = enc("intake/v1/case-grant")
_HEAD_FIELDS = 5
_KEY_FIELDS = 3

GivenKeys = Mapping[tuple[int, str], bytes]
"""By version and letter, the commitment to each key that was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantStatement:
    """What a unit gave to another one.

    Attributes:
        place: the case (`contexts.case_record`).
        by: the unit that held the case; `by_version` is the version of its keys that signs.
        to: the unit that was let in.
        kind: for what: to watch over, for a copy, or for one step.
    """

    place: bytes
    by: str
    by_version: int
    to: str
    kind: str
    keys: GivenKeys

    def to_bytes(self) -> bytes:
        """The canonical bytes, keys sorted by version and letter: these are signed."""
        given = (
            field
            for (version, letter), commitment in sorted(self.keys.items())
            for field in (version, letter, commitment)
        )
        head = (self.place, self.by, self.by_version, self.to, self.kind)
        return header(BlobSuite.GRANT) + enc(*head, *given)

    @classmethod
    def from_bytes(cls, data: bytes) -> GrantStatement:
        """Read the canonical bytes; raises UnknownFormat."""
        fields = dec(body(data, BlobSuite.GRANT))
        if len(fields) < _HEAD_FIELDS or (len(fields) - _HEAD_FIELDS) % _KEY_FIELDS:
            raise UnknownFormat("not a grant")
        place, by, by_version, to, kind = fields[:_HEAD_FIELDS]
        found = cls(
            place=place,
            by=read_text(by),
            by_version=read_number(by_version),
            to=read_text(to),
            kind=read_text(kind),
            keys=MappingProxyType(dict(_given(fields[_HEAD_FIELDS:]))),
        )
        if found.to_bytes() != data:
            raise UnknownFormat("not the canonical spelling of a grant")
        return found


def sign_grant(grant: GrantStatement, keys: UnitKeys) -> bytes:
    """Sign a grant with the keys of the unit that gives."""
    message = grant.to_bytes()
    signature = keys.signing.sign(message, context=_CONTEXT)
    return header(BlobSuite.SIGNED_GRANT) + enc(message, signature)


@dataclass(frozen=True, slots=True)
class SignedGrant:
    """A grant as it lies in the table; it says nothing until it was verified."""

    grant: GrantStatement
    message: bytes
    signature: bytes

    @classmethod
    def from_bytes(cls, signed: bytes | None) -> SignedGrant:
        """Read it; raises KeyUnproven where there is none, or none that can be read."""
        try:
            message, signature = dec(body(signed or b"", BlobSuite.SIGNED_GRANT))
            return cls(GrantStatement.from_bytes(message), message, signature)
        except (VaultError, ValueError):
            raise KeyUnproven("there is no grant that can be read") from None

    def verify(self, sign_public: bytes) -> GrantStatement:
        """The grant, if this key of the unit that gives signed it; raises KeyUnproven."""
        signing.verify(sign_public, self.signature, self.message, context=_CONTEXT)
        return self.grant


def _given(fields: Sequence[bytes]) -> Iterator[tuple[tuple[int, str], bytes]]:
    rows = zip(*(fields[n::_KEY_FIELDS] for n in range(_KEY_FIELDS)), strict=True)
    for version, letter, commitment in rows:
        yield (read_number(version), read_text(letter)), commitment
