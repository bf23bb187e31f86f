"""All releases of a place up to one of them, asked for single numbers and for series; pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from intake.publication.printed.material import Material, PublishedTable


@dataclass(frozen=True, slots=True)
class Number:
    """A cell that a release decided on: its count, or None where it is withheld."""

    count: int | None


@dataclass(frozen=True)
class History:
    """Releases, the oldest first; the last one is what a page is about.

    A later release changes nothing in a history, so a page made from one stays as it is.
    """

    releases: tuple[Material, ...]

    @property
    def newest(self) -> Material:
        """The release that the page is about."""
        return self.releases[-1]

    @property
    def before(self) -> Material | None:
        """The release before it; None for the first."""
        return self.releases[-2] if len(self.releases) > 1 else None

    def find(self, measure: str, period: str, **where: str) -> Number | None:
        """A number of any release so far; None where none decided on it."""
        for release in reversed(self.releases):
            if release.has(measure, period, **where):
                return Number(release.count(measure, period, **where))
        return None

    def tables_with(self, dimension: str) -> Iterator[PublishedTable]:
        """The newest form of every table that has a dimension, by the newest catalogue first."""
        seen = set()
        for release in reversed(self.releases):
            for table in release.tables:
                if dimension in table.dimensions and table.id not in seen:
                    seen.add(table.id)
                    yield table

    def periods(self, measure: str, level: str, **where: str) -> tuple[str, ...]:
        """The quarters or years in which a number was decided on, the oldest first."""
        found = {
            period
            for release in self.releases
            for table in release.tables
            if table.measure == measure and table.level == level
            for period in table.periods()
        }
        known = (period for period in found if self.find(measure, period, **where) is not None)
        return tuple(sorted(known))

    def values(self, dimension: str) -> tuple[str, ...]:
        """Every value that a dimension had in a catalogue so far, the newest catalogue's first."""
        found: dict[str, None] = {}
        for release in reversed(self.releases):
            entry = release.catalogue["dimensions"].get(dimension, {"values": ()})
            found |= dict.fromkeys(value["id"] for value in entry["values"])
        return tuple(found)
