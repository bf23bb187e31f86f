"""The keys of a complaint: content, identity, thread, case and tag key, and their erase shares."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType

from intake.vault.derivation import KEY_SIZE, checked_key
from intake.vault.encoding import dec, enc, read_text
from intake.vault.errors import KeyAbsent, UnknownFormat
from intake.vault.formats import BlobSuite, body, header
from intake.vault.randomness import RandomBytes, draw


class KeyLetter(StrEnum):
    """What each key of a complaint opens."""

    CONTENT = "K"
    """Narrative, answers, files."""
    IDENTITY = "I"
    """Names and ways to reach the complainant."""
    THREAD = "T"
    """Messages and letters of one case."""
    CASE = "C"
    """Notes, reasons, subjects and tasks of one case."""
    TAG = "L"
    """The complaint's entries in the transparency log."""
    FIRST_CHECK = "F"
    """Opens nothing: proves the first record of each case; follows from the content key."""
    CHECK = "P"
    """Opens nothing: proves records of a case; follows from a version's thread key."""


UNIT_LETTERS = (KeyLetter.CONTENT, KeyLetter.IDENTITY, KeyLetter.THREAD, KeyLetter.CASE)
"""What a unit's box of a case holds."""
COMPLAINANT_LETTERS = (
    KeyLetter.CONTENT,
    KeyLetter.IDENTITY,
    KeyLetter.THREAD,
    KeyLetter.TAG,
)
"""What the complainant's box of a case holds: never the case key."""
DRAFT_LETTERS = (KeyLetter.CONTENT, KeyLetter.IDENTITY)
"""What the complainant's box of a draft holds."""
CASE_LETTERS = (KeyLetter.THREAD, KeyLetter.CASE)
"""The keys that each case has of its own; a change of hands makes new ones."""
CHECK_LETTERS = (KeyLetter.FIRST_CHECK, KeyLetter.CHECK)
"""What goes into every box beside its letters, so that each reader can follow the records."""
VERSIONED = frozenset({*CASE_LETTERS, KeyLetter.CHECK})
"""The keys that differ from one version of a case's keys to the next."""


def new_key(random: RandomBytes) -> bytes:
    """A new independent 32-byte key."""
    return draw(random, KEY_SIZE)


def new_share(random: RandomBytes) -> bytes:
    """A new 32-byte erase share: what is sealed with it is erased by deleting it."""
    return draw(random, KEY_SIZE)


class KeySet:
    """Some of a complaint's keys by letter; never shown by repr, canonical as bytes."""

    __slots__ = ("_keys",)

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        found = {KeyLetter(letter): checked_key(key) for letter, key in keys.items()}
        self._keys: Mapping[str, bytes] = MappingProxyType(
            {letter: found[letter] for letter in KeyLetter if letter in found}
        )

    @classmethod
    def new(cls, letters: Iterable[str], random: RandomBytes) -> "KeySet":
        """New independent keys for these letters."""
        return cls({letter: new_key(random) for letter in letters})

    @classmethod
    def decode(cls, data: bytes) -> "KeySet":
        """Read what lay in a box; raises UnknownFormat unless it is the one canonical spelling."""
        fields = dec(body(data, BlobSuite.KEY_SET))
        letters = [read_text(field) for field in fields[::2]]
        keys = fields[1::2]
        known = len(letters) == len(keys) and set(letters) <= {letter.value for letter in KeyLetter}
        if not known or any(len(key) != KEY_SIZE for key in keys):
            raise UnknownFormat("not a set of keys")
        found = cls(dict(zip(letters, keys, strict=True)))
        if found.encode() != data:
            raise UnknownFormat("not the canonical spelling of a set of keys")
        return found

    def encode(self) -> bytes:
        """The bytes that are sealed into a box."""
        fields = (field for letter, key in self._keys.items() for field in (letter, key))
        return header(BlobSuite.KEY_SET) + enc(*fields)

    @property
    def letters(self) -> tuple[KeyLetter, ...]:
        """The letters held, in fixed order."""
        return tuple(KeyLetter(letter) for letter in self._keys)

    def only(self, letters: Iterable[str]) -> "KeySet":
        """A smaller set for a recipient with fewer rights; raises KeyAbsent."""
        return KeySet({letter: self[letter] for letter in letters})

    def with_keys(self, other: "KeySet") -> "KeySet":
        """These keys and those of another set; the other's win."""
        merged: dict[str, bytes] = dict(self._keys)
        merged.update(other._keys)
        return KeySet(merged)

    def __getitem__(self, letter: str) -> bytes:
        try:
            return self._keys[KeyLetter(letter)]
        except (KeyError, ValueError):
            raise KeyAbsent("this key was not granted") from None

    def get(self, letter: str) -> bytes | None:
        """A key, or None where it was not granted."""
        return self._keys.get(KeyLetter(letter))

    def __contains__(self, letter: object) -> bool:
        return letter in self._keys

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeySet) and dict(other._keys) == dict(self._keys)

    def __hash__(self) -> int:
        return hash(tuple(self._keys.items()))

    def __repr__(self) -> str:
        return f"KeySet({''.join(self._keys)})"
