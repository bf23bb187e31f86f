"""Published rows as part of what anyone may know: how many cases look alike, and what they can be.

Each exact combination that rows of one class can stand for is an unknown more in the linear system.
Every case that ended has a row, or is among those withheld: so these unknowns add up to the cells
of cases. An allegation need not be in a row: there they are at most the cells of allegations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from intake.reports.catalogue import Catalogue, Level
from intake.reports.cells import Cell
from intake.reports.disclosure.beside import Beside
from intake.reports.disclosure.errors import CountsInvalid
from intake.reports.disclosure.layout import cells_of_table
from intake.reports.disclosure.system import QUARTER, Sum, System
from intake.reports.measures import Measure
from intake.reports.quarters import Quarter
from intake.reports.rows.beside_tables import COUNTING_ROWS
from intake.reports.rows.ladders import DIMENSIONS, WITHHELD, Values
from intake.reports.rows.program import NoAnswer, whole_numbers
from intake.reports.rows.table import RowTable
from intake.rules.reports import RowField

ROWS, CLASS = "rows", "class"
"""Measure and dimension of the cells that tell how many rows look alike."""

NAMING = (RowField.RULE, RowField.DISPOSITION)
"""What a row says of an allegation that was decided."""

NO_ONE = ("none", "several")


def add_classes(
    system: System, catalogue: Catalogue, rows: RowTable, release: str
) -> Mapping[Cell, int]:
    """Add what the rows of a year can stand for; gives how many look alike, by cells of their own.

    Args:
        release: the quarter whose release holds the rows.

    Raises:
        CountsInvalid: the rows do not fit the counts.
    """
    classes = Counter(rows.rows)
    if rows.withheld:
        classes[(WITHHELD,) * len(rows.fields)] += rows.withheld
    sizes: dict[Cell, int] = {}
    for measure in COUNTING_ROWS:
        added = _Added(system, catalogue, measure, rows)
        for number, (row, size) in enumerate(sorted(classes.items())):
            if measure is Measure.ALLEGATIONS_DECIDED and not _names_allegation(rows, row):
                continue
            cell = Cell.of(ROWS, release, {CLASS: f"{rows.year} {measure} {number}"})
            system.cells[cell], sizes[cell] = added.add(row, cell), size
        added.tie(sizes)
    return sizes


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


def known_rows(catalogue: Catalogue, published: Mapping[str, RowTable]) -> Beside:
    """What published rows add to a system as it was with the release of a quarter.

    Args:
        published: the rows, by the quarter of their release.
    """

    def add(system: System, quarter: str) -> Mapping[Cell, int]:
        sizes: dict[Cell, int] = {}
        for release, rows in published.items():
            if release <= quarter:
                sizes |= add_classes(system, catalogue, rows, release)
        return sizes

    return add


class _Added:
    """The unknowns of all classes for one measure, tied to the cells of its tables."""

    def __init__(
        self, system: System, catalogue: Catalogue, measure: Measure, rows: RowTable
    ) -> None:
        self._system = system
        self._measure = measure
        self._rows = rows
        self._cells = [
            cell
            for cell in tables_cells(catalogue, rows.year)
            if cell.measure == measure and cell in system.cells
        ]
        own = {one.value for one in DIMENSIONS.values()}
        used = dict.fromkeys(name for cell in self._cells for name in cell.dimensions)
        self._choices = {name: catalogue.values(name) for name in used if name in own}
        self._choices[QUARTER] = tuple(
            name for name in _quarters(rows.year) if name >= catalogue.first_period
        )
        self._columns: dict[tuple[str, ...], list[int]] = {}
        self._first = len(system.truth)

    def add(self, row: Values, cell: Cell) -> Sum:
        """One unknown for each exact combination that the row can stand for."""
        terms: Sum = {}
        for values in self._boxes(row):
            column = len(self._system.truth)
            self._system.truth.append(0)
            pairs = zip(self._choices, values, strict=True)
            named = tuple(sorted((*pairs, *cell.where)))
            self._system.names.append((ROWS, self._rows.year, named))
            self._columns.setdefault(values, []).append(column)
            terms[column] = 1
        return terms

    def tie(self, sizes: Mapping[Cell, int]) -> None:
        """Tie the unknowns to every cell of the measure's tables in that year, and give them true
        numbers: any that fit, as what rows stand for in truth is in no count.
        """
        exact = self._measure is Measure.CASES_ENDED
        sums: list[tuple[Sum, int, int]] = []
        for cell in self._cells:
            if not set(cell.dimensions) <= self._choices.keys():
                continue
            number = self._system.value(self._system.cells[cell])
            standing = dict.fromkeys(self._standing_for(cell), 1)
            sums.append((standing, number if exact else 0, number))
            terms = standing | {column: -n for column, n in self._system.cells[cell].items()}
            (self._system.links if exact else self._system.limits).append(terms)
        own = range(self._first, len(self._system.truth))
        for cell, size in sizes.items():
            terms = self._system.cells[cell]
            if own.start <= next(iter(terms), -1):
                sums.append((terms, size, size))
        try:
            found = whole_numbers(own, sums)
        except NoAnswer as error:
            raise CountsInvalid(f"rows of {self._rows.year} that do not fit the counts") from error
        self._system.truth[own.start :] = found

    def _boxes(self, row: Values) -> Iterator[tuple[str, ...]]:
        allowed: dict[str, Sequence[str]] = dict(self._choices)
        for field, stated in zip(self._rows.fields, row, strict=True):
            dimension = DIMENSIONS.get(field)
            name = QUARTER if dimension is None else dimension.value
            covered = self._rows.covers(field, stated)
            if name in allowed and covered is not None and covered & set(self._choices[name]):
                allowed[name] = [value for value in self._choices[name] if value in covered]
        yield from product(*allowed.values())

    def _standing_for(self, cell: Cell) -> list[int]:
        wanted = dict(cell.where) | ({} if cell.is_yearly else {QUARTER: cell.period})
        return [
            column
            for values, columns in self._columns.items()
            if wanted.items() <= dict(zip(self._choices, values, strict=True)).items()
            for column in columns
        ]


def _names_allegation(rows: RowTable, row: Values) -> bool:
    """Whether a row tells of an allegation that was decided: its rule, or what was found."""
    return any(
        field in NAMING and stated not in (WITHHELD, *NO_ONE)
        for field, stated in zip(rows.fields, row, strict=True)
    )


def _quarters(year: int) -> list[str]:
    return [Quarter(year, number).name for number in range(1, 5)]
