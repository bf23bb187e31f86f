"""Which oversight entity and unit a complaint goes to."""

from intake.routing.agencies import match_agency_anywhere, match_place
from intake.routing.decision import (
    AlarmCode,
    Decision,
    Hints,
    NobodyLeft,
    RoutedCase,
    RouteRule,
    RoutingFacts,
)
from intake.routing.hints import hints_from_names
from intake.routing.route import fallback, route

__all__ = [
    "AlarmCode",
    "Decision",
    "Hints",
    "NobodyLeft",
    "RouteRule",
    "RoutedCase",
    "RoutingFacts",
    "fallback",
    "hints_from_names",
    "match_agency_anywhere",
    "match_place",
    "route",
]
