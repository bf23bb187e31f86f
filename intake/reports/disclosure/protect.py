"""Protect a release against everything ever published: the numbers that go out, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.reports.catalogue import Catalogue, Method
from intake.reports.cells import Cell, Cube
from intake.reports.disclosure.errors import Unprotectable
from intake.reports.disclosure.layout import cells_of
from intake.reports.disclosure.suppression import Progress, Suppression
from intake.reports.disclosure.system import build_system
from intake.reports.measures import Measure
from intake.reports.quarters import Quarter

Totals = Mapping[Quarter, tuple[int, int]]
"""Complaints and cases of kept quarters."""


@dataclass(frozen=True, slots=True)
class Protected:
    """What a release shows: a number for each of its cells, or None where it is withheld.

    Attributes:
        window: by how much a shown number may differ from the true one; 0 with method S.
        dropped_tables: tables of which everything is withheld that is in no other.
    """

    cells: Mapping[Cell, int | None]
    window: int
    dropped_tables: tuple[str, ...]


def protect(
    catalogue: Catalogue,
    *,
    release: Quarter,
    cube: Cube,
    totals: Totals,
    history: Mapping[Cell, int | None],
    seed: bytes,
    progress: Progress,
) -> Protected:
    """Decide every cell of a release; what was decided before stays as it is.

    Args:
        totals: the kept quarters before the first release; empty for a later one.
        seed: secret of the install; decides between cells that would do as well.

    Raises:
        CountsInvalid: the frozen counts do not fit the catalogue or their relations.
        Unprotectable: nothing that may be withheld protects somebody.
    """
    if catalogue.method is not Method.SUPPRESSION:
        raise Unprotectable("this catalogue asks for rounding")
    earlier = [quarter for quarter in totals if quarter < release]
    decided = cells_of(catalogue, release, earlier=earlier)
    alone = {cell for cell in (*decided, *history) if not _is_counted(catalogue, cell)}
    quarters = _quarters(catalogue, release)
    system = build_system(
        catalogue, quarters, cube, [c for c in {*decided, *history} if c not in alone]
    )
    before = {cell: number for cell, number in history.items() if cell not in alone}
    search = Suppression(catalogue, release, system, before, seed)
    withheld = search.run(progress)
    cells: dict[Cell, int | None] = {}
    for cell in decided:
        if cell in history:
            continue
        if cell in alone:
            cells[cell] = _kept_total(catalogue, cell, totals)
        else:
            cells[cell] = None if cell in withheld else system.value(system.cells[cell])
    return Protected(cells, 0, tuple(search.dropped))


def _is_counted(catalogue: Catalogue, cell: Cell) -> bool:
    """Whether a cell's period has a cube; of earlier quarters there are totals alone."""
    return cell.is_yearly or cell.period >= catalogue.first_period


def _quarters(catalogue: Catalogue, release: Quarter) -> list[Quarter]:
    year, number = catalogue.first_period.split("Q")
    quarters = [Quarter(int(year), int(number))]
    while quarters[-1] < release:
        quarters.append(quarters[-1].after())
    return quarters


def _kept_total(catalogue: Catalogue, cell: Cell, totals: Totals) -> int | None:
    year, number = cell.period.split("Q")
    complaints, cases = totals[Quarter(int(year), int(number))]
    count = complaints if cell.measure == Measure.COMPLAINTS_RECEIVED else cases
    return count if count >= catalogue.totals_at_least else None
