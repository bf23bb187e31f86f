"""Reads entities.toml: the oversight entities with their units, people and limits."""

from collections.abc import Mapping
from types import MappingProxyType

from intake.accounts.roles import Role
from intake.bedrock.keys import EntityKey, UnitKey
from intake.rules.codes import Capability, DecidedBy, Otherwise, TwoPersonStep, UnitPart
from intake.rules.entities import Entity, Office, Principal, SecondPerson, Unit
from intake.rules.identifiers import read_id
from intake.rules.readers.articles import read_in_sentence
from intake.rules.readers.duty import read_duty
from intake.rules.readers.limits import read_clocks, read_retention
from intake.rules.reading import Table
from intake.rules.retention import Retention
from intake.rules.values import read_phone, unique


def read_entities(
    table: Table, *, slug: str, languages: tuple[str, ...], retention: Retention
) -> Mapping[str, Entity]:
    """The entities by id, in the order of the file."""
    entries = [_read_entity(one, slug, languages, retention) for one in table.tables("entities")]
    table.finish()
    return MappingProxyType(unique(entries, table, "entities", lambda entity: entity.id))


def _read_entity(
    entry: Table, slug: str, languages: tuple[str, ...], retention: Retention
) -> Entity:
    entity_id = read_id(entry)
    key = EntityKey.of(slug, entity_id)
    stand_in = entry.text("stand_in", default="")
    name = entry.local("name", languages)
    entity = Entity(
        id=entity_id,
        key=key,
        jurisdiction=slug,
        name=name,
        in_sentence=read_in_sentence(entry, name, languages),
        what_it_is=entry.local("what_it_is", languages),
        capabilities=frozenset(entry.codes("can", Capability)),
        decided_by=entry.code("decided_by", DecidedBy),
        stand_in=EntityKey.within(slug, stand_in) or None,
        front_unit=UnitKey.of(key, entry.text("front_unit")),
        office=_read_office(entry.table("office"), languages),
        duty=read_duty(entry.table("duty"), languages=languages),
        clocks=read_clocks(entry.table("clocks", optional=True)),
        retention=read_retention(entry.table("retention", optional=True), retention),
        aliases=entry.texts("aliases", optional=True),
        conflicted_agencies=frozenset(entry.texts("conflicted_agencies", optional=True)),
        principals=tuple(_read_principal(one, languages) for one in entry.tables("principals")),
        units=_read_units(entry, key, languages),
        second_person=_read_second_persons(entry.table("second_person")),
    )
    entry.finish()
    return entity


def _read_office(table: Table, languages: tuple[str, ...]) -> Office:
    office = Office(
        address=table.local("address", languages),
        phone=read_phone(table),
        hours=table.local("hours", languages),
        how_to_send=table.local("how_to_send", languages),
    )
    table.finish()
    return office


def _read_principal(entry: Table, languages: tuple[str, ...]) -> Principal:
    name = entry.text("name")
    principal = Principal(
        name=name,
        post=entry.local("post", languages),
        spellings=tuple(dict.fromkeys((name, *entry.texts("spellings", optional=True)))),
    )
    entry.finish()
    return principal


def _read_units(entry: Table, key: str, languages: tuple[str, ...]) -> Mapping[str, Unit]:
    units = [_read_unit(one, key, languages) for one in entry.tables("units")]
    return MappingProxyType(unique(units, entry, "units", lambda unit: unit.id))


def _read_unit(entry: Table, entity_key: str, languages: tuple[str, ...]) -> Unit:
    unit_id = read_id(entry)
    unit = Unit(
        id=unit_id,
        key=UnitKey.of(entity_key, unit_id),
        entity_key=entity_key,
        name=entry.local("name", languages),
        part=entry.code("part", UnitPart, default=UnitPart.DECIDES),
        roles=entry.codes("roles", Role),
    )
    entry.finish()
    return unit


def _read_second_persons(table: Table) -> Mapping[TwoPersonStep, SecondPerson]:
    steps = {}
    for step in TwoPersonStep:
        line = table.table(step)
        if line.content:
            roles = line.codes("roles", Role)
            steps[step] = SecondPerson(roles, line.code("otherwise", Otherwise))
            line.finish()
    table.finish()
    return MappingProxyType(steps)
