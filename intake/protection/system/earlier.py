"""What is public already when a release is protected; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from intake.numbers.cells import Cell
from intake.protection.system.row_table import RowTable


@dataclass(frozen=True, slots=True)
class EarlierReleases:
    """The releases before.

    Attributes:
        cells: the number of every cell that they decided; None where it is withheld.
        rows: the rows that went out beside tables, by the quarter of their release.
    """

    cells: Mapping[Cell, int | None]
    rows: Mapping[str, RowTable] = field(default_factory=dict)
