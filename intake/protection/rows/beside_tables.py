"""What a row may say beside the public tables: nothing of a number that they withhold; pure.

A row that says agency, ending and quarter counts for the cell of these. If that cell is withheld,
the rows would tell that its number is at least so large.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from intake.numbers.catalogue import Catalogue, Level, ReportTable
from intake.numbers.cells import Cell
from intake.numbers.single_rows import DIMENSIONS, Values
from intake.protection.rows.decided import Numbers
from intake.protection.rows.hierarchies import Hierarchy
from intake.protection.system.row_unknowns import COUNTING_ROWS
from intake.rules.reports import RowField


class BesideTables:
    """Says of a row whether the published tables allow it.

    Args:
        numbers: every cell published so far.
        year: the year that the rows are of.
    """

    def __init__(
        self, catalogue: Catalogue, hierarchies: Sequence[Hierarchy], numbers: Numbers, year: int
    ) -> None:
        self._hierarchies = hierarchies
        self._numbers = numbers
        self._catalogue = catalogue
        self._year = str(year)
        self._tables = [
            table
            for table in catalogue.tables
            if table.measure in COUNTING_ROWS and table.dimensions
        ]

    def __call__(self, row: Values) -> bool:
        """Whether every cell that the row names is shown."""
        named = self._exactly_named(row)
        quarters = self._quarters(row)
        return all(
            self._is_shown(table, dict(values), quarters)
            for table in self._tables
            for values in _parts(table, named)
        )

    def _exactly_named(self, row: Values) -> dict[str, str]:
        found = {}
        for hierarchy, stated in zip(self._hierarchies, row, strict=True):
            dimension = DIMENSIONS.get(hierarchy.field)
            if dimension is None:
                continue
            covered = hierarchy.covers(stated)
            if covered is not None and len(covered) == 1:
                value = next(iter(covered))
                if value in self._catalogue.values_in(dimension.value, int(self._year)):
                    found[dimension.value] = value
        return found

    def _quarters(self, row: Values) -> tuple[str, ...]:
        for hierarchy, stated in zip(self._hierarchies, row, strict=True):
            if (
                hierarchy.field is RowField.ENDED
                and (covered := hierarchy.covers(stated)) is not None
            ):
                return tuple(sorted(covered))
        return tuple(f"{self._year}Q{number}" for number in range(1, 5))

    def _is_shown(
        self, table: ReportTable, values: dict[str, str], quarters: tuple[str, ...]
    ) -> bool:
        yearly = Cell.of(table.measure, self._year, values)
        if table.level is Level.YEAR:
            # A year that is not whole has no yearly tables.
            return self._numbers.get(yearly, 0) is not None
        if len(quarters) > 1 and self._numbers.get(yearly) is not None:
            return True
        cells = (Cell.of(table.measure, quarter, values) for quarter in quarters)
        return all(self._numbers.get(cell) is not None for cell in cells)


def _parts(table: ReportTable, named: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], ...]]:
    """Every cell of a table that named values lead to, but the total."""
    present = [name for name in table.dimensions if name in named]
    for count in range(1, len(present) + 1):
        for chosen in combinations(present, count):
            yield tuple((name, named[name]) for name in chosen)
