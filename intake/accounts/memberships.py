"""Who has which role in which unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.models import Membership, Staff
from intake.accounts.roles import Role
from intake.accounts.states import StaffState
from intake.bedrock.keys import UnitKey

Roles = Mapping[str, frozenset[Role]]


def roles_of(session: Session, staff_id: str) -> Roles:
    """A person's roles by unit; empty for nobody."""
    return roles_by_person(session, (staff_id,))[staff_id]


def roles_by_person(session: Session, staff_ids: Iterable[str]) -> Mapping[str, Roles]:
    """The roles by unit of each of these people, in one statement."""
    found: dict[str, dict[str, set[Role]]] = {staff_id: {} for staff_id in staff_ids}
    rows = session.execute(
        select(Membership.staff_id, Membership.unit, Membership.role).where(
            Membership.staff_id.in_(found)
        )
    )
    for staff_id, unit, role in rows:
        found[staff_id].setdefault(unit, set()).add(Role(role))
    return {staff_id: _frozen(units) for staff_id, units in found.items()}


def people_with_roles_in(session: Session, jurisdictions: Iterable[str]) -> tuple[str, ...]:
    """The ids of everybody with a role in one of these jurisdictions, whatever their state."""
    wanted = frozenset(jurisdictions)
    rows = session.execute(select(Membership.staff_id, Membership.unit).distinct())
    return tuple(sorted({who for who, unit in rows if UnitKey(unit).place in wanted}))


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
    return active_people(session, UnitKey.administration(jurisdiction))


def _frozen(units: Mapping[str, set[Role]]) -> Roles:
    return MappingProxyType({unit: frozenset(units[unit]) for unit in sorted(units)})
