"""The decision: which unit gets which part of a complaint, and by which rule."""

from collections.abc import Iterator

from intake.bedrock.keys import AgencyKey
from intake.routing.decision import (
    AlarmCode,
    Decision,
    Hints,
    RoutedCase,
    RouteRule,
    RoutingFacts,
)
from intake.routing.exclusions import excluded_entities
from intake.routing.stand_ins import seat_beside
from intake.routing.table import look_up
from intake.rules.codes import AgencyAnswer, RuleCode
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction


def route(
    facts: RoutingFacts,
    *,
    hints: Hints,
    jurisdiction: Jurisdiction,
    configuration: Configuration,
) -> Decision:
    """One case for each employer, each with the unit that gets it; pure.

    An entity excluded on account of one part is excluded from all. Raises UnknownAgency or
    UnknownJurisdiction for an employer that no configuration has, and NobodyLeft when every
    entity that could get a case is excluded.
    """
    return _decide(facts, hints, jurisdiction, configuration, frozenset())


def fallback(
    decision: Decision,
    *,
    unusable_units: frozenset[str],
    facts: RoutingFacts,
    hints: Hints,
    jurisdiction: Jurisdiction,
    configuration: Configuration,
) -> Decision:
    """The decision again, no case in a unit whose key cannot be used; an alarm for each of those.

    `facts` and `hints` are those of the decision: a stand-in must not be an excluded entity
    either. Raises NobodyLeft as `route` does. A decision without such a unit comes back as it is.
    """
    if not any(case.unit_key in unusable_units for case in decision.cases):
        return decision
    return _decide(facts, hints, jurisdiction, configuration, unusable_units)


def _decide(
    facts: RoutingFacts,
    hints: Hints,
    home: Jurisdiction,
    configuration: Configuration,
    unusable: frozenset[str],
) -> Decision:
    excluded = excluded_entities(facts, hints=hints, jurisdiction=home, configuration=configuration)
    cases: list[RoutedCase] = []
    alarms: list[str] = []
    for agency_id in _employers(facts.agency_ids):
        key = AgencyKey.within(home.slug, agency_id)
        place = configuration.jurisdiction(key.place)
        place_id = hints.place_id if place is home else None
        usual = _usual(key.id, place_id, facts.rules, place)
        case, raised = _seat(key.id, usual, place, configuration, excluded, unusable)
        cases.append(case)
        alarms.extend(raised)
    return Decision(tuple(cases), tuple(dict.fromkeys(alarms)))


def _employers(agency_ids: tuple[str, ...]) -> Iterator[str]:
    """Each listed employer once, each unlisted one as often as it is named."""
    named = [one for one in agency_ids if one != AgencyAnswer.NONE]
    if not named:
        yield (AgencyAnswer.NONE if agency_ids else AgencyAnswer.NOT_CONFIRMED).value
    seen: set[str] = set()
    for agency_id in named:
        if agency_id == AgencyAnswer.NOT_CONFIRMED or agency_id not in seen:
            yield agency_id
        seen.add(agency_id)


def _usual(
    agency_id: str, place_id: str | None, rules: frozenset[RuleCode], place: Jurisdiction
) -> tuple[str, RouteRule]:
    if agency_id == AgencyAnswer.NONE:
        return place.front_door, RouteRule.NO_LOCAL_OFFICIAL
    if agency_id == AgencyAnswer.NOT_CONFIRMED:
        return place.front_door, RouteRule.NOT_CONFIRMED
    return look_up(agency_id, place_id=place_id, rules=rules, jurisdiction=place)


def _seat(
    agency_id: str,
    usual: tuple[str, RouteRule],
    place: Jurisdiction,
    configuration: Configuration,
    excluded: frozenset[str],
    unusable: frozenset[str],
) -> tuple[RoutedCase, list[str]]:
    unit_key, rule = usual
    entity_key = configuration.unit(unit_key).entity_key
    if entity_key not in excluded and unit_key not in unusable:
        return RoutedCase(agency_id, entity_key, unit_key, rule, False, place.slug), []
    seat = seat_beside(
        entity_key,
        agency_id=agency_id,
        excluded=excluded,
        unusable=unusable,
        jurisdiction=place,
        configuration=configuration,
    )
    alarms = list(seat.alarms)
    fired = seat.rule
    if entity_key not in excluded:
        alarms.insert(0, f"{AlarmCode.UNIT_UNUSABLE}:{unit_key}")
        fired = RouteRule.KEY_UNUSABLE
    taker = configuration.unit(seat.unit_key)
    return RoutedCase(agency_id, taker.entity_key, taker.key, fired, True, place.slug), alarms
