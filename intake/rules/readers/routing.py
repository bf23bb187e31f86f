"""Reads routing.toml: the front door, the outside default and the routing table."""

from dataclasses import dataclass

from intake.bedrock.keys import EntityKey, UnitKey
from intake.rules.codes import RuleCode
from intake.rules.jurisdiction import Route
from intake.rules.reading import Table


@dataclass(frozen=True, slots=True)
class RoutingTable:
    """What routing.toml says; `front_door` is a unit key, `outside_default` an entity key."""

    front_door: str
    outside_default: str
    routes: tuple[Route, ...]


def read_routing(table: Table, *, slug: str) -> RoutingTable:
    """The routing table, its lines in the order of the file."""
    routing = RoutingTable(
        front_door=UnitKey.within(slug, table.text("front_door")),
        outside_default=EntityKey.within(slug, table.text("outside_default")),
        routes=tuple(_read_route(entry, slug) for entry in table.tables("routes")),
    )
    table.finish()
    return routing


def _read_route(entry: Table, slug: str) -> Route:
    any_rule, only_rules = _read_rules(entry, "any_rule"), _read_rules(entry, "only_rules")
    if any_rule is not None and only_rules is not None:
        entry.fault(
            "only_rules", "any_rule and only_rules can't be used together.", "only one of the two"
        )
    route = Route(
        agency_id=entry.text("agency"),
        unit_key=UnitKey.within(slug, entry.text("unit")),
        place_id=entry.text("place") if entry.has("place") else None,
        any_rule=any_rule,
        only_rules=only_rules,
    )
    entry.finish()
    return route


def _read_rules(entry: Table, name: str) -> frozenset[RuleCode] | None:
    if not entry.has(name):
        return None
    rules = frozenset(entry.codes(name, RuleCode))
    if not rules:
        entry.fault(
            name, "The list does not name a rule.", f"one or more rules, or no {name} at all"
        )
    return rules
