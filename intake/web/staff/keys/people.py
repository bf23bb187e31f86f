"""The people of one unit as its page lists them: name, roles, and where each stands."""

from dataclasses import dataclass
from enum import StrEnum

from intake.accounts.directory import people_in_unit
from intake.accounts.memberships import Roles
from intake.accounts.units.keys import usable
from intake.accounts.units.members import people_of
from intake.web.foundation.database import session
from intake.web.staff.entry.session import staff_context
from intake.web.staff.team.names import role_names


class Standing(StrEnum):
    """Where a person stands with a unit's key."""

    HOLDING = "holding"
    WAITING = "waiting"
    SWAPPED = "swapped"


@dataclass(frozen=True)
class UnitPerson:
    """One line of the list."""

    staff_id: str
    name: str
    email: str
    roles: str
    standing: Standing


def standings(unit: str) -> tuple[UnitPerson, ...]:
    """The people of a unit whose accounts are in use, by name."""
    context = staff_context()
    proven = usable(
        session(), (unit,), install_id=context.install_id, recovery=context.recovery
    ).get(unit)
    sorted_people = people_of(session(), unit, proven)
    holding = {staff.id for staff in sorted_people.holding}
    swapped = {staff.id for staff in sorted_people.swapped}
    people = people_in_unit(session(), unit, keyring=context.keyring, install_id=context.install_id)
    return tuple(
        UnitPerson(
            staff_id=person.staff_id,
            name=person.name,
            email=person.email,
            roles=_roles_in(unit, person.roles),
            standing=_standing(person.staff_id, holding, swapped),
        )
        for person in people
    )


def _roles_in(unit: str, roles: Roles) -> str:
    return role_names(roles.get(unit, frozenset()))


def _standing(staff_id: str, holding: set[str], swapped: set[str]) -> Standing:
    if staff_id in holding:
        return Standing.HOLDING
    return Standing.SWAPPED if staff_id in swapped else Standing.WAITING
