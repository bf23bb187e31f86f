"""Published rows as part of what anyone may know: how many cases look alike, and what they can be.

Each exact combination that rows of one class can stand for is an unknown more in the linear system.
Every case that ended has a row, or is among those withheld: so these unknowns add up to the cells
of cases. A row that names a rule or a finding has an allegation that was decided, of the case's own
agency and with its end; an allegation need not be named by a row, so that there they are at most
the cells of allegations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from intake.cases.vocabulary import ClosingReason
from intake.numbers.catalogue import Catalogue, Level
from intake.numbers.cells import Cell
from intake.numbers.measures import Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.numbers.single_rows import DIMENSIONS, NONE, SEVERAL, WITHHELD, Values
from intake.protection.errors import CountsInvalid
from intake.protection.layout import cells_of_table
from intake.protection.rows.beside_tables import COUNTING_ROWS
from intake.protection.rows.program import NoAnswer, whole_numbers
from intake.protection.rows.table import RowTable
from intake.protection.system.earlier import Beside
from intake.protection.system.model import QUARTER, Sum, System
from intake.rules.reports import RowField

ROWS, CLASS = "rows", "class"
"""Measure and dimension of the cells that tell how many rows look alike."""

NAMING = (RowField.RULE, RowField.DISPOSITION)
"""What a row says of an allegation that was decided."""


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
    first = len(system.truth)
    cases, allegations = (_Added(system, catalogue, one, rows) for one in COUNTING_ROWS)
    sizes: dict[Cell, int] = {}
    for number, (row, size) in enumerate(sorted(classes.items())):
        for added in (cases, allegations):
            if added is cases or _names_allegation(rows, row):
                cell = Cell.of(ROWS, release, {CLASS: f"{rows.year} {added.measure} {number}"})
                system.cells[cell], sizes[cell] = added.add(row, cell), size
    sums = [*cases.tie(), *allegations.tie()]
    sums += [(system.cells[cell], size, size) for cell, size in sizes.items()]
    for terms in _same_cases(cases, allegations):
        system.links.append(terms)
        sums.append((terms, 0, 0))
    try:
        found = whole_numbers(range(first, len(system.truth)), sums)
    except NoAnswer as error:
        raise CountsInvalid(f"rows of {rows.year} that do not fit the counts") from error
    # Any that fit: what rows stand for in truth is in no count.
    system.truth[first:] = found
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


def _same_cases(cases: _Added, allegations: _Added) -> Iterator[Sum]:
    """A row stands for a case of the agency and the quarter of which its allegations are."""
    shared = [name for name in (Dimension.AGENCY.value, QUARTER) if name in allegations.choices]
    shared = [name for name in shared if name in cases.choices]
    found: dict[tuple[object, ...], Sum] = {}
    naming = {row for _, row, _ in allegations.columns}
    for added, sign in ((cases, 1), (allegations, -1)):
        for column, row, named in added.columns:
            if row in naming:
                key = (row, *(named[name] for name in shared))
                found.setdefault(key, {})[column] = sign
    yield from found.values()


def _names_allegation(rows: RowTable, row: Values) -> bool:
    """Whether a row tells of an allegation that was decided: its rule, or what was found."""
    return any(
        field in NAMING and stated not in (WITHHELD, NONE)
        for field, stated in zip(rows.fields, row, strict=True)
    )


def _quarters(year: int) -> list[str]:
    return [Quarter(year, number).name for number in range(1, 5)]
