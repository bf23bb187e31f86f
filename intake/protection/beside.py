"""What is public beside the tables, for who protects them; pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from intake.numbers.cells import Cell
from intake.protection.system import System

Beside = Callable[[System, str], Mapping[Cell, int]]
"""Adds to a system what else was public with the release of a quarter; gives the numbers of the
cells that it added. The period of such a cell is the quarter of the release that made it known.
"""


def nothing_beside(system: System, quarter: str) -> Mapping[Cell, int]:
    """Tables are all that is public."""
    return {}
