"""Method R: round every number to a multiple of the base, so that all sums still add up.

Controlled rounding (Cox, 1987): each number becomes one of the two multiples next to it, and a
multiple stays as it is. Where linked tables leave no such choice, numbers may be one step further
away, and the release says so by its wider window. What was published before stays.

The rounded numbers of all releases could themselves be the true ones: there are unknowns that add
up to them and keep to every relation. Where that is so, nobody can know a true number closer than
within base - 1. For one more of any unknown, and of those that a relation asks for with it, makes
each number that it is part of one greater; base - 1 more of them stay within every window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

import highspy
import numpy as np

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.protection.errors import Unprotectable
from intake.protection.layout import cells_of_table, periods_of
from intake.protection.secret import secret_share
from intake.protection.system.knowledge import Knowledge
from intake.protection.system.model import System

SECONDS = 60.0
Equation = tuple[Cell, tuple[Cell, ...]]
"""A cell, and those that add up to it."""


def round_release(knowledge: Knowledge, seed: bytes) -> tuple[dict[Cell, int], int]:
    """The rounded numbers of a release's cells, and the window in which the true ones lie.

    Args:
        knowledge: what is shown fits it as the true numbers do, if that can be.
        seed: secret; decides between roundings that are as near.

    Raises:
        CountsInvalid: the frozen counts do not fit the catalogue or their relations.
        Unprotectable: an earlier number does not fit the counts, or no rounding adds up.
    """
    catalogue, release = knowledge.counts.catalogue, knowledge.counts.release
    system = knowledge.tables(release.name)
    numbers = {cell: system.value(terms) for cell, terms in system.cells.items()}
    history = _shown_before(knowledge.decided_before(system), numbers, catalogue.base)
    rounding = _Rounding(catalogue.base, numbers, history, seed)
    equations = tuple(equations_of(catalogue, release, set(numbers)))
    for fitted, reach in product((system, None), (0, 1)):
        found = rounding.solve(equations, reach, fitted)
        if found is not None:
            return found, (reach + 1) * catalogue.base - 1
    raise Unprotectable("no rounding lets all sums add up")


def _shown_before(
    before: Mapping[Cell, int | None], numbers: Mapping[Cell, int], base: int
) -> dict[Cell, int]:
    shown = {cell: number for cell, number in before.items() if number is not None}
    if len(shown) < len(before):
        raise Unprotectable("an earlier release withheld numbers: one body keeps to one method")
    for cell, number in shown.items():
        if abs(number - numbers[cell]) >= 2 * base:
            raise Unprotectable(f"an earlier release shows another number: {cell}")
    return shown


def equations_of(catalogue: Catalogue, release: Quarter, known: set[Cell]) -> Iterator[Equation]:
    """Every margin with the cells under it, and every year's total with its quarters'."""
    for table in catalogue.tables:
        for period in periods_of(catalogue, table, release):
            for cell in cells_of_table(catalogue, table, period):
                yield from _under(catalogue, cell, table.dimensions)
            if len(period) == 4:
                yield from _over_quarters(table.measure, period, known)


def _under(catalogue: Catalogue, cell: Cell, dimensions: Iterable[str]) -> Iterator[Equation]:
    where = dict(cell.where)
    for name in dimensions:
        if name not in where:
            below = (where | {name: value} for value in catalogue.values(name))
            yield cell, tuple(Cell.of(cell.measure, cell.period, one) for one in below)


def _over_quarters(measure: str, year: str, known: set[Cell]) -> Iterator[Equation]:
    counted = Measure.CASES_RECEIVED if measure == Measure.CASES_OF_YEAR else measure
    quarters = tuple(Cell(counted, f"{year}Q{number}") for number in range(1, 5))
    if known.issuperset(quarters):
        yield Cell(measure, year), quarters


class _Rounding:
    """Multiples of the base as whole unknowns, one for each cell of the release.

    Args:
        numbers: the true numbers of all cells.
        history: what earlier releases show.
    """

    def __init__(
        self, base: int, numbers: Mapping[Cell, int], history: Mapping[Cell, int], seed: bytes
    ) -> None:
        self._base = base
        self._numbers = numbers
        self._history = history
        self._seed = seed
        self._at = {cell: place for place, cell in enumerate(sorted(set(numbers) - set(history)))}

    def solve(
        self, equations: Iterable[Equation], reach: int, system: System | None
    ) -> dict[Cell, int] | None:
        """The nearest multiples that add up; None where none do.

        Args:
            reach: how many multiples further than the next one a number may be.
            system: what the rounded numbers have to fit.
        """
        solver = highspy.Highs()  # type: ignore[no-untyped-call]
        solver.silent()
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("time_limit", SECONDS)
        self._add_columns(solver, reach)
        self._price(solver)
        for total, parts in equations:
            self._add_row(solver, {total: -1} | dict.fromkeys(parts, 1), 0)
        for cells, error in self._years():
            self._add_row(solver, dict.fromkeys(cells, 1), error, self._base - 1)
        if system is not None:
            self._fit(solver, system)
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution = solver.getSolution().col_value
        return {cell: self._base * round(solution[place]) for cell, place in self._at.items()}

    def _add_columns(self, solver: highspy.Highs, reach: int) -> None:
        for cell in self._at:
            floor, over = divmod(self._numbers[cell], self._base)
            solver.addVar(float(max(0, floor - reach)), float(floor + (over > 0) + reach))
        count = len(self._at)
        places = np.arange(count, dtype=np.int32)
        solver.changeColsIntegrality(count, places, np.full(count, highspy.HighsVarType.kInteger))

    def _price(self, solver: highspy.Highs) -> None:
        """Prefer the nearer multiple: each number pays for how far its own is, either way."""
        for cell, place in self._at.items():
            away = solver.getNumCol()
            solver.addVar(0.0, highspy.kHighsInf)
            solver.changeColCost(away, 1 + secret_share(self._seed, repr(cell)) / 16)
            for sign in (1, -1):
                columns = np.array([place, away], dtype=np.int32)
                values = np.array([float(sign * self._base), -1.0])
                number = float(sign * self._numbers[cell])
                solver.addRow(-highspy.kHighsInf, number, 2, columns, values)

    def _years(self) -> Iterator[tuple[tuple[Cell, ...], int]]:
        """The quarters of a year so far, whose totals together stay as near as one does."""
        for cell in self._at:
            if not cell.is_total or cell.is_yearly:
                continue
            quarters = (Cell(cell.measure, f"{cell.year}Q{number}") for number in range(1, 5))
            so_far = tuple(one for one in quarters if one in self._history or one == cell)
            yield so_far, sum(self._numbers[one] for one in so_far)

    def _add_row(
        self, solver: highspy.Highs, terms: Mapping[Cell, int], number: int, window: int = 0
    ) -> None:
        """Hold a sum of shown numbers at a number, or within a window of it."""
        shown = {cell: n for cell, n in terms.items() if cell in self._history}
        rest = number - sum(n * self._history[cell] for cell, n in shown.items())
        free = {self._at[cell]: n * self._base for cell, n in terms.items() if cell in self._at}
        columns = np.array(list(free), dtype=np.int32)
        values = np.array(list(free.values()), dtype=float)
        solver.addRow(float(rest - window), float(rest + window), len(free), columns, values)

    def _fit(self, solver: highspy.Highs, system: System) -> None:
        """Ask for unknowns that the rounded numbers are the sums of, and that keep to all
        relations.
        """
        first, count = solver.getNumCol(), len(system.truth)
        solver.addVars(count, np.zeros(count), np.full(count, highspy.kHighsInf))

        def row(terms: Mapping[int, int], more: Mapping[int, int], low: float, high: float) -> None:
            columns = np.array([*(first + one for one in terms), *more], dtype=np.int32)
            values = np.array([*terms.values(), *more.values()], dtype=float)
            solver.addRow(low, high, len(columns), columns, values)

        for cell, terms in system.cells.items():
            number = float(self._history.get(cell, 0))
            rounded = {self._at[cell]: -self._base} if cell in self._at else {}
            row(terms, rounded, number, number)
        for link in system.links:
            row(link, {}, 0.0, 0.0)
        for limit in system.limits:
            row(limit, {}, -highspy.kHighsInf, 0.0)
