"""Oversight entities: what they are, who leads them, and the units that do their work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from intake.accounts.roles import Role
from intake.rules.clock_rules import ClockRules
from intake.rules.codes import Capability, DecidedBy, Otherwise, TwoPersonStep, UnitPart
from intake.rules.duty import Duty
from intake.rules.localtext import LocalText
from intake.rules.retention import Retention


@dataclass(frozen=True, slots=True)
class Principal:
    """Someone whose own conduct the entity cannot judge: its head, a board member.

    `spellings` are every way in which the name is written, `name` among them.
    """

    name: str
    post: LocalText
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """Where paper, photographs and visitors reach the entity."""

    address: LocalText
    phone: str
    hours: LocalText
    how_to_send: LocalText


@dataclass(frozen=True, slots=True)
class SecondPerson:
    """Who may be the second person of a step, and who is it if the entity has none free."""

    roles: tuple[Role, ...]
    otherwise: Otherwise


@dataclass(frozen=True, slots=True)
class Unit:
    """A group of people who hold one key; `key` is its name everywhere in the database."""

    id: str
    key: str
    entity_key: str
    name: LocalText
    part: UnitPart
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """A body that oversees agencies.

    `conflicted_agencies` are the employers it can never judge: its own staff, and the agency of
    which it is a part. `stand_in` is the key of the entity that takes its place. `in_sentence` is
    the name with the article that a sentence needs.
    """

    id: str
    key: str
    jurisdiction: str
    name: LocalText
    in_sentence: LocalText
    what_it_is: LocalText
    capabilities: frozenset[Capability]
    decided_by: DecidedBy
    stand_in: str | None
    front_unit: str
    office: Office
    duty: Duty
    clocks: ClockRules
    retention: Retention
    aliases: tuple[str, ...] = ()
    conflicted_agencies: frozenset[str] = frozenset()
    principals: tuple[Principal, ...] = ()
    units: Mapping[str, Unit] = field(default_factory=lambda: MappingProxyType({}))
    second_person: Mapping[TwoPersonStep, SecondPerson] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def names(self) -> tuple[str, ...]:
        """Its name in each language and its aliases."""
        return (*self.name.values(), *self.aliases)

    def roles(self) -> frozenset[Role]:
        """Every role that somebody in one of its deciding units has."""
        deciding = (unit for unit in self.units.values() if unit.part is UnitPart.DECIDES)
        return frozenset(role for unit in deciding for role in unit.roles)
