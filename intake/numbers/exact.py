"""The true number of every cell of a release: for the body itself, never for publication; pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from intake.numbers.cells import Cell, Cube
from intake.numbers.measures import MEASURES, STILL_OPEN, Dimension, Measure

Sums = Mapping[tuple[str, ...], int]


def exact_numbers(cells: Iterable[Cell], cube: Cube) -> dict[Cell, int]:
    """What each cell counts.

    Args:
        cube: the frozen counts of all quarters that the cells are about.
    """

    @cache
    def summed(measure: str, period: str, names: tuple[str, ...]) -> Sums:
        if measure == Measure.CASES_OF_YEAR:
            return _cohort(cube, period, names)
        return _sums(cube, Measure(measure), period, names)

    return {
        cell: summed(cell.measure, cell.period, cell.dimensions).get(
            tuple(value for _, value in cell.where), 0
        )
        for cell in cells
    }


def _sums(cube: Cube, measure: Measure, period: str, names: tuple[str, ...]) -> Sums:
    found: Counter[tuple[str, ...]] = Counter()
    places = [MEASURES[measure].dimensions.index(Dimension(name)) for name in names]
    for quarter in _quarters(period):
        for key, number in cube.get((measure.value, quarter), {}).items():
            found[tuple(key[place] for place in places)] += number
    return found


def _cohort(cube: Cube, year: str, names: tuple[str, ...]) -> Sums:
    """Cases entered in a year as they stood at the end of the next: ended how, or still open."""
    standing: Counter[tuple[str, str]] = Counter()
    for quarter in _quarters(year):
        for (agency,), number in cube.get((Measure.CASES_RECEIVED.value, quarter), {}).items():
            standing[agency, STILL_OPEN] += number
    for quarter in (*_quarters(year), *_quarters(str(int(year) + 1))):
        ended = cube.get((Measure.CASES_ENDED.value, quarter), {})
        for (agency, ending, _, received), number in ended.items():
            if received == year:
                standing[agency, ending] += number
                standing[agency, STILL_OPEN] -= number
    found: Counter[tuple[str, ...]] = Counter()
    for (agency, how), number in standing.items():
        values = {Dimension.AGENCY.value: agency, Dimension.STANDING.value: how}
        found[tuple(values[name] for name in names)] += number
    return found


def _quarters(period: str) -> tuple[str, ...]:
    return (period,) if "Q" in period else tuple(f"{period}Q{number}" for number in range(1, 5))
