"""Whatever single conflict arises, somebody is left who may read the complaint."""

from collections.abc import Iterator

from intake.bedrock.keys import UnitKey
from intake.rules.checks.references import file_of, known_entities
from intake.rules.configuration import Configuration
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reading import Findings
from intake.rules.spelling import plain

ENTITIES = "entities.toml"
MOST_IN_LINE = 4
"""Longest line of stand-ins: beyond it nobody can say who might get to read a complaint."""
PAIR = 2
"""Two may stand in for each other: both excluded, the outside default is left."""


def check_stand_ins(place: Jurisdiction, configuration: Configuration, findings: Findings) -> None:
    """Note entities without a stand-in, circles, long lines, and dead ends."""
    entities = known_entities(configuration)
    for entity in place.entities.values():
        _check_line(place, entity, entities, findings)
    _check_conflicts(place, entities, findings)


def line_of_stand_ins(entity: Entity, entities: dict[str, Entity]) -> tuple[Entity, ...]:
    """The entities that stand in, in turn, each once; the first is the entity's own stand-in."""
    line: list[Entity] = []
    following = entities.get(entity.stand_in or "")
    while following is not None and following is not entity and following not in line:
        line.append(following)
        following = entities.get(following.stand_in or "")
    return tuple(line)


def _check_line(
    place: Jurisdiction, entity: Entity, entities: dict[str, Entity], findings: Findings
) -> None:
    file, key = file_of(place, ENTITIES), f"entities[{entity.id}].stand_in"
    if entity.stand_in is None:
        if entity.key != place.outside_default:
            wrong = "The entity has no stand-in for conflicts."
            findings.add(file, key, wrong, "the id of another entity")
        return
    if entity.stand_in == entity.key:
        wrong = "The entity is its own stand-in, so nobody is left."
        findings.add(file, key, wrong, "the id of another entity")
        return
    line = line_of_stand_ins(entity, entities)
    for wrong, right in _faults_of_line(place, entity, line):
        findings.add(file, key, wrong, right)


def _faults_of_line(
    place: Jurisdiction, entity: Entity, line: tuple[Entity, ...]
) -> Iterator[tuple[str, str]]:
    walked = (entity, *line)
    if len(line) > MOST_IN_LINE:
        wrong = f"The line of stand-ins is too long: {_names(walked)}."
        yield wrong, f"at most {MOST_IN_LINE} stand-ins, one after the other"
    circle = _circle(walked)
    if not circle:
        return
    names = _names((*walked, circle[0]))
    if place.outside_default in {one.key for one in circle}:
        wrong = f"The stand-ins form a circle that includes the outside default: {names}."
        yield wrong, "an outside default outside any circle, so that someone is left"
    if len(circle) > PAIR and entity in circle:
        yield (
            f"The stand-ins form a circle: {names}.",
            "a line that ends, or two that stand in for each other",
        )


def _circle(walked: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """Those among whom the line goes round; empty where it ends."""
    again = walked[-1].stand_in
    keys = [one.key for one in walked]
    return walked[keys.index(again) :] if again in keys else ()


def _names(line: tuple[Entity, ...]) -> str:
    return " -> ".join(one.id for one in line)


def _check_conflicts(place: Jurisdiction, entities: dict[str, Entity], findings: Findings) -> None:
    own = tuple(place.entities.values())
    for agency_id in place.agencies:
        conflicted = {one.key for one in own if agency_id in one.conflicted_agencies}
        _check_somebody(place, conflicted, f"the agency {agency_id}", entities, findings)
    people: dict[str, set[str]] = {}
    for entity in own:
        for principal in entity.principals:
            for spelling in principal.spellings:
                people.setdefault(plain(spelling), set()).add(entity.key)
    for spelling, conflicted in people.items():
        _check_somebody(place, conflicted, f"the person {spelling!r}", entities, findings)


def _check_somebody(
    place: Jurisdiction,
    conflicted: set[str],
    cause: str,
    entities: dict[str, Entity],
    findings: Findings,
) -> None:
    targets = {UnitKey(route.unit_key).entity for route in place.routes}
    targets.add(UnitKey(place.front_door).entity)
    for entity in place.entities.values():
        if entity.key not in conflicted:
            continue
        key = f"entities[{entity.id}].stand_in"
        line = {one.key for one in line_of_stand_ins(entity, entities)}
        if entity.key in targets and not {*line, place.outside_default} - conflicted:
            wrong = f"A complaint about {cause} leaves nobody who can read it."
            right = "a stand-in or an outside default without that conflict"
            findings.add(file_of(place, ENTITIES), key, wrong, right)
        elif entity.stand_in != entity.key and entity.stand_in in conflicted:
            wrong = f"Its stand-in has the same conflict about {cause}."
            findings.add(file_of(place, ENTITIES), key, wrong, "a stand-in without that conflict")
