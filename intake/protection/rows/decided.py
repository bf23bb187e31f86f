"""What is decided already when the rows of a year are made; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell, Cube
from intake.protection.system.row_table import RowTable

Numbers = Mapping[Cell, int | None]
"""Cells that are decided: their numbers, or None where they are withheld."""


@dataclass(frozen=True, slots=True)
class Decided:
    """The tables beside which rows go out, and the counts behind them.

    Attributes:
        cube: the frozen counts of every quarter so far.
        numbers: every cell that is decided, those of the release too that the rows go out with.
        rows: the rows that are public already, by the quarter of their release.
    """

    catalogue: Catalogue
    cube: Cube
    numbers: Numbers
    rows: Mapping[str, RowTable] = field(default_factory=dict)
