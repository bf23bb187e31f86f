"""Who a notice goes to, and their address at the moment of sending."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.memberships import administration
from intake.accounts.models import Membership, Staff
from intake.accounts.profiles import open_profile
from intake.accounts.roles import Role
from intake.accounts.states import StaffState
from intake.vault.server.keyring import Keyring


@dataclass(frozen=True)
class MailAddress:
    """One person's mail address and language."""

    email: str
    language: str


def active_members(
    session: Session, unit: str, *, roles: frozenset[Role] | None = None
) -> tuple[str, ...]:
    """The ids of a unit's people whose accounts are in use, sorted; `roles` limits them."""
    query = (
        select(Membership.staff_id)
        .join(Staff, Staff.id == Membership.staff_id)
        .where(Membership.unit == unit, Staff.state == StaffState.ACTIVE.value)
        .distinct()
        .order_by(Membership.staff_id)
    )
    if roles is not None:
        query = query.where(Membership.role.in_(sorted(roles)))
    return tuple(session.scalars(query))


def administrators(session: Session, jurisdiction: str) -> tuple[str, ...]:
    """The ids of a jurisdiction's administrators who can sign in."""
    return active_members(session, administration(jurisdiction))


def address_of(
    session: Session, *, keyring: Keyring, install_id: str, staff_id: str
) -> MailAddress | None:
    """Where to write to a person; None for nobody, and for who was disabled meanwhile.

    Raises UnknownFormat, KeyAbsent or SealBroken for a row that does not open.
    """
    staff = session.get(Staff, staff_id)
    if staff is None or staff.state == StaffState.DISABLED.value:
        return None
    profile = open_profile(
        staff.sealed_profile, keyring=keyring, install_id=install_id, staff_id=staff_id
    )
    return MailAddress(profile.email, staff.language)
