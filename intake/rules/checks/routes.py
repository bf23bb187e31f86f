"""The routing table leads every complaint somewhere, and no line of it is dead."""

from intake.bedrock.keys import UnitKey
from intake.rules.checks.references import file_of
from intake.rules.codes import RuleCode
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction, Route
from intake.rules.reading import Findings

ROUTING = "routing.toml"


def check_routes(place: Jurisdiction, configuration: Configuration, findings: Findings) -> None:
    """Note agencies without a line for every case, dead lines, and entities nothing leads to."""
    file = file_of(place, ROUTING)
    for agency_id in place.agencies:
        lines = [route for route in place.routes if route.agency_id == agency_id]
        if not any(line.place_id is None and not line.names_rules for line in lines):
            wrong = f"A complaint about {agency_id} may have nowhere to go."
            right = f'[[routes]] with agency = "{agency_id}" and a unit, without place and rules'
            findings.add(file, "routes", wrong, right)
    for number, route in enumerate(place.routes, start=1):
        _check_line(place, route, f"routes[{number}]", place.routes[: number - 1], findings)
        _check_conflict(place, configuration, route, f"routes[{number}].unit", findings)
    _check_reached(place, configuration, findings)


def _check_line(
    place: Jurisdiction,
    route: Route,
    key: str,
    earlier: tuple[Route, ...],
    findings: Findings,
) -> None:
    file = file_of(place, ROUTING)
    named = (route.any_rule or frozenset()) | (route.only_rules or frozenset())
    for code in sorted(named - set(place.policy.rules)):
        wrong = f"{code} is not adopted here."
        findings.add(file, key, wrong, "adopted rules only")
    for line in earlier:
        if _covers(line, route):
            wrong = "This line is never reached. An earlier line takes everything it would match."
            findings.add(file, key, wrong, "a line that matches something no earlier line does")
            return


def _covers(earlier: Route, later: Route) -> bool:
    if (earlier.agency_id, earlier.place_id) != (later.agency_id, later.place_id):
        return False
    if not later.names_rules:
        return not earlier.names_rules
    return earlier.names_rules and _takes_all_of(earlier, later)


def _takes_all_of(earlier: Route, later: Route) -> bool:
    """Whether every set of rules that the later line takes is one that the earlier takes."""
    narrow = (later.any_rule or frozenset()) | (later.only_rules or frozenset())
    if earlier.any_rule is not None:
        return narrow <= earlier.any_rule
    wide = earlier.only_rules or frozenset()
    return narrow <= wide if later.any_rule is None else wide >= frozenset(RuleCode)


def _check_conflict(
    place: Jurisdiction,
    configuration: Configuration,
    route: Route,
    key: str,
    findings: Findings,
) -> None:
    to = UnitKey(route.unit_key).entity
    home = configuration.jurisdictions.get(to.place)
    entity = home.entities.get(to.id) if home else None
    if home is place and entity and route.agency_id in entity.conflicted_agencies:
        wrong = f"{entity.id} can never judge {route.agency_id}. This line always leads elsewhere."
        findings.add(
            file_of(place, ROUTING), key, wrong, "a unit of an entity that has no conflict"
        )


def _check_reached(place: Jurisdiction, configuration: Configuration, findings: Findings) -> None:
    others = configuration.jurisdictions.values()
    reached: set[str] = {UnitKey(route.unit_key).entity for one in others for route in one.routes}
    reached |= {UnitKey(one.front_door).entity for one in others}
    reached |= {one.outside_default for one in others}
    reached |= {entity.stand_in or "" for one in others for entity in one.entities.values()}
    for entity in place.entities.values():
        if entity.key not in reached:
            key = f"entities[{entity.id}]"
            wrong = "No route leads to this entity."
            right = "a route, the front door, a stand_in or the outside default that names it"
            findings.add(file_of(place, "entities.toml"), key, wrong, right)
