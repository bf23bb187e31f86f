"""What one reader holds of a complaint or case: keys, their shares, and what is proven of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

from sqlalchemy import Row

from intake.complaints.keys.boxes import BoxLabel
from intake.complaints.keys.case_keys import FIRST_VERSION, CaseKeys
from intake.complaints.keys.chain import Chain, ChainBroken
from intake.complaints.keys.shares import Shares, new_shares
from intake.complaints.models import Box
from intake.db.ids import Random
from intake.vault import contexts
from intake.vault.boxes import PrivateKey, open_box
from intake.vault.errors import SealBroken
from intake.vault.keys import CASE_LETTERS, CHECK_LETTERS, KeyLetter, KeySet
from intake.vault.records import check_key, commit, is_committed

_FOLLOWS = {KeyLetter.FIRST_CHECK: KeyLetter.CONTENT, KeyLetter.CHECK: KeyLetter.THREAD}
"""Each check key, and the key that it follows from."""


class KeyForeign(SealBroken):
    """A box holds a key that no record of the complaint names: somebody brought it in."""


class Placed(Protocol):
    """What says to which complaint and case it belongs."""

    @property
    def complaint_id(self) -> str: ...
    @property
    def case_id(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Holding:
    """The keys and shares that one reader holds of a complaint, or of one case of it.

    Attributes:
        case_id: None for what belongs to the complaint as a whole.
        chain: what the case's records prove; None before they were followed, or where there are
            none yet.
        faults: what was found that no record names; it was left out.
        broken: whether the records end in one that is not proven: nothing may be written then.
    """

    install_id: str
    random: Random
    complaint_id: str
    case_id: str | None
    keys: CaseKeys
    shares: Shares
    chain: Chain | None = None
    faults: tuple[str, ...] = ()
    broken: bool = False

    @classmethod
    def closed(
        cls, install_id: str, random: Random, *, complaint_id: str, case_id: str | None = None
    ) -> Self:
        """A compartment to which no key is known yet: it neither seals nor opens."""
        return cls(
            install_id=install_id,
            random=random,
            complaint_id=complaint_id,
            case_id=case_id,
            keys=CaseKeys(),
            shares=Shares(complaint_id, {}),
        )

    def of_case(self, case_id: str | None) -> Self:
        """The compartment of a case, or of the complaint as a whole.

        The complaint's own keys go along; those of another case stay behind.
        """
        if case_id == self.case_id:
            return self
        return replace(
            self, case_id=case_id, keys=self.keys.lasting, chain=None, faults=(), broken=False
        )

    def with_keys(self, keys: KeySet, *, version: int = FIRST_VERSION) -> Self:
        """The same with more keys."""
        return replace(self, keys=self.keys.with_keys(keys, version=version))

    def with_shares(self, shares: Shares) -> Self:
        """The same with more shares."""
        return replace(self, shares=self.shares.with_shares(shares))

    def with_new_keys(self, letters: Iterable[KeyLetter], *, version: int = FIRST_VERSION) -> Self:
        """The same with new random keys for these letters, and their shares."""
        wanted = tuple(letters)
        keys = KeySet.new(wanted, self.random)
        shares = new_shares(
            self.random,
            complaint_id=self.complaint_id,
            owner_id=self.case_id or self.complaint_id,
            letters=wanted,
            version=version,
        )
        if KeyLetter.THREAD in keys:
            place = self._check_place_of(version)
            check = check_key(keys[KeyLetter.THREAD], place=place)
            keys = keys.with_keys(KeySet({KeyLetter.CHECK: check}))
        return self.with_keys(keys, version=version).with_shares(shares)

    def among(self, letters: Iterable[KeyLetter]) -> Self:
        """The same with no other keys than these, of every version; check keys open nothing and
        stay.
        """
        return replace(self, keys=self.keys.among((*letters, *CHECK_LETTERS)))

    def open_box(self, box: Box | Row[Any], private_key: PrivateKey) -> KeySet:
        """The keys in a box of this complaint or case.

        Raises SealBroken or UnknownFormat for a box that is foreign, was moved or altered.
        """
        self._check_place(box)
        inside = open_box(private_key, box.ciphertext, info=BoxLabel.of(box).info(self.install_id))
        keys = KeySet.decode(inside).only(box.letters)
        if not self.follows(keys, version=box.key_version):
            raise KeyForeign("the check keys of a box do not follow from its keys")
        return keys

    def with_box(self, box: Box | Row[Any], private_key: PrivateKey) -> Self:
        """The same with the keys of one more box, whether or not a record names them.

        Raises as `open_box` does.
        """
        return self.with_keys(self.open_box(box, private_key), version=box.key_version)

    @property
    def proven_so_far(self) -> Chain:
        """What the records prove, though a later one may be broken. Raises ChainBroken for none."""
        if self.chain is None:
            raise ChainBroken("the records of the case were not followed")
        return self.chain

    @property
    def record_place(self) -> bytes:
        """Where the records of this case belong."""
        return contexts.case_record(
            self.install_id, complaint_id=self.complaint_id, case_id=self.case_id or ""
        )

    def commitment(self, letter: KeyLetter, *, version: int = FIRST_VERSION) -> bytes:
        """The commitment to a key that is held. Raises KeyAbsent."""
        return commit(self.keys.at(version)[letter], place=self._key_place(letter, version))

    def is_committed(
        self, letter: KeyLetter, commitment: bytes, *, version: int = FIRST_VERSION
    ) -> bool:
        """Whether the key that is held, if one is, is the one that was meant."""
        held = self.keys.at(version)
        return letter not in held or is_committed(
            held[letter], commitment, place=self._key_place(letter, version)
        )

    def check_key(self, version: int) -> bytes | None:
        """The check key of a version, 0 for the first record's; None if it is not held."""
        letter = KeyLetter.CHECK if version else KeyLetter.FIRST_CHECK
        return self.keys.at(version or FIRST_VERSION).get(letter)

    def first_check(self) -> Self:
        """The same with the check key of first records, which follows from the content key."""
        key = check_key(self.keys[KeyLetter.CONTENT], place=self._check_place_of(0))
        return self.with_keys(KeySet({KeyLetter.FIRST_CHECK: key}))

    def follows(self, keys: KeySet, *, version: int) -> bool:
        """Whether the check keys in a set follow from the keys beside them, where they are."""
        return all(
            source not in keys
            or letter not in keys
            or keys[letter]
            == check_key(
                keys[source],
                place=self._check_place_of(version if letter is KeyLetter.CHECK else 0),
            )
            for letter, source in _FOLLOWS.items()
        )

    def _check_place_of(self, version: int) -> bytes:
        # The first check key counts for every case of the complaint, as the content key does.
        return contexts.check_key(
            self.install_id,
            complaint_id=self.complaint_id,
            case_id=(self.case_id or "") if version else "",
            version=version,
        )

    def _key_place(self, letter: KeyLetter, version: int) -> bytes:
        own = self.case_id if letter in CASE_LETTERS else None
        return contexts.key_place(
            self.install_id,
            complaint_id=self.complaint_id,
            case_id=own or "",
            letter=letter.value,
            version=version,
        )

    def _check_place(self, sealed: Placed | Row[Any]) -> None:
        if (sealed.complaint_id, sealed.case_id) != (self.complaint_id, self.case_id):
            raise SealBroken("this belongs to another complaint or case")
