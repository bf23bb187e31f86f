"""One city, county or state: its policy, employers, overseers, routes and settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from intake.rules.agencies import Agency, Facility
from intake.rules.calendar import Calendar
from intake.rules.codes import Level, RuleCode
from intake.rules.entities import Entity, Unit
from intake.rules.localtext import LocalText
from intake.rules.policy import Policy
from intake.rules.problems import UnknownAgency
from intake.rules.reports import Reports


@dataclass(frozen=True, slots=True)
class Route:
    """A line of the routing table; what is None does not limit it.

    `any_rule` asks that one of the alleged rules is listed, `only_rules` that all of them are.
    """

    agency_id: str
    unit_key: str
    place_id: str | None = None
    any_rule: frozenset[RuleCode] | None = None
    only_rules: frozenset[RuleCode] | None = None

    @property
    def names_rules(self) -> bool:
        """Whether the line is limited to some rules."""
        return self.any_rule is not None or self.only_rules is not None


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number to call now; `checked` is the day on which someone last called it."""

    id: str
    name: LocalText
    phone: str
    what_for: LocalText
    hours: LocalText
    languages: tuple[str, ...]
    checked: date
    urgent: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class OutsideDeadline:
    """A time limit that another law sets and a complaint here does not stop."""

    id: str
    name: LocalText
    days: int
    source: str


@dataclass(frozen=True, slots=True)
class MailRules:
    """How notices to people look and when they go: full hours of the local day."""

    sender_name: LocalText
    resident_notice_hours: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """Everything that holds in one place. `invented` marks an example that is no real place.

    `in_sentence` is the name with the article that a sentence needs. Without `reports` no numbers
    are published.
    """

    slug: str
    name: LocalText
    in_sentence: LocalText
    level: Level
    state: str
    invented: bool
    timezone: ZoneInfo
    languages: tuple[str, ...]
    calendar: Calendar
    policy: Policy
    agencies: Mapping[str, Agency]
    entities: Mapping[str, Entity]
    routes: tuple[Route, ...]
    front_door: str
    outside_default: str
    hotlines: tuple[Hotline, ...]
    outside_deadlines: tuple[OutsideDeadline, ...]
    mail: MailRules
    facilities: Mapping[str, Facility] = field(default_factory=lambda: MappingProxyType({}))
    reports: Reports | None = None

    def agency(self, agency_id: str) -> Agency:
        """The agency with this id; raises UnknownAgency."""
        try:
            return self.agencies[agency_id]
        except KeyError:
            raise UnknownAgency(agency_id) from None

    def units(self) -> tuple[Unit, ...]:
        """The units of all its entities, in the order of the configuration."""
        return tuple(unit for entity in self.entities.values() for unit in entity.units.values())

    def urgent_hotlines(self) -> tuple[Hotline, ...]:
        """The numbers shown to someone who cannot wait."""
        return tuple(hotline for hotline in self.hotlines if hotline.urgent)
