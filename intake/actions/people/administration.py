"""Who may manage whom, and which roles one person may hold together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from intake.accounts.errors import (
    AdministratorHoldsUnit,
    PersonUnknown,
    RoleNotOffered,
    StandInConflict,
)
from intake.accounts.memberships import (
    Roles,
    administration,
    entity_of,
    is_administration,
    jurisdiction_of,
    roles_of,
)
from intake.accounts.models import Staff
from intake.accounts.people import Member
from intake.accounts.roles import Role
from intake.audit.actor import SYSTEM, Actor, staff_actor
from intake.rules import Configuration
from intake.rules.problems import UnknownJurisdiction, UnknownUnit

Given = Mapping[str, frozenset[Role]]


def actor_of(by: Member | None) -> Actor:
    """Who acts: an administrator, or the command line (None), which is the system."""
    return SYSTEM if by is None else staff_actor(by.staff_id)


def get_managed(session: Session, staff_id: str, *, by: Member | None) -> Staff:
    """A person this administrator looks after; raises PersonUnknown, for strangers too."""
    staff = session.get(Staff, staff_id, populate_existing=True)
    if staff is None:
        raise PersonUnknown
    places = {jurisdiction_of(unit) for unit in roles_of(session, staff_id)}
    if by is not None and not any(by.administers(place) for place in places):
        raise PersonUnknown
    return staff


def check_may_give(by: Member | None, units: Iterable[str]) -> None:
    """Raise PersonUnknown unless this administrator gives roles in all these units."""
    if by is not None and not all(by.administers(jurisdiction_of(unit)) for unit in units):
        raise PersonUnknown


def check_roles(configuration: Configuration, roles: Roles) -> None:
    """Check everything that one person would hold.

    Raises:
        RoleNotOffered: nothing at all, a unit that is none, or a role it does not have.
        AdministratorHoldsUnit: an administrator would open complaints of their own jurisdiction.
        StandInConflict: the person would belong to an entity and to its stand-in.
    """
    if not roles:
        raise RoleNotOffered
    for unit, given in roles.items():
        if not given or not given <= _offered(configuration, unit):
            raise RoleNotOffered
    managed = {jurisdiction_of(unit) for unit in roles if is_administration(unit)}
    working = [unit for unit in roles if not is_administration(unit)]
    if managed & {jurisdiction_of(unit) for unit in working}:
        raise AdministratorHoldsUnit
    entities = {entity_of(unit) for unit in working}
    for entity in sorted(entities):
        for held in stand_ins_of(configuration, entity):
            if held in entities and held != entity:
                raise StandInConflict(held)


def stand_ins_of(configuration: Configuration, entity: str) -> tuple[str, ...]:
    """The keys of the entities that may get what another must not see: its own stand-in, and the
    outside one, which gets what neither of the two may see.
    """
    outside = configuration.jurisdiction(jurisdiction_of(entity)).outside_default
    own = configuration.entity(entity).stand_in
    return (own, outside) if own else (outside,)


def _offered(configuration: Configuration, unit: str) -> frozenset[Role]:
    try:
        if is_administration(unit):
            place = configuration.jurisdiction(jurisdiction_of(unit))
            return frozenset({Role.ADMINISTRATOR} if unit == administration(place.slug) else ())
        return frozenset(configuration.unit(unit).roles) - {Role.ADMINISTRATOR}
    except (UnknownUnit, UnknownJurisdiction):
        raise RoleNotOffered from None
