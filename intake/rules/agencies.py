"""The public employers of a jurisdiction and the places they run."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from intake.rules.codes import AgencyKind, FacilityKind
from intake.rules.localtext import LocalText


@dataclass(frozen=True, slots=True)
class Facility:
    """A place that an agency runs; its id is unique in the jurisdiction."""

    id: str
    name: LocalText
    kind: FacilityKind
    aliases: tuple[str, ...] = ()

    def names(self) -> tuple[str, ...]:
        """Every name by which people call it."""
        return (*self.name.values(), *self.aliases)


@dataclass(frozen=True, slots=True)
class Agency:
    """An employer of local officials, with every name by which people call it."""

    id: str
    name: LocalText
    kind: AgencyKind
    aliases: tuple[str, ...] = ()
    facilities: Mapping[str, Facility] = field(default_factory=lambda: MappingProxyType({}))

    def names(self) -> tuple[str, ...]:
        """Its name in each language and its aliases."""
        return (*self.name.values(), *self.aliases)
