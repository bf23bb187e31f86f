"""What published rows can stand for: one more unknown for each exact combination; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from intake.cases.vocabulary import ClosingReason
from intake.numbers.catalogue import Catalogue, Level
from intake.numbers.cells import Cell
from intake.numbers.measures import Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.numbers.single_rows import DIMENSIONS, NONE, SEVERAL, Values
from intake.protection.layout import cells_of_table
from intake.protection.system.model import QUARTER, Sum, System
from intake.protection.system.row_table import RowTable
from intake.rules.reports import RowField

COUNTING_ROWS = (Measure.CASES_ENDED, Measure.ALLEGATIONS_DECIDED)
"""What a row is counted in: the case that ended, and what was decided with its end."""

ROWS = "rows"
"""The measure of the cells that tell how many rows look alike."""

NAMING = (RowField.RULE, RowField.DISPOSITION)
"""What a row says of an allegation that was decided."""


class RowUnknowns:
    """The unknowns of all classes for one measure, tied to the cells of its tables."""

    def __init__(
        self, system: System, catalogue: Catalogue, measure: Measure, rows: RowTable
    ) -> None:
        self.measure = measure
        self._system = system
        self._rows = rows
        own = {one.value for one in DIMENSIONS.values()}
        cells = [cell for cell in tables_cells(catalogue, rows.year) if cell.measure == measure]
        used = dict.fromkeys(name for cell in cells for name in cell.dimensions)
        self.choices = {name: catalogue.values_in(name, rows.year) for name in used if name in own}
        self.choices[QUARTER] = tuple(
            name for name in _quarters(rows.year) if name >= catalogue.first_period
        )
        self._cells = [
            cell
            for cell in cells
            if cell in system.cells and set(cell.dimensions) <= self.choices.keys()
        ]
        self.columns: list[tuple[int, Values, dict[str, str]]] = []

    def add(self, row: Values, cell: Cell) -> Sum:
        """One unknown for each exact combination that the row can stand for."""
        terms: Sum = {}
        for values in product(*self._allowed(row).values()):
            column = len(self._system.truth)
            self._system.truth.append(0)
            named = dict(zip(self.choices, values, strict=True))
            pairs = tuple(sorted((*named.items(), *cell.where)))
            self._system.names.append((ROWS, self._rows.year, pairs))
            self.columns.append((column, row, named))
            terms[column] = 1
        return terms

    def tie(self) -> Iterator[tuple[Sum, int, int]]:
        """Tie the unknowns to every cell of the measure's tables in that year; gives the sums of
        unknowns, the least and the greatest that each can be.
        """
        exact = self.measure is Measure.CASES_ENDED
        by_names: dict[tuple[str, ...], dict[tuple[str, ...], Sum]] = {}
        for cell in self._cells:
            wanted = dict(cell.where) | ({} if cell.is_yearly else {QUARTER: cell.period})
            names = tuple(wanted)
            if names not in by_names:
                by_names[names] = self._standing_by(names)
            standing = by_names[names].get(tuple(wanted.values()), {})
            number = self._system.value(self._system.cells[cell])
            yield standing, number if exact else 0, number
            terms = standing | {column: -n for column, n in self._system.cells[cell].items()}
            (self._system.links if exact else self._system.limits).append(terms)

    def _allowed(self, row: Values) -> dict[str, Sequence[str]]:
        allowed: dict[str, Sequence[str]] = dict(self.choices)
        stated = dict(zip(self._rows.fields, row, strict=True))
        for field, value in stated.items():
            dimension = DIMENSIONS.get(field)
            name = QUARTER if dimension is None else dimension.value
            covered = self._rows.covers(field, value)
            if name in allowed and covered is not None and covered & set(self.choices[name]):
                allowed[name] = [one for one in self.choices[name] if one in covered]
        if Dimension.ENDING in allowed and NONE in (stated.get(field) for field in NAMING):
            # Findings are what was decided of an allegation.
            ending = Dimension.ENDING.value
            allowed[ending] = [one for one in allowed[ending] if one != ClosingReason.FINDINGS]
        return allowed

    def _standing_by(self, names: tuple[str, ...]) -> dict[tuple[str, ...], Sum]:
        """By the values of some dimensions, what rows stand for, and how many it counts at least.

        A row that says of a dimension that a case has several values counts twice where none of
        them is named.
        """
        found: dict[tuple[str, ...], Sum] = {}
        for column, row, named in self.columns:
            several = self.measure is Measure.ALLEGATIONS_DECIDED and any(
                value == SEVERAL and field in NAMING and DIMENSIONS[field].value not in names
                for field, value in zip(self._rows.fields, row, strict=True)
            )
            found.setdefault(tuple(named[name] for name in names), {})[column] = 1 + several
        return found


def tables_cells(catalogue: Catalogue, year: int) -> list[Cell]:
    """The cells of a year in which the cases of rows are counted."""
    whole = catalogue.first_period <= Quarter(year, 1).name
    found: dict[Cell, None] = {}
    for table in catalogue.tables:
        if table.measure not in COUNTING_ROWS:
            continue
        if table.level is Level.YEAR:
            periods = [str(year)] if whole else []
        else:
            periods = [name for name in _quarters(year) if name >= catalogue.first_period]
        for period in periods:
            found |= dict.fromkeys(cells_of_table(catalogue, table, period))
    return list(found)


def _quarters(year: int) -> list[str]:
    return [Quarter(year, number).name for number in range(1, 5)]
