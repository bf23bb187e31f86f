"""Protect a release against everything ever published: the numbers that go out, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.numbers.catalogue import Method
from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.protection.feasibility.proofs import Proofs
from intake.protection.rounding import round_release
from intake.protection.suppression.complementary import Progress
from intake.protection.suppression.suppress import suppress
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.protection.system.knowledge import Knowledge


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
    counts: Counts,
    earlier: EarlierReleases,
    *,
    seed: bytes,
    progress: Progress,
    proofs: Proofs | None = None,
) -> Protected:
    """Decide every cell of a release; what was decided before stays as it is.

    Args:
        seed: secret of the install; decides between cells that would do as well.
        proofs: to go faster where many releases are protected one after the other.

    Raises:
        CountsInvalid: the frozen counts do not fit the catalogue or their relations.
        Unprotectable: nothing that may be withheld protects somebody.
    """
    knowledge = Knowledge(counts, earlier)
    cells: dict[Cell, int | None] = {
        cell: _kept_total(counts, cell) for cell in knowledge.without_cube()
    }
    if counts.catalogue.method is Method.ROUNDING:
        rounded, window = round_release(knowledge, seed)
        return Protected(cells | rounded, window, ())
    found = suppress(knowledge, seed, progress, proofs)
    return Protected({**cells, **found.cells}, 0, found.dropped_tables)


def _kept_total(counts: Counts, cell: Cell) -> int | None:
    complaints, cases = counts.totals[Quarter.parse(cell.period)]
    count = complaints if cell.measure == Measure.COMPLAINTS_RECEIVED else cases
    if counts.catalogue.method is Method.ROUNDING:
        return counts.catalogue.base * round(count / counts.catalogue.base)
    return count if count >= counts.catalogue.totals_at_least else None
