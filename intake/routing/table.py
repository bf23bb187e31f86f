"""Looks a case up in the routing table: the employer first, then the place, then the rule."""

from intake.routing.decision import RouteRule
from intake.rules.codes import RuleCode
from intake.rules.jurisdiction import Jurisdiction, Route

_PRECEDENCE = (
    RouteRule.EMPLOYER_PLACE_RULE,
    RouteRule.EMPLOYER_PLACE,
    RouteRule.EMPLOYER_RULE,
    RouteRule.EMPLOYER,
)


def look_up(
    agency_id: str,
    *,
    place_id: str | None,
    rules: frozenset[RuleCode],
    jurisdiction: Jurisdiction,
) -> tuple[str, RouteRule]:
    """The unit key for one employer and the kind of line that named it.

    The most particular line wins, among equals the first in the file. Raises UnknownAgency.
    """
    jurisdiction.agency(agency_id)
    found: dict[RouteRule, str] = {}
    for route in jurisdiction.routes:
        if route.agency_id == agency_id and _applies(route, place_id, rules):
            found.setdefault(_kind(route), route.unit_key)
    for kind in _PRECEDENCE:
        if kind in found:
            return found[kind], kind
    # A loaded configuration has a plain line for every agency; a hand-made one may not.
    return jurisdiction.front_door, RouteRule.NOT_CONFIRMED


def _applies(route: Route, place_id: str | None, rules: frozenset[RuleCode]) -> bool:
    if route.place_id is not None and route.place_id != place_id:
        return False
    if route.any_rule is not None:
        return bool(rules & route.any_rule)
    if route.only_rules is not None:
        return bool(rules) and rules <= route.only_rules
    return True


def _kind(route: Route) -> RouteRule:
    if route.place_id is not None:
        return RouteRule.EMPLOYER_PLACE_RULE if route.names_rules else RouteRule.EMPLOYER_PLACE
    return RouteRule.EMPLOYER_RULE if route.names_rules else RouteRule.EMPLOYER
