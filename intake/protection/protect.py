"""Protect a release against everything ever published: the numbers that go out, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.numbers.catalogue import Catalogue, Method
from intake.numbers.cells import Cell, Cube
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.protection.beside import Beside, nothing_beside
from intake.protection.errors import Unprotectable
from intake.protection.evidence import Evidence
from intake.protection.layout import cells_of, decided_with
from intake.protection.rounding import round_cells
from intake.protection.suppression import Progress, Suppression
from intake.protection.system import System, build_system

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
    evidence: Evidence | None = None,
    beside: Beside = nothing_beside,
) -> Protected:
    """Decide every cell of a release; what was decided before stays as it is.

    Args:
        totals: the kept quarters before the first release; empty for a later one.
        beside: what earlier releases say that is not in tables.
        evidence: to go faster where many releases are protected one after the other.
        seed: secret of the install; decides between cells that would do as well.

    Raises:
        CountsInvalid: the frozen counts do not fit the catalogue or their relations.
        Unprotectable: nothing that may be withheld protects somebody.
    """
    earlier = [quarter for quarter in totals if quarter < release]
    decided = cells_of(catalogue, release, earlier=earlier)
    counted = [cell for cell in {*decided, *history} if _is_counted(catalogue, cell)]
    system = build_system(catalogue, _quarters(catalogue, release), cube, sorted(counted))
    before: dict[Cell, int | None] = {cell: history[cell] for cell in counted if cell in history}
    kept = {
        cell: _kept_total(catalogue, cell, totals)
        for cell in decided
        if cell not in system.cells and cell not in history
    }
    if catalogue.method is Method.ROUNDING:
        return _rounded(catalogue, release, system, before, kept, seed)

    def as_of(quarter: str) -> System:
        cells = sorted(cell for cell in counted if decided_with(cell) <= quarter)
        until = [one for one in _quarters(catalogue, release) if one.name <= quarter]
        then = build_system(catalogue, until, cube, cells)
        beside(then, quarter)
        return then

    before |= beside(system, release.name)
    search = Suppression(catalogue, release, system, before, seed, as_of, evidence)
    withheld = search.run(progress)
    shown = {
        cell: None if cell in withheld else system.value(terms)
        for cell, terms in system.cells.items()
        if cell not in before
    }
    return Protected(kept | shown, 0, tuple(search.dropped))


def _rounded(
    catalogue: Catalogue,
    release: Quarter,
    system: System,
    before: Mapping[Cell, int | None],
    kept: dict[Cell, int | None],
    seed: bytes,
) -> Protected:
    shown = {cell: number for cell, number in before.items() if number is not None}
    if len(shown) < len(before):
        raise Unprotectable("an earlier release withheld numbers: one body keeps to one method")
    rounded, window = round_cells(catalogue, release, system, shown, seed)
    return Protected(kept | rounded, window, ())


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
    if catalogue.method is Method.ROUNDING:
        return catalogue.base * round(count / catalogue.base)
    return count if count >= catalogue.totals_at_least else None
