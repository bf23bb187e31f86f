"""A signed-in member: who it is, what they may do in which unit, and their key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from intake.accounts.memberships import Roles, roles_of
from intake.accounts.models import Staff
from intake.accounts.profiles import open_profile
from intake.accounts.roles import Permission, Role, permissions_of
from intake.bedrock.keys import UnitKey
from intake.vault.boxes import PrivateKey
from intake.vault.server.keyring import Keyring


@dataclass(frozen=True, kw_only=True)
class Member:
    """One person, for the length of one request or command."""

    staff_id: str
    name: str
    email: str
    language: str
    roles: Roles
    private_key: PrivateKey = field(repr=False)

    def permissions(self, unit: str) -> frozenset[Permission]:
        """What the person may do in one unit; nothing where they have no role."""
        return permissions_of(self.roles.get(unit, frozenset()))

    def may(self, permission: Permission, unit: str) -> bool:
        """Whether the person may do something in one unit."""
        return permission in self.permissions(unit)

    def may_anywhere(self, permission: Permission) -> bool:
        """Whether there is a unit in which the person may do something."""
        return any(self.may(permission, unit) for unit in self.roles)

    def units_with(self, permission: Permission) -> tuple[str, ...]:
        """The units in which the person may do something, sorted."""
        return tuple(unit for unit in sorted(self.roles) if self.may(permission, unit))

    def units(self) -> tuple[str, ...]:
        """The units whose work the person shares, sorted; an administration is none."""
        return tuple(sorted(self._working_units()))

    def administers(self, jurisdiction: str) -> bool:
        """Whether the person is an administrator of a jurisdiction."""
        return Role.ADMINISTRATOR in self.roles.get(
            UnitKey.administration(jurisdiction), frozenset()
        )

    def _working_units(self) -> Iterator[str]:
        for unit, roles in self.roles.items():
            if roles - {Role.ADMINISTRATOR}:
                yield unit


def find_staff(session: Session, staff_id: str) -> Staff | None:
    """A person's row, or None."""
    return session.get(Staff, staff_id)


def member_of(
    session: Session, staff: Staff, *, seed: bytes, keyring: Keyring, install_id: str
) -> Member:
    """The member behind a row, with the key of this seed.

    Raises SealBroken, KeyAbsent or KeyMalformed for a row that was altered.
    """
    profile = open_profile(
        staff.sealed_profile, keyring=keyring, install_id=install_id, staff_id=staff.id
    )
    return Member(
        staff_id=staff.id,
        name=profile.name,
        email=profile.email,
        language=staff.language,
        roles=roles_of(session, staff.id),
        private_key=PrivateKey.from_seed(seed),
    )
