"""All jurisdictions of an install, found by key; frozen once loaded."""

from collections.abc import Mapping
from dataclasses import dataclass

from intake.bedrock.keys import EntityKey, UnitKey
from intake.rules.entities import Entity, Unit
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.problems import UnknownEntity, UnknownJurisdiction, UnknownUnit


@dataclass(frozen=True, slots=True)
class Configuration:
    """The jurisdictions by slug; `version` is twelve hex digits of a hash over all files."""

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
        parts = EntityKey(key)
        try:
            return self.jurisdictions[parts.place].entities[parts.id]
        except KeyError:
            raise UnknownEntity(key) from None

    def unit(self, key: str) -> Unit:
        """The unit with this global key; raises UnknownUnit."""
        parts = UnitKey(key)
        try:
            return self.entity(parts.entity).units[parts.id]
        except (KeyError, UnknownEntity):
            raise UnknownUnit(key) from None

    def units(self) -> tuple[Unit, ...]:
        """Every unit of the install, in the order of the configuration."""
        return tuple(unit for place in self.jurisdictions.values() for unit in place.units())
