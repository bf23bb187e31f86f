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

import hmac
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
from intake.protection.system import System

SECONDS = 60.0
Equation = tuple[Cell, tuple[Cell, ...]]
"""A cell, and those that add up to it."""


def round_cells(
    catalogue: Catalogue,
    release: Quarter,
    system: System,
    history: Mapping[Cell, int],
    seed: bytes,
) -> tuple[dict[Cell, int], int]:
    """The rounded numbers of a release's cells, and the window in which the true ones lie.

    Args:
        system: the cells of this release and of all before, with their true numbers; what is shown
            fits it as these do, if that can be.
        history: what earlier releases show.
        seed: secret; decides between roundings that are as near.

    Raises:
        Unprotectable: an earlier number does not fit the counts, or no rounding adds up.
    """
    numbers = {cell: system.value(terms) for cell, terms in system.cells.items()}
    for cell, shown in history.items():
        if abs(shown - numbers[cell]) >= 2 * catalogue.base:
            raise Unprotectable(f"an earlier release shows another number: {cell}")
    new = sorted(set(numbers) - set(history))
    equations = tuple(equations_of(catalogue, release, set(numbers)))
    for fitted, reach in product((system, None), (0, 1)):
        found = _solve(catalogue.base, reach, numbers, history, new, equations, seed, fitted)
        if found is not None:
            return found, (reach + 1) * catalogue.base - 1
    raise Unprotectable("no rounding lets all sums add up")


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


def _solve(
    base: int,
    reach: int,
    numbers: Mapping[Cell, int],
    history: Mapping[Cell, int],
    new: list[Cell],
    equations: tuple[Equation, ...],
    seed: bytes,
    system: System | None,
) -> dict[Cell, int] | None:
    """Multiples of the base as whole unknowns; None where none add up."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.silent()
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("time_limit", SECONDS)
    at: dict[Cell, int] = {}
    for cell in new:
        at[cell] = len(at)
        low, high = _bounds(numbers[cell], base, reach)
        solver.addVar(float(low), float(high))
    count = len(at)
    solver.changeColsIntegrality(
        count, np.arange(count, dtype=np.int32), np.full(count, highspy.HighsVarType.kInteger)
    )
    _price(solver, at, numbers, base, seed)
    for total, parts in equations:
        _add_row(solver, at, history, base, {total: -1} | dict.fromkeys(parts, 1), 0)
    for cells, error in _years(numbers, new, history):
        _add_row(solver, at, history, base, dict.fromkeys(cells, 1), error, base - 1)
    if system is not None:
        _fit(solver, at, history, base, system)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = solver.getSolution().col_value
    return {cell: base * round(solution[place]) for cell, place in at.items()}


def _fit(
    solver: highspy.Highs,
    at: Mapping[Cell, int],
    history: Mapping[Cell, int],
    base: int,
    system: System,
) -> None:
    """Ask for unknowns that the rounded numbers are the sums of, and that keep to all relations."""
    first, count = solver.getNumCol(), len(system.truth)
    solver.addVars(count, np.zeros(count), np.full(count, highspy.kHighsInf))

    def row(terms: Mapping[int, int], more: Mapping[int, int], low: float, high: float) -> None:
        columns = np.array([*(first + one for one in terms), *more], dtype=np.int32)
        values = np.array([*terms.values(), *more.values()], dtype=float)
        solver.addRow(low, high, len(columns), columns, values)

    for cell, terms in system.cells.items():
        number = float(history.get(cell, 0))
        row(terms, {at[cell]: -base} if cell in at else {}, number, number)
    for link in system.links:
        row(link, {}, 0.0, 0.0)
    for limit in system.limits:
        row(limit, {}, -highspy.kHighsInf, 0.0)


def _bounds(number: int, base: int, reach: int) -> tuple[int, int]:
    floor, over = divmod(number, base)
    return max(0, floor - reach), floor + (over > 0) + reach


def _price(
    solver: highspy.Highs,
    at: Mapping[Cell, int],
    numbers: Mapping[Cell, int],
    base: int,
    seed: bytes,
) -> None:
    """Prefer the nearer multiple: each number pays for how far its own is, either way."""
    for cell, place in at.items():
        away = solver.getNumCol()
        solver.addVar(0.0, highspy.kHighsInf)
        digest = hmac.digest(seed, repr(cell).encode(), "sha256")
        solver.changeColCost(away, 1 + int.from_bytes(digest[:4], "big") / 2**36)
        for sign in (1, -1):
            columns = np.array([place, away], dtype=np.int32)
            values = np.array([float(sign * base), -1.0])
            solver.addRow(-highspy.kHighsInf, float(sign * numbers[cell]), 2, columns, values)


def _years(
    numbers: Mapping[Cell, int], new: list[Cell], history: Mapping[Cell, int]
) -> Iterator[tuple[tuple[Cell, ...], int]]:
    """The quarters of a year so far, whose totals together stay as near as one does."""
    for cell in new:
        if not cell.is_total or cell.is_yearly:
            continue
        quarters = (Cell(cell.measure, f"{cell.year}Q{number}") for number in range(1, 5))
        so_far = tuple(one for one in quarters if one in history or one == cell)
        yield so_far, sum(numbers[one] for one in so_far)


def _add_row(
    solver: highspy.Highs,
    at: Mapping[Cell, int],
    history: Mapping[Cell, int],
    base: int,
    terms: Mapping[Cell, int],
    number: int,
    window: int = 0,
) -> None:
    """Hold a sum of shown numbers at a number, or within a window of it."""
    rest = number - sum(n * history[cell] for cell, n in terms.items() if cell in history)
    free = {at[cell]: n * base for cell, n in terms.items() if cell in at}
    columns = np.array(list(free), dtype=np.int32)
    values = np.array(list(free.values()), dtype=float)
    solver.addRow(float(rest - window), float(rest + window), len(free), columns, values)
