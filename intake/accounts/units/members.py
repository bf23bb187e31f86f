"""Who of a unit's people holds its key, who waits to be let in, and whether it needs new keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from intake.accounts.memberships import active_people
from intake.accounts.models import Staff
from intake.accounts.units.keys import ProvenUnit
from intake.accounts.units.versions import newest_version
from intake.vault.boxes import PublicKey
from intake.vault.errors import KeyUnproven


@dataclass(frozen=True)
class UnitPeople:
    """The people of a unit whose accounts are in use, by where they stand.

    Attributes:
        holding: named in the proven statement with the key they have now.
        waiting: not named; a member compares words with them and lets them in.
        swapped: named with another key than the database shows. Nothing is sealed to it.
        gone: staff ids that the statement still names although they have left the unit.
    """

    holding: tuple[Staff, ...]
    waiting: tuple[Staff, ...]
    swapped: tuple[Staff, ...]
    gone: tuple[str, ...]

    @property
    def keys(self) -> Mapping[str, PublicKey]:
        """The proven public keys of those who hold the unit's key."""
        return {s.id: PublicKey.from_bytes(s.public_key) for s in self.holding if s.public_key}


def people_of(session: Session, unit: str, proven: ProvenUnit | None) -> UnitPeople:
    """Sort a unit's people; without a proven key, everybody waits."""
    people = tuple(staff for staff in active_people(session, unit) if staff.public_key)
    if proven is None:
        return UnitPeople((), people, (), ())
    named = proven.members
    present = {staff.id for staff in people}
    return UnitPeople(
        holding=tuple(s for s in people if _holds(proven, s)),
        waiting=tuple(s for s in people if s.id not in named),
        swapped=tuple(s for s in people if s.id in named and not _holds(proven, s)),
        gone=tuple(staff_id for staff_id in sorted(named) if staff_id not in present),
    )


def needs_renewal(session: Session, proven: ProvenUnit) -> bool:
    """Whether a unit needs new keys: marked, or its statement names somebody who left.

    The mark alone would do in a sound database; the comparison holds when it was taken away.
    """
    newest = newest_version(session, proven.unit)
    people = people_of(session, proven.unit, proven)
    return newest is None or newest.stale or bool(people.gone or people.swapped)


def fingerprint(staff: Staff) -> str:
    """SHA-256 in hex of a person's public key; raises ValueError where there is none."""
    if staff.public_key is None:
        raise ValueError("this person has no key yet")
    return sha256(staff.public_key).hexdigest()


def _holds(proven: ProvenUnit, staff: Staff) -> bool:
    try:
        proven.proven.member_key(staff.id, staff.public_key or b"")
    except KeyUnproven:
        return False
    return True
