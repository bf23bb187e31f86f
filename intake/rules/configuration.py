"""All jurisdictions of an install, found by key; frozen once loaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.rules.entities import Entity, Unit
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.problems import UnknownEntity, UnknownJurisdiction, UnknownUnit


@dataclass(frozen=True, slots=True)
class Configuration:
    """The jurisdictions by slug; `version` is twelve hex digits of a hash over all files.

    Global keys: an entity is `<jurisdiction>/<entity>`, a unit
    `<jurisdiction>/<entity>/<unit>`.
    """

    jurisdictions: Mapping[str, Jurisdiction]
    version: str

    def jurisdiction(self, slug: str) -> Jurisdiction:
        """The jurisdiction with this slug; raises UnknownJurisdiction."""
        try:
            return self.jurisdictions[slug]
        except KeyError:
            raise UnknownJurisdiction(slug) from None

    def entity(self, key: str) -> Entity:
        """The entity with this global key; raises UnknownEntity."""
        slug, _, entity_id = key.partition("/")
        try:
            return self.jurisdictions[slug].entities[entity_id]
        except KeyError:
            raise UnknownEntity(key) from None

    def unit(self, key: str) -> Unit:
        """The unit with this global key; raises UnknownUnit."""
        entity_key, _, unit_id = key.rpartition("/")
        try:
            return self.entity(entity_key).units[unit_id]
        except (KeyError, UnknownEntity):
            raise UnknownUnit(key) from None

    def units(self) -> tuple[Unit, ...]:
        """Every unit of the install, in the order of the configuration."""
        return tuple(unit for place in self.jurisdictions.values() for unit in place.units())
