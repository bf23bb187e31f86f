"""Method S: withhold small numbers, and as many more as nobody can work them out without.

What is too small by itself is withheld first (primary suppression), then what would give it away
(complementary suppression). The audit has the last word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.numbers.cells import Cell
from intake.protection.errors import Unprotectable
from intake.protection.feasibility.intervals import FeasibilityIntervals
from intake.protection.feasibility.proofs import Proofs
from intake.protection.secret import secret_share
from intake.protection.suppression.audit import unproven
from intake.protection.suppression.complementary import (
    ComplementarySuppression,
    Progress,
    costs_of,
)
from intake.protection.suppression.primary import Thresholds, primary_cells
from intake.protection.system.knowledge import Knowledge
from intake.protection.system.model import System


@dataclass(frozen=True, slots=True)
class Suppressed:
    """What a release shows: the true number of a cell, or None where it is withheld."""

    cells: Mapping[Cell, int | None]
    dropped_tables: tuple[str, ...]


def suppress(
    knowledge: Knowledge, seed: bytes, progress: Progress, proofs: Proofs | None = None
) -> Suppressed:
    """Decide the cells of a release.

    Raises:
        CountsInvalid: the frozen counts do not fit the catalogue or their relations.
        Unprotectable: nothing that may be withheld protects somebody.
    """
    catalogue, release = knowledge.counts.catalogue, knowledge.counts.release
    system = knowledge.as_of(release.name)
    before = knowledge.decided_before(system)
    numbers = _true_numbers(system, before)
    new = {cell: number for cell, number in numbers.items() if cell not in before}
    primary = primary_cells(catalogue, release, new)
    ties = {cell: secret_share(seed, repr(cell)) for cell in numbers}
    feasible = FeasibilityIntervals(
        system,
        sorted(primary | {cell for cell, number in before.items() if number is None}),
        costs_of(new.keys() - primary, numbers, ties),
        level=catalogue.k - 1,
        knowledge=knowledge,
        seed=seed,
    )
    if proofs is not None:
        feasible.recall(proofs)
    thresholds = Thresholds(catalogue, numbers)
    search = ComplementarySuppression(knowledge.counts, feasible, thresholds, ties)
    search.protect(feasible.concerned(new), progress)
    _audit(system, feasible, new, thresholds)
    if proofs is not None:
        feasible.keep(proofs)
    shown = {cell: None if cell in feasible else number for cell, number in new.items()}
    return Suppressed(shown, tuple(search.dropped))


def _true_numbers(system: System, before: Mapping[Cell, int | None]) -> dict[Cell, int]:
    numbers = {cell: system.value(terms) for cell, terms in system.cells.items()}
    for cell, number in before.items():
        if number is not None and number != numbers[cell]:
            raise Unprotectable(f"an earlier release shows another number: {cell}")
    return numbers


def _audit(
    system: System,
    feasible: FeasibilityIntervals,
    new: Mapping[Cell, int],
    thresholds: Thresholds,
) -> None:
    """Hold what the search believes against what can be proven.

    Raises:
        Unprotectable: a cell could be known closer than its protection level.
    """
    levels = {cell: feasible.level(cell) for cell in feasible.concerned(new)}
    shown = system.cells.keys() - set(feasible.since(0))
    for cell in unproven(system, shown, feasible.moves, levels):
        if not feasible.is_at_least(cell, thresholds.of(cell)):
            raise Unprotectable(f"the audit finds no proof for {cell}")
