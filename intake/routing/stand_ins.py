"""Who gets a case when the usual entity must not read it, or cannot."""

from dataclasses import dataclass

from intake.routing.decision import AlarmCode, NobodyLeft, RouteRule
from intake.rules.configuration import Configuration
from intake.rules.entities import Entity
from intake.rules.jurisdiction import Jurisdiction


@dataclass(frozen=True, slots=True)
class Seat:
    """A unit that may have the case, the rule that led there, and what was amiss on the way."""

    unit_key: str
    rule: RouteRule
    alarms: tuple[str, ...] = ()


def seat_beside(
    entity_key: str,
    *,
    agency_id: str,
    excluded: frozenset[str],
    unusable: frozenset[str],
    jurisdiction: Jurisdiction,
    configuration: Configuration,
) -> Seat:
    """The front unit of the first stand-in that is neither excluded nor unusable.

    Follows the line of stand-ins, then the outside default with an alarm for the administrator;
    raises NobodyLeft when that one is out of the question too.
    """

    alarms: list[str] = []
    for entity in _line(entity_key, configuration):
        if _may_have_it(entity, excluded, unusable, alarms):
            return Seat(entity.front_unit, RouteRule.STAND_IN, tuple(alarms))
    outside = configuration.entity(jurisdiction.outside_default)
    if outside.key == entity_key or not _may_have_it(outside, excluded, unusable, alarms):
        raise NobodyLeft(agency_id)
    alarms.append(f"{AlarmCode.NO_STAND_IN_LEFT}:{entity_key}")
    return Seat(outside.front_unit, RouteRule.OUTSIDE_DEFAULT, tuple(alarms))


def _may_have_it(
    entity: Entity, excluded: frozenset[str], unusable: frozenset[str], alarms: list[str]
) -> bool:
    if entity.key in excluded:
        return False
    if entity.front_unit in unusable:
        alarms.append(f"{AlarmCode.UNIT_UNUSABLE}:{entity.front_unit}")
        return False
    return True


def _line(entity_key: str, configuration: Configuration) -> tuple[Entity, ...]:
    seen, line = {entity_key}, []
    following = configuration.entity(entity_key).stand_in
    while following is not None and following not in seen:
        seen.add(following)
        line.append(configuration.entity(following))
        following = line[-1].stand_in
    return tuple(line)
