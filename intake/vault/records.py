"""Records of a case: who holds its keys, each record naming the hash of the one before.

A record is proven by a code over its bytes under a check key. The first lies under a key that
follows from the content key, every other under one that follows from the newest thread key before
it: whoever may move a case holds that, and an office that the case has left does not. A check key
opens nothing, so it goes into every box of the case.

Records and manifest commit to keys: whoever holds one can tell whether it is the one that was
meant. A commitment is to the key alone and not to its erase share, so that erasing breaks no proof.
It hides the key, which is 32 random bytes, and binds it to its place by SHA-256.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from intake.vault.derivation import checked_key, derive
from intake.vault.encoding import dec, enc, read_number, read_text
from intake.vault.errors import UnknownFormat
from intake.vault.formats import BlobSuite, body, header

COMMITMENT_SIZE = 32
_COMMITMENT = "intake/v1/key-commitment"
_CODE_KEY = enc("intake/v1/record-code")
_YES, _NO = b"yes", b"no"
_MAILBOX_FIELDS = 3


class RecordKind(StrEnum):
    """What a record is of."""

    BEGUN = "begun"
    MOVED = "moved"
    CODE_ADDED = "code_added"
    CODE_SETTLED = "code_settled"


@dataclass(frozen=True, slots=True)
class MailboxFact:
    """A mailbox of the complainant, as a record names it.

    Attributes:
        public_sha256: of its public key.
        known_to_staff: whether a member of staff made, and so saw, its code.
    """

    id: str
    public_sha256: bytes
    known_to_staff: bool

    @property
    def fields(self) -> tuple[str | bytes, ...]:
        """Its fields in order."""
        return (self.id, self.public_sha256, _YES if self.known_to_staff else _NO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """A case as it was filed: its unit, commitments to its keys, the complainant's mailbox."""

    unit: str
    content: bytes
    identity: bytes
    thread: bytes
    case: bytes
    mailbox: MailboxFact


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A change of hands.

    Attributes:
        version: of the new keys; `thread` and `case` are commitments to them.
        left: every unit that could read the case before.
        mailboxes: those that the new thread key is sealed to.
    """

    version: int
    unit: str
    left: tuple[str, ...]
    reason: str
    thread: bytes
    case: bytes
    mailboxes: tuple[MailboxFact, ...]


@dataclass(frozen=True, slots=True)
class CodeAdded:
    """A new code that waits for its first use."""

    mailbox: MailboxFact


@dataclass(frozen=True, slots=True)
class CodeSettled:
    """The complainant uses a new code: no mailbox but this one is in use any more."""

    mailbox_id: str


Fact = Begun | Moved | CodeAdded | CodeSettled


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRecord:
    """One record.

    Attributes:
        place: the case that it belongs to (`contexts.case_record`).
        number: from 1.
        before: the hash of the record before; empty in the first.
    """

    place: bytes
    number: int
    before: bytes
    fact: Fact

    def to_bytes(self) -> bytes:
        """The canonical bytes."""
        kind, fields = _written(self.fact)
        head = (self.place, self.number, self.before, kind.value)
        return header(BlobSuite.RECORD) + enc(*head, *fields)

    @classmethod
    def from_bytes(cls, data: bytes) -> CaseRecord:
        """Read the canonical bytes; raises UnknownFormat for anything else."""
        fields = dec(body(data, BlobSuite.RECORD))
        try:
            place, number, before, kind, *rest = fields
            fact = _read(RecordKind(read_text(kind)), rest)
        except ValueError:
            raise UnknownFormat("not a record of a case") from None
        found = cls(place=place, number=read_number(number), before=before, fact=fact)
        if found.to_bytes() != data:
            raise UnknownFormat("not the canonical spelling of a record")
        return found


def record_hash(data: bytes) -> bytes:
    """What the next record names."""
    return hashlib.sha256(data).digest()


def check_key(key: bytes, *, place: bytes) -> bytes:
    """The check key that follows from a content or thread key in its place; opens nothing."""
    return derive(checked_key(key), info=enc("intake/v1/check-key", place))


def prove(data: bytes, key: bytes) -> bytes:
    """The code over a record's bytes under a check key: HMAC-SHA-256."""
    return hmac.digest(derive(checked_key(key), info=_CODE_KEY), data, "sha256")


def is_proven(data: bytes, code: bytes, key: bytes) -> bool:
    """Whether who wrote a record held this check key."""
    return hmac.compare_digest(prove(data, key), bytes(code))


def commit(key: bytes, *, place: bytes) -> bytes:
    """The commitment to a 32-byte key of one place (`contexts.key_place`)."""
    return hashlib.sha256(enc(_COMMITMENT, place, checked_key(key))).digest()


def is_committed(key: bytes, commitment: bytes, *, place: bytes) -> bool:
    """Whether this is the key that was meant."""
    return hmac.compare_digest(commit(key, place=place), commitment)


def _written(fact: Fact) -> tuple[RecordKind, tuple[str | bytes | int, ...]]:
    match fact:
        case Begun():
            told = (fact.unit, fact.content, fact.identity, fact.thread, fact.case)
            return RecordKind.BEGUN, (*told, *fact.mailbox.fields)
        case Moved():
            boxes = enc(*(field for one in fact.mailboxes for field in one.fields))
            keys = (fact.thread, fact.case)
            return RecordKind.MOVED, (
                fact.version,
                fact.unit,
                enc(*fact.left),
                fact.reason,
                *keys,
                boxes,
            )
        case CodeAdded():
            return RecordKind.CODE_ADDED, fact.mailbox.fields
        case CodeSettled():
            return RecordKind.CODE_SETTLED, (fact.mailbox_id,)


def _read(kind: RecordKind, fields: Sequence[bytes]) -> Fact:
    match kind:
        case RecordKind.BEGUN:
            unit, content, identity, thread, case, *mailbox = fields
            return Begun(
                unit=read_text(unit),
                content=content,
                identity=identity,
                thread=thread,
                case=case,
                mailbox=_mailbox(mailbox),
            )
        case RecordKind.MOVED:
            version, unit, left, reason, thread, case, boxes = fields
            return Moved(
                version=read_number(version),
                unit=read_text(unit),
                left=tuple(map(read_text, dec(left))),
                reason=read_text(reason),
                thread=thread,
                case=case,
                mailboxes=_mailboxes(dec(boxes)),
            )
        case RecordKind.CODE_ADDED:
            return CodeAdded(_mailbox(fields))
        case RecordKind.CODE_SETTLED:
            (mailbox_id,) = fields
            return CodeSettled(read_text(mailbox_id))


def _mailbox(fields: Sequence[bytes]) -> MailboxFact:
    mailbox_id, public_sha256, known = fields
    return MailboxFact(read_text(mailbox_id), public_sha256, _KNOWN[known])


def _mailboxes(fields: Sequence[bytes]) -> tuple[MailboxFact, ...]:
    rows = zip(*(fields[n::_MAILBOX_FIELDS] for n in range(_MAILBOX_FIELDS)), strict=True)
    return tuple(_mailbox(row) for row in rows)


class _Known(dict[bytes, bool]):
    def __missing__(self, field: bytes) -> bool:
        raise UnknownFormat("neither yes nor no")


_KNOWN: Mapping[bytes, bool] = MappingProxyType(_Known({_YES: True, _NO: False}))
