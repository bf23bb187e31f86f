"""Erase shares: the random half of every key, in a table of its own that erasure empties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from intake.complaints.models import Erasable
from intake.db.rows import table_of
from intake.vault.keys import CASE_LETTERS, KeyLetter, new_share
from intake.vault.randomness import RandomBytes

_SHARES = table_of(Erasable)
_OF_COMPLAINT = select(
    _SHARES.c.owner_id, _SHARES.c.key_letter, _SHARES.c.key_version, _SHARES.c.share
).where(_SHARES.c.complaint_id == bindparam("complaint"))

Owner = tuple[str, str, int]
"""A key's owner (the complaint's id for K and I, a case's id for T and C), letter and version."""


class ShareErased(LookupError):
    """The share is gone: what was sealed under this key opens nowhere any more."""


@dataclass(frozen=True, slots=True, repr=False)
class Shares:
    """The shares of one complaint and of its cases."""

    complaint_id: str
    by_owner: Mapping[Owner, bytes]

    def of(self, letter: KeyLetter, *, case_id: str | None = None, version: int = 1) -> bytes:
        """The share of one key; raises ShareErased."""
        owner = case_id if case_id and letter in CASE_LETTERS else self.complaint_id
        try:
            return self.by_owner[(owner, letter.value, version)]
        except KeyError:
            raise ShareErased(letter.value) from None

    def with_shares(self, other: Shares) -> Shares:
        """These shares and those of another set of the same complaint."""
        return Shares(self.complaint_id, MappingProxyType({**self.by_owner, **other.by_owner}))

    def beyond(self, known: Shares) -> Shares:
        """Those of these shares that another set does not have."""
        more = {
            owner: share for owner, share in self.by_owner.items() if owner not in known.by_owner
        }
        return Shares(self.complaint_id, MappingProxyType(more))

    def rows(self) -> list[dict[str, object]]:
        """Rows for the table ``erasable``."""
        return [
            {
                "complaint_id": self.complaint_id,
                "owner_id": owner_id,
                "key_letter": letter,
                "key_version": version,
                "share": share,
            }
            for (owner_id, letter, version), share in self.by_owner.items()
        ]


def new_shares(
    random: RandomBytes,
    *,
    complaint_id: str,
    owner_id: str,
    letters: Iterable[KeyLetter],
    version: int = 1,
) -> Shares:
    """Fresh shares for the keys of one owner."""
    made = {(owner_id, letter.value, version): new_share(random) for letter in letters}
    return Shares(complaint_id, MappingProxyType(made))


def read_shares(session: Session, *, complaint_id: str) -> Shares:
    """The shares of a complaint that still exist."""
    found = session.connection().execute(_OF_COMPLAINT, {"complaint": complaint_id})
    by_owner = {(owner_id, letter, version): share for owner_id, letter, version, share in found}
    return Shares(complaint_id, MappingProxyType(by_owner))
