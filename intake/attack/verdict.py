"""What the attacker found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

Where = tuple[tuple[str, str], ...]
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class Cell(NamedTuple):
    """A number that a release shows or withholds: measure, quarter or year, values."""

    measure: str
    period: str
    where: Where

    def __str__(self) -> str:
        values = ", ".join(f"{name}={value}" for name, value in self.where)
        return f"{self.measure} {self.period} ({values or 'total'})"


class Attacker(StrEnum):
    """Who found it: one who reckons with fractions too, or with whole numbers only."""

    LINEAR = "linear"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Found:
    """A cell that the releases give away, and how far: it lies between ``low`` and ``high``.

    A bound that the search did not reach is None.
    """

    measure: str
    period: str
    where: Where
    low: float | None
    high: float | None
    attacker: Attacker


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of an attack. Anything but a clean one keeps a release from going out.

    Attributes:
        exact: withheld cells whose number follows from what is shown.
        narrow: withheld cells known to fewer values than promised.
        undecided: cells for which the search ran out of time; they count as given away.
        faults: what is wrong with the files themselves, in words for the body's own staff.
        cells: how many cells were attacked.
        narrow_before: how many of them are no wider than promised because totals, or the releases
            before their own, say so already; that is no finding.
        exact_before: how many of those follow exactly.
        releases: what was read: the SHA-256 of the checksums of each release, by its folder.
    """

    exact: tuple[Found, ...] = ()
    narrow: tuple[Found, ...] = ()
    undecided: tuple[Found, ...] = ()
    faults: tuple[str, ...] = ()
    cells: int = 0
    narrow_before: int = 0
    exact_before: int = 0
    releases: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all was found."""
        return not (self.exact or self.narrow or self.undecided or self.faults)

    def content(self) -> dict[str, Any]:
        """The same for JSON."""
        return {"clean": self.is_clean, **asdict(self)}
