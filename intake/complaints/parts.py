"""The kinds of sealed part, and the one list of those that a complaint is filed with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from intake.complaints.content import Content, Identity
from intake.vault.keys import KeyLetter
from intake.vault.padding import MESSAGE_FLOOR, PART_FLOOR

FORMAT = 1
"""How a part's plaintext is laid out: padded UTF-8 text or canonical bytes."""


class PartKind(StrEnum):
    """What a part holds."""

    NARRATIVE = "narrative"
    ANSWERS = "answers"
    IDENTITY = "identity"
    MANIFEST = "manifest"
    MESSAGE = "message"
    LETTER = "letter"
    NOTE = "note"
    REASONS = "reasons"
    SUBJECT = "subject"
    TASK = "task"

    @property
    def letter(self) -> KeyLetter:
        """The key that this kind of part lies under."""
        return _FORMS[self].letter

    @property
    def floor(self) -> int:
        """The smallest size, in bytes, to which it is padded."""
        return _FORMS[self].floor


class SealedPart(Protocol):
    """A part as it lies in the table."""

    @property
    def id(self) -> str: ...
    @property
    def complaint_id(self) -> str: ...
    @property
    def case_id(self) -> str | None: ...
    @property
    def kind(self) -> str: ...
    @property
    def key_letter(self) -> str: ...
    @property
    def format(self) -> int: ...
    @property
    def key_version(self) -> int: ...
    @property
    def ciphertext(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class _Form:
    letter: KeyLetter
    floor: int = MESSAGE_FLOOR


_FORMS: Mapping[PartKind, _Form] = MappingProxyType(
    {
        PartKind.NARRATIVE: _Form(KeyLetter.CONTENT, PART_FLOOR),
        PartKind.ANSWERS: _Form(KeyLetter.CONTENT, PART_FLOOR),
        PartKind.IDENTITY: _Form(KeyLetter.IDENTITY),
        PartKind.MANIFEST: _Form(KeyLetter.CONTENT),
        PartKind.MESSAGE: _Form(KeyLetter.THREAD),
        PartKind.LETTER: _Form(KeyLetter.THREAD, PART_FLOOR),
        PartKind.NOTE: _Form(KeyLetter.CASE),
        PartKind.REASONS: _Form(KeyLetter.CASE),
        PartKind.SUBJECT: _Form(KeyLetter.CASE),
        PartKind.TASK: _Form(KeyLetter.CASE),
    }
)


def kinds_under(letter: KeyLetter) -> tuple[PartKind, ...]:
    """The kinds of part that lie under one key."""
    return tuple(kind for kind in PartKind if kind.letter is letter)


@dataclass(frozen=True, slots=True)
class DraftPart:
    """One part of a draft.

    Attributes:
        field: the attribute that holds it, of `Unsent` and of `OpenedComplaint`.
        write: gives the text that is sealed.
        read: gives the attribute back; raises UnknownFormat.
    """

    kind: PartKind
    field: str
    write: Callable[[Any], str]
    read: Callable[[str], Any]


DRAFT_PARTS = (
    DraftPart(PartKind.NARRATIVE, "narrative", str, str),
    DraftPart(PartKind.ANSWERS, "content", Content.to_json, Content.from_json),
    DraftPart(PartKind.IDENTITY, "identity", Identity.to_json, Identity.from_json),
)
"""A new kind of part that a resident writes is one line here."""

DRAFT_KINDS = frozenset(part.kind for part in DRAFT_PARTS)


def write_parts(draft: object) -> dict[PartKind, str]:
    """The texts that an unsent complaint is sealed as, by kind."""
    return {part.kind: part.write(getattr(draft, part.field)) for part in DRAFT_PARTS}


def read_parts(texts: Mapping[PartKind, str]) -> dict[str, Any]:
    """The attributes that these texts give, by name. Raises UnknownFormat."""
    return {part.field: part.read(texts[part.kind]) for part in DRAFT_PARTS if part.kind in texts}
