"""The keys that one reader holds of a case, over its versions: a late change of hands makes new
ones, and what was written before stays under the old.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from intake.vault.keys import VERSIONED, KeyLetter, KeySet

FIRST_VERSION = 1


class CaseKeys:
    """Key sets by key version. What is newly written goes under the newest.

    Content and identity keys never change: they count in every version.
    """

    __slots__ = ("_by_version",)

    def __init__(self, by_version: Mapping[int, KeySet] = MappingProxyType({})) -> None:
        self._by_version = MappingProxyType(dict(by_version))

    @property
    def newest_version(self) -> int:
        """The version under which new words are sealed."""
        return max(self._by_version, default=FIRST_VERSION)

    @property
    def newest(self) -> KeySet:
        """The newest keys, with those that never change."""
        return self.at(self.newest_version)

    @property
    def letters(self) -> tuple[KeyLetter, ...]:
        """The letters of the newest keys."""
        return self.newest.letters

    def at(self, version: int) -> KeySet:
        """The keys of one version, empty but for the unchanging ones if it was never granted."""
        if version in self._by_version and len(self._by_version) == 1:
            return self._by_version[version]
        found = KeySet({})
        for keys in self._by_version.values():
            found = found.with_keys(_among(_LASTING, keys))
        return found.with_keys(self._by_version.get(version, KeySet({})))

    @property
    def lasting(self) -> CaseKeys:
        """The keys that count everywhere in the complaint, without those of its case."""
        found = CaseKeys()
        for keys in self.among(_LASTING)._by_version.values():
            found = found.with_keys(keys)
        return found

    def among(self, letters: Iterable[KeyLetter]) -> CaseKeys:
        """The keys for these letters alone, of each version that has one."""
        wanted = frozenset(letters)
        held = {version: _among(wanted, keys) for version, keys in self._by_version.items()}
        return CaseKeys({version: keys for version, keys in held.items() if keys.letters})

    def with_keys(self, other: KeySet, *, version: int = FIRST_VERSION) -> CaseKeys:
        """These keys and those of one more box."""
        known = self._by_version.get(version)
        held = known.with_keys(other) if known else other
        return CaseKeys({**self._by_version, version: held})

    def items(self) -> Iterable[tuple[int, KeySet]]:
        """The keys of each version as they lie in boxes."""
        return self._by_version.items()

    def only(self, letters: Iterable[str]) -> KeySet:
        """The newest keys for these letters; raises KeyAbsent."""
        return self.newest.only(letters)

    def __getitem__(self, letter: str) -> bytes:
        return self.newest[letter]

    def __contains__(self, letter: object) -> bool:
        return letter in self.newest

    def __repr__(self) -> str:
        return f"CaseKeys(versions {sorted(self._by_version)})"


_LASTING = frozenset(KeyLetter) - VERSIONED


def _among(wanted: frozenset[KeyLetter], keys: KeySet) -> KeySet:
    held = [letter for letter in keys.letters if letter in wanted]
    return keys if len(held) == len(keys.letters) else keys.only(held)
