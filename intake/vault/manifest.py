"""The manifest of a complaint: every part with the SHA-256 of its ciphertext."""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from intake.vault.encoding import dec, enc, read_text
from intake.vault.errors import SealBroken, UnknownFormat
from intake.vault.formats import BlobSuite, body, header

_DIGEST_SIZE = 32


@dataclass(frozen=True, slots=True)
class Manifest:
    """Part id to kind and SHA-256 of the sealed bytes; the order does not matter."""

    parts: Mapping[str, tuple[str, bytes]]

    @classmethod
    def of(cls, sealed: Mapping[str, tuple[str, bytes]]) -> "Manifest":
        """List sealed parts: part id to kind and blob."""
        return cls({part: (kind, _sha256(blob)) for part, (kind, blob) in sealed.items()})

    @classmethod
    def from_bytes(cls, data: bytes) -> "Manifest":
        """Read the canonical bytes; raises UnknownFormat for anything else."""
        fields = dec(body(data, BlobSuite.MANIFEST))
        if len(fields) % 3:
            raise UnknownFormat("not a manifest")
        rows = zip(fields[::3], fields[1::3], fields[2::3], strict=True)
        found = cls({read_text(part): (read_text(kind), digest) for part, kind, digest in rows})
        if found.to_bytes() != data or any(len(d) != _DIGEST_SIZE for d in fields[2::3]):
            raise UnknownFormat("not the canonical spelling of a manifest")
        return found

    def to_bytes(self) -> bytes:
        """The canonical bytes, sorted by part id; these are sealed."""
        rows = (
            field
            for part, (kind, digest) in sorted(self.parts.items())
            for field in (part, kind, digest)
        )
        return header(BlobSuite.MANIFEST) + enc(*rows)

    @property
    def sha256(self) -> bytes:
        """SHA-256 of the canonical bytes: what the log's `received` event speaks of."""
        return _sha256(self.to_bytes())

    def check(self, part_id: str, blob: bytes, *, kind: str) -> None:
        """Raise SealBroken unless this very blob was listed under this id and kind."""
        listed_kind, digest = self.parts.get(part_id, ("", b""))
        if listed_kind != kind or not hmac.compare_digest(digest, _sha256(blob)):
            raise SealBroken("this part is not the one that the manifest lists")


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
