"""What is public already when a release is protected; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from intake.numbers.cells import Cell
from intake.protection.system.model import System

Beside = Callable[[System, str], Mapping[Cell, int]]
"""Adds to a system what else was public with the release of a quarter; gives the numbers of the
cells that it added. The period of such a cell is the quarter of the release that made it known.
"""


def nothing_beside(system: System, quarter: str) -> Mapping[Cell, int]:
    """Tables are all that is public."""
    return {}


@dataclass(frozen=True, slots=True)
class EarlierReleases:
    """The releases before.

    Attributes:
        cells: the number of every cell that they decided; None where it is withheld.
        beside: what they say that is not in tables.
    """

    cells: Mapping[Cell, int | None]
    beside: Beside = nothing_beside
