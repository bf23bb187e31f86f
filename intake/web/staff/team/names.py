"""Names of units, entities and roles as pages show them."""

from typing import NamedTuple

from intake.accounts.memberships import Roles
from intake.accounts.roles import Role
from intake.bedrock.keys import UnitKey
from intake.rules.problems import UnknownEntity, UnknownJurisdiction, UnknownUnit
from intake.web.foundation.labels import label
from intake.web.foundation.languages import gettext
from intake.web.foundation.rendering import in_request_language
from intake.web.foundation.services import services


class RoleRow(NamedTuple):
    """A unit and what somebody does in it."""

    unit: str
    name: str
    roles: str


def unit_name(unit: str) -> str:
    """A unit with its entity: "Intake office, Civilian Oversight Board"; the key where unknown."""
    configuration, language = services().configuration, in_request_language()
    try:
        if UnitKey(unit).is_administration:
            place = configuration.jurisdiction(UnitKey(unit).place)
            return gettext("Administration of %(place)s", place=place.name.in_(language))
        office = configuration.unit(unit).name.in_(language)
        return f"{office}, {entity_name(UnitKey(unit).entity)}"
    except (UnknownUnit, UnknownJurisdiction):
        return unit


def entity_name(entity: str) -> str:
    """An oversight entity's name; the key where the configuration knows none."""
    try:
        return services().configuration.entity(entity).name.in_(in_request_language())
    except UnknownEntity:
        return entity


def role_rows(roles: Roles) -> tuple[RoleRow, ...]:
    """Somebody's units with the names of their roles."""
    return tuple(RoleRow(unit, unit_name(unit), role_names(held)) for unit, held in roles.items())


def role_names(roles: frozenset[Role]) -> str:
    """Roles in the order of the vocabulary, with commas."""
    return ", ".join(label(role) for role in Role if role in roles)
