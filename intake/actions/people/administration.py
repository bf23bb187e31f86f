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
    roles_of,
)
from intake.accounts.models import Staff
from intake.accounts.people import Member
from intake.accounts.roles import Role
from intake.audit.actor import SYSTEM, Actor, staff_actor
from intake.bedrock.keys import EntityKey, UnitKey
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
    places = {UnitKey(unit).place for unit in roles_of(session, staff_id)}
    if by is not None and not any(by.administers(place) for place in places):
        raise PersonUnknown
    return staff


def check_may_give(by: Member | None, units: Iterable[str]) -> None:
    """Raise PersonUnknown unless this administrator gives roles in all these units."""
    if by is not None and not all(by.administers(UnitKey(unit).place) for unit in units):
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
    managed = {UnitKey(unit).place for unit in roles if UnitKey(unit).is_administration}
    working = [unit for unit in roles if not UnitKey(unit).is_administration]
    if managed & {UnitKey(unit).place for unit in working}:
        raise AdministratorHoldsUnit
    entities = {UnitKey(unit).entity for unit in working}
    for entity in sorted(entities):
        for held in stand_ins_of(configuration, entity):
            if held in entities and held != entity:
                raise StandInConflict(held)


def stand_ins_of(configuration: Configuration, entity: str) -> tuple[str, ...]:
    """The keys of the entities that may get what another must not see: its own stand-in, and the
    outside one, which gets what neither of the two may see.
    """
    outside = configuration.jurisdiction(EntityKey(entity).place).outside_default
    own = configuration.entity(entity).stand_in
    return (own, outside) if own else (outside,)


def _offered(configuration: Configuration, unit: str) -> frozenset[Role]:
    try:
        if UnitKey(unit).is_administration:
            place = configuration.jurisdiction(UnitKey(unit).place)
            return frozenset(
                {Role.ADMINISTRATOR} if unit == UnitKey.administration(place.slug) else ()
            )
        return frozenset(configuration.unit(unit).roles) - {Role.ADMINISTRATOR}
    except (UnknownUnit, UnknownJurisdiction):
        raise RoleNotOffered from None
