"""What routing is asked and what it answers: facts, hints that nobody stores, and the decision."""

from dataclasses import dataclass
from enum import StrEnum

from intake.rules.codes import RuleCode


class RouteRule(StrEnum):
    """The rule of routing that fired. It never tells which person or wish caused a conflict."""

    EMPLOYER_PLACE_RULE = "employer_place_rule"
    EMPLOYER_PLACE = "employer_place"
    EMPLOYER_RULE = "employer_rule"
    EMPLOYER = "employer"
    NOT_CONFIRMED = "not_confirmed"
    NO_LOCAL_OFFICIAL = "no_local_official"
    STAND_IN = "stand_in"
    OUTSIDE_DEFAULT = "outside_default"
    KEY_UNUSABLE = "key_unusable"


class AlarmCode(StrEnum):
    """What the administrator is told; an alarm is the code, a colon, and a configured key."""

    NO_STAND_IN_LEFT = "no_stand_in_left"
    UNIT_UNUSABLE = "unit_unusable"


@dataclass(frozen=True, slots=True)
class RoutingFacts:
    """The employers and rules of one complaint.

    `agency_ids` holds ids of the complaint's jurisdiction, `<jurisdiction>/<id>` for an employer
    of another jurisdiction of the install, "not_confirmed" once for each employer that no
    configuration lists, and "none" when no local official is named.
    """

    agency_ids: tuple[str, ...]
    rules: frozenset[RuleCode] = frozenset()


@dataclass(frozen=True, slots=True)
class Hints:
    """What was typed, as far as routing needs it; used at sending and never stored."""

    place_id: str | None = None
    excluded_entities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RoutedCase:
    """One employer's part of the complaint and the unit that gets it.

    `jurisdiction` is the employer's, `agency_id` its id there (or the answer in its place);
    `stand_in` is true when another entity than the usual one gets the case.
    """

    agency_id: str
    entity_key: str
    unit_key: str
    rule_fired: RouteRule
    stand_in: bool
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Decision:
    """All cases of a complaint, in the order of the employers, and the alarms to raise."""

    cases: tuple[RoutedCase, ...]
    alarms: tuple[str, ...] = ()


class NobodyLeft(Exception):
    """Every entity that could get a case is excluded; the filer has to let one of them see it."""

    def __init__(self, agency_id: str) -> None:
        self.agency_id = agency_id
        super().__init__(f"no entity is left for {agency_id}")
