"""Every id that a file names exists, and every unit has somebody to do its work."""

from collections.abc import Iterable

from intake.accounts.roles import Permission, Role, permissions_of
from intake.bedrock.keys import UnitKey
from intake.rules.codes import UnitPart
from intake.rules.configuration import Configuration
from intake.rules.entities import Entity, Unit
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reading import Findings

ROUTING = "routing.toml"
ENTITIES = "entities.toml"


def file_of(place: Jurisdiction, name: str) -> str:
    """The name of one of a jurisdiction's files, as problems give it."""
    return f"jurisdictions/{place.slug}/{name}"


def known_entities(configuration: Configuration) -> dict[str, Entity]:
    """All entities of the install by global key."""
    places = configuration.jurisdictions.values()
    return {entity.key: entity for place in places for entity in place.entities.values()}


def known_units(configuration: Configuration) -> dict[str, Unit]:
    """All units of the install by global key."""
    return {unit.key: unit for unit in configuration.units()}


def check_references(place: Jurisdiction, configuration: Configuration, findings: Findings) -> None:
    """Note ids that nothing answers to."""
    entities, units = known_entities(configuration), known_units(configuration)
    routing = file_of(place, ROUTING)
    if place.outside_default and place.outside_default not in entities:
        _unknown(findings, routing, "outside_default", place.outside_default, entities)
    if place.front_door:
        _check_unit(findings, routing, "front_door", place.front_door, units)
    for number, route in enumerate(place.routes, start=1):
        key = f"routes[{number}]"
        if route.agency_id and route.agency_id not in place.agencies:
            _unknown(findings, routing, f"{key}.agency", route.agency_id, place.agencies)
        if route.place_id is not None and route.place_id not in place.facilities:
            _unknown(findings, routing, f"{key}.place", route.place_id, place.facilities)
        if route.unit_key:
            _check_unit(findings, routing, f"{key}.unit", route.unit_key, units)
    for entity in place.entities.values():
        _check_entity(place, entity, entities, findings)


def _check_entity(
    place: Jurisdiction, entity: Entity, entities: dict[str, Entity], findings: Findings
) -> None:
    file, key = file_of(place, ENTITIES), f"entities[{entity.id}]"
    if entity.stand_in is not None and entity.stand_in not in entities:
        _unknown(findings, file, f"{key}.stand_in", entity.stand_in, entities)
    for agency_id in sorted(entity.conflicted_agencies - set(place.agencies)):
        _unknown(findings, file, f"{key}.conflicted_agencies", agency_id, place.agencies)
    front = entity.units.get(UnitKey(entity.front_unit).id)
    if front is None:
        _unknown(findings, file, f"{key}.front_unit", entity.front_unit, entity.units)
    elif front.part is not UnitPart.DECIDES:
        wrong = f"The unit {front.id} only {front.part}."
        findings.add(file, f"{key}.front_unit", wrong, "a unit whose part is decides")
    for unit in entity.units.values():
        _check_roles(file, f"{key}.units[{unit.id}]", unit, findings)


def _check_roles(file: str, key: str, unit: Unit, findings: Findings) -> None:
    if Permission.MAKE_UNIT_KEYS not in permissions_of(unit.roles):
        wrong = "Nobody in the unit can make its keys, so it could never read anything."
        findings.add(file, f"{key}.roles", wrong, f"{Role.LEAD} among the roles of every unit")
    if unit.part is UnitPart.DECIDES and Role.INTAKE not in unit.roles:
        wrong = f"Nobody in the unit has the role {Role.INTAKE}."
        right = f"{Role.INTAKE} among the roles of a deciding unit"
        findings.add(file, f"{key}.roles", wrong, right)


def _check_unit(
    findings: Findings, file: str, key: str, unit_key: str, units: dict[str, Unit]
) -> None:
    unit = units.get(unit_key)
    if unit is None:
        _unknown(findings, file, key, unit_key, units)
    elif unit.part is not UnitPart.DECIDES:
        wrong = f"The unit {unit_key} only {unit.part}. It does not decide cases."
        findings.add(file, key, wrong, "a unit whose part is decides")


def _unknown(findings: Findings, file: str, key: str, value: str, known: Iterable[str]) -> None:
    listed = ", ".join(sorted(known)) or "nothing yet"
    findings.add(file, key, f"{value!r} is not known.", f"one of: {listed}")
