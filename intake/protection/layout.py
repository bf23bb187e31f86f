"""Which cells a release decides on: those of its tables whose period it closes; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations, product

from intake.numbers.catalogue import Catalogue, Level, ReportTable
from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter

EARLIER_TOTALS = (Measure.COMPLAINTS_RECEIVED, Measure.CASES_RECEIVED)
"""What goes out, as totals alone, of the quarters kept before the first release."""


def cells_of(
    catalogue: Catalogue, release: Quarter, *, earlier: Iterable[Quarter] = ()
) -> tuple[Cell, ...]:
    """Every cell that the release of a quarter decides on, each once, in order.

    Args:
        earlier: with the first release, the kept quarters before it, whose totals go out too.
    """
    found = {
        cell for table in catalogue.tables for cell in decided_cells(catalogue, table, release)
    }
    found |= {Cell(measure, quarter.name) for quarter in earlier for measure in EARLIER_TOTALS}
    return tuple(sorted(found))


def decided_cells(catalogue: Catalogue, table: ReportTable, release: Quarter) -> Iterator[Cell]:
    """The cells of a table that the release of a quarter decides on."""
    for period in periods_of(catalogue, table, release):
        yield from cells_of_table(catalogue, table, period)


def periods_of(catalogue: Catalogue, table: ReportTable, release: Quarter) -> tuple[str, ...]:
    """The periods of a table that go out with the release of a quarter: one, or none."""
    if table.level is Level.QUARTER:
        return (release.name,)
    year = release.year - 1 if table.measure == Measure.CASES_OF_YEAR else release.year
    whole = catalogue.first_period <= Quarter(year, 1).name
    return (str(year),) if release.number == 4 and whole else ()


def cells_of_table(catalogue: Catalogue, table: ReportTable, period: str) -> Iterator[Cell]:
    """A table's cells for a period: every combination, every margin, and the total."""
    for count in range(len(table.dimensions) + 1):
        for chosen in combinations(table.dimensions, count):
            for values in product(*(catalogue.values(name) for name in chosen)):
                yield Cell.of(table.measure, period, dict(zip(chosen, values, strict=True)))


def quarters_until(catalogue: Catalogue, last: str) -> tuple[Quarter, ...]:
    """The quarters that have a cube, from the catalogue's first one to the last."""
    quarter, found = Quarter.parse(catalogue.first_period), []
    while quarter.name <= last:
        found.append(quarter)
        quarter = quarter.after()
    return tuple(found)


def decided_with(cell: Cell) -> str:
    """The quarter whose release decides on a cell; those of quarters kept before are earlier."""
    if not cell.is_yearly:
        return cell.period
    late = 1 if cell.measure == Measure.CASES_OF_YEAR else 0
    return Quarter(int(cell.period) + late, 4).name
