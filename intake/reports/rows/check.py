"""Whether rows beside all published tables give a withheld number away; fails closed.

The linear system of everything that anyone may know gets one unknown more for each exact
combination that rows of one class can stand for. Every case that ended has a row, or is among those
withheld: so these unknowns add up to the cells of cases. An allegation need not be in a row: there
they are at most the cells of allegations.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from intake.reports.catalogue import Catalogue, Level
from intake.reports.cells import Cell, Cube
from intake.reports.disclosure.layout import cells_of_table
from intake.reports.disclosure.system import Sum, System, build_system
from intake.reports.measures import Measure
from intake.reports.quarters import Quarter
from intake.reports.rows.beside_tables import COUNTING_ROWS, Numbers, boxes
from intake.reports.rows.generalise import Generalised
from intake.reports.rows.ladders import DIMENSIONS, WITHHELD, Ladder, Values
from intake.reports.rows.program import Known, NoAnswer

WHOLE = 1e-6
QUARTER = "quarter"
CLASS = "class"
NEIGHBOURS = (*COUNTING_ROWS, Measure.CASES_RECEIVED)
"""The measures whose cells rows could give away: their own, and one that relations tie to them."""


def gives_nothing_away(
    catalogue: Catalogue,
    *,
    year: int,
    cube: Cube,
    numbers: Numbers,
    ladders: Sequence[Ladder],
    found: Generalised,
) -> bool:
    """Whether every withheld cell of a year stays as uncertain as it was, or k - 1 wide.

    Args:
        cube: the frozen counts of every quarter so far.
        numbers: what the releases so far decided.
    """
    cells = [cell for cell in numbers if cell.is_yearly or cell.period >= catalogue.first_period]
    quarters = _quarters(catalogue, max(quarter for _, quarter in cube))
    system = build_system(catalogue, quarters, cube, [*cells, *_table_cells(catalogue, year)])
    shown = {cell: number for cell in cells if (number := numbers[cell]) is not None}
    before = Known(system, shown)
    known = {**shown, **_add_rows(system, catalogue, year, ladders, found)}
    after = Known(system, known)
    asked = [
        cell
        for cell in cells
        if numbers[cell] is None and cell.measure in NEIGHBOURS and cell.year == str(year)
    ]
    return all(_stays_wide(system.cells[cell], before, after, catalogue.k) for cell in asked)


def _stays_wide(terms: Sum, before: Known, after: Known, k: int) -> bool:
    try:
        low, high = after.reach(terms)
        if high - low >= k - 1 - WHOLE or low >= k - WHOLE:
            return True
        was_low, was_high = before.reach(terms)
    except NoAnswer:
        # The rows do not fit the tables, or the search did not end.
        return False
    return high - low >= min(k - 1, was_high - was_low) - WHOLE


def _add_rows(
    system: System, catalogue: Catalogue, year: int, ladders: Sequence[Ladder], found: Generalised
) -> Mapping[Cell, int]:
    """Unknowns for what rows stand for; gives the known size of each class."""
    classes = Counter(found.rows)
    if found.withheld:
        classes[(WITHHELD,) * len(ladders)] += found.withheld
    sizes: dict[Cell, int] = {}
    for measure in COUNTING_ROWS:
        added = _Added(system, catalogue, measure, year)
        for number, (row, size) in enumerate(sorted(classes.items())):
            if measure is Measure.ALLEGATIONS_DECIDED and not _names_allegation(ladders, row):
                continue
            terms = added.add(ladders, row)
            cell = Cell.of("rows", str(year), {CLASS: f"{measure} {number}"})
            system.cells[cell], sizes[cell] = terms, size
        added.link()
    return sizes


class _Added:
    """The unknowns of all classes for one measure, tied to the cells of its tables."""

    def __init__(self, system: System, catalogue: Catalogue, measure: Measure, year: int) -> None:
        self._system = system
        self._measure = measure
        self._year = year
        self._catalogue = catalogue
        own = {one.value for one in DIMENSIONS.values()}
        used = dict.fromkeys(
            name
            for table in catalogue.tables
            if table.measure == measure
            for name in table.dimensions
            if name in own
        )
        self._choices = {name: catalogue.values(name) for name in used}
        names = (quarter.name for quarter in _quarters(catalogue, f"{year}Q4"))
        self._choices[QUARTER] = tuple(name for name in names if name[:4] == str(year))
        self._columns: dict[tuple[str, ...], list[int]] = {}

    def add(self, ladders: Sequence[Ladder], row: Values) -> Sum:
        """One unknown for each exact combination that the row can stand for."""
        terms: Sum = {}
        for values in boxes(ladders, row, self._choices):
            column = len(self._system.truth)
            self._system.truth.append(0)
            self._columns.setdefault(values, []).append(column)
            terms[column] = 1
        return terms

    def link(self) -> None:
        """Tie the unknowns to every cell of the measure's tables in that year."""
        for cell in _table_cells(self._catalogue, self._year):
            if cell.measure == self._measure:
                terms = dict.fromkeys(self._standing_for(cell), 1)
                terms |= {column: -n for column, n in self._system.cells[cell].items()}
                exact = self._measure is Measure.CASES_ENDED
                (self._system.links if exact else self._system.limits).append(terms)

    def _standing_for(self, cell: Cell) -> list[int]:
        wanted = dict(cell.where) | ({} if cell.is_yearly else {QUARTER: cell.period})
        names = tuple(self._choices)
        return [
            column
            for values, columns in self._columns.items()
            if wanted.items() <= dict(zip(names, values, strict=True)).items()
            for column in columns
        ]


def _names_allegation(ladders: Sequence[Ladder], row: Values) -> bool:
    """Whether a row tells of an allegation that was decided: its rule, or what was found."""
    wanted = ("rule", "disposition")
    return any(
        ladder.field in wanted and _is_code(ladder, stated)
        for ladder, stated in zip(ladders, row, strict=True)
    )


def _is_code(ladder: Ladder, stated: str) -> bool:
    return stated not in (WITHHELD, "none", "several")


def _table_cells(catalogue: Catalogue, year: int) -> list[Cell]:
    whole = catalogue.first_period <= Quarter(year, 1).name
    found: dict[Cell, None] = {}
    for table in catalogue.tables:
        if table.measure not in COUNTING_ROWS:
            continue
        if table.level is Level.YEAR:
            periods = [str(year)] if whole else []
        else:
            names = (f"{year}Q{number}" for number in range(1, 5))
            periods = [name for name in names if name >= catalogue.first_period]
        for period in periods:
            found |= dict.fromkeys(cells_of_table(catalogue, table, period))
    return list(found)


def _quarters(catalogue: Catalogue, last: str) -> list[Quarter]:
    quarter = Quarter(int(catalogue.first_period[:4]), int(catalogue.first_period[5]))
    found = []
    while quarter.name <= last:
        found.append(quarter)
        quarter = quarter.after()
    return found
