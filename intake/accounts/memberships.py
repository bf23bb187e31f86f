"""Who has which role in which unit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.models import Membership, Staff
from intake.accounts.roles import Role
from intake.accounts.states import StaffState

ADMINISTRATION = "*"

Roles = Mapping[str, frozenset[Role]]


def administration(jurisdiction: str) -> str:
    """The unit in which a jurisdiction's administrators hold their role; it has no key."""
    return f"{jurisdiction}/{ADMINISTRATION}"


def is_administration(unit: str) -> bool:
    """Whether a unit is a jurisdiction's administration."""
    return unit.endswith(f"/{ADMINISTRATION}")


def jurisdiction_of(unit: str) -> str:
    """The slug of the jurisdiction that a unit or entity lies in."""
    return unit.partition("/")[0]


def entity_of(unit: str) -> str:
    """The key of the entity that a unit belongs to."""
    return unit.rpartition("/")[0]


def roles_of(session: Session, staff_id: str) -> Roles:
    """A person's roles by unit; empty for nobody."""
    rows = session.execute(
        select(Membership.unit, Membership.role).where(Membership.staff_id == staff_id)
    )
    found: dict[str, set[Role]] = {}
    for unit, role in rows:
        found.setdefault(unit, set()).add(Role(role))
    return MappingProxyType({unit: frozenset(found[unit]) for unit in sorted(found)})


def active_people(session: Session, unit: str) -> tuple[Staff, ...]:
    """The people of a unit whose accounts are in use, whether or not they hold its key."""
    rows = session.scalars(
        select(Staff)
        .where(
            Staff.state == StaffState.ACTIVE.value,
            Staff.id.in_(select(Membership.staff_id).where(Membership.unit == unit)),
        )
        .order_by(Staff.id)
    )
    return tuple(rows)


def administrators(session: Session, jurisdiction: str) -> tuple[Staff, ...]:
    """The administrators of a jurisdiction who can sign in."""
    return active_people(session, administration(jurisdiction))
