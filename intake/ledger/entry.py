"""Entries of the transparency log: the event, its tag and its commitment; pure functions.

An entry is 49 bytes, ``0x01 || tag(16) || commitment(32)``, its leaf hash as in RFC 6962. Without
the complaint's tag key the bytes say nothing; with it each logged event can be recomputed.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LABEL = b"intake/v1/log-event"
VERSION = 1
FIRST_PREVIOUS = bytes(32)


class LogKind(StrEnum):
    """The types of event that the log speaks of."""

    RECEIVED = "received"
    STATUS = "status"
    FINDING = "finding"
    CLOSED = "closed"
    CORRECTION = "correction"
    PURGED = "purged"


@dataclass(frozen=True)
class LogStatement:
    """What one entry commits to.

    Attributes:
        origin: the log's name, the install's id.
        log_case_id: a random id that only the complainant and the server know.
        seq: counts a complaint's entries from 0.
        previous: leaf hash of the complaint's entry before, zeros for the first.
        document: salted SHA-256 of the document behind the event.
        records: the hash of the newest record of the case, empty for the complaint as a whole.
        unit_statement: the hash of the newest signed statement of the unit that holds the case.
    """

    origin: str
    log_case_id: str
    seq: int
    previous: bytes
    kind: LogKind
    status: str | None
    day: date
    document: bytes
    records: bytes = b""
    unit_statement: bytes = b""

    def canonical(self) -> bytes:
        """Canonical JSON: sorted keys, no white space, ASCII."""
        fields = {
            "v": VERSION,
            "origin": self.origin,
            "case": self.log_case_id,
            "seq": self.seq,
            "prev": self.previous.hex(),
            "type": self.kind.value,
            "status": self.status,
            "day": self.day.isoformat(),
            "doc": self.document.hex(),
            "records": self.records.hex(),
            "unit": self.unit_statement.hex(),
        }
        return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode("ascii")


def tag(tag_key: bytes, seq: int) -> bytes:
    """The 16 bytes by which the holder of the tag key finds an entry."""
    return _keyed(tag_key, b"tag", seq)[:16]


def document_hash(tag_key: bytes, seq: int, document_sha256: bytes) -> bytes:
    """Salt a document's SHA-256: without the key no guess of the document can be tried."""
    return hashlib.sha256(_keyed(tag_key, b"doc", seq) + document_sha256).digest()


def commitment(tag_key: bytes, statement: LogStatement) -> bytes:
    """SHA-256 over label, salt and the event's canonical form."""
    salt = _keyed(tag_key, b"salt", statement.seq)
    return hashlib.sha256(LABEL + salt + statement.canonical()).digest()


def entry_bytes(entry_tag: bytes, entry_commitment: bytes) -> bytes:
    """The 49 bytes that go into the log."""
    return b"\x01" + entry_tag + entry_commitment


def leaf_hash(entry: bytes) -> bytes:
    """RFC 6962 leaf hash."""
    return hashlib.sha256(b"\x00" + entry).digest()


def _keyed(tag_key: bytes, purpose: bytes, seq: int) -> bytes:
    return hmac.digest(tag_key, purpose + seq.to_bytes(8, "big"), "sha256")
