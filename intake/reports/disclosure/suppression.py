"""Method S: withhold small numbers, and as many more as nobody can work them out without.

A withheld cell is safe when an attacker who holds every table of every release, and nothing else,
cannot pin it closer than k - 1, or closer than the totals that go out pin it anyway; or when it is
k or more for certain. Ranges count only between whole-number solutions, so that they hold against
an attacker who knows that people come in whole numbers.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping
from math import log2

import numpy as np

from intake.reports.catalogue import Catalogue, ReportTable
from intake.reports.cells import Cell
from intake.reports.disclosure.errors import Unprotectable
from intake.reports.disclosure.layout import cells_of_table, periods_of
from intake.reports.disclosure.sensitive import sensitive_cells
from intake.reports.disclosure.solver import WHOLE, Numbers, Program
from intake.reports.disclosure.system import System
from intake.reports.quarters import Quarter

SECONDS_FOR_WHOLE = 20.0
"""For one search among whole numbers; what is not found by then counts as not there."""

Progress = Callable[[str, int, int], None]


class Suppression:
    """The search for what a release withholds.

    Args:
        numbers: the true number of every cell, of this release and of all before.
        history: what earlier releases decided: the number shown, or None.
        seed: secret; decides between cells that would do as well.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        release: Quarter,
        system: System,
        history: Mapping[Cell, int | None],
        seed: bytes,
    ) -> None:
        self._catalogue = catalogue
        self._release = release
        self._system = system
        self._numbers = {cell: system.value(terms) for cell, terms in system.cells.items()}
        self._new = frozenset(system.cells) - frozenset(history)
        self._program = Program(system, self._numbers)
        self._seed = seed
        self._seen: dict[Cell, tuple[int, int]] = {}
        self._totals: Program | None = None
        self.dropped: list[str] = []
        for cell, number in history.items():
            if number is not None and number != self._numbers[cell]:
                raise Unprotectable(f"an earlier release shows another number: {cell}")
        before = {cell for cell, number in history.items() if number is None}
        fresh = {cell: self._numbers[cell] for cell in self._new}
        self._withhold(before | sensitive_cells(catalogue, release, fresh))

    def run(self, progress: Progress) -> frozenset[Cell]:
        """The cells of this release that are withheld.

        Raises:
            Unprotectable: what is frozen gives a cell away whatever else is withheld.
        """
        done: set[Cell] = set()
        while waiting := sorted(set(self._seen) - done, key=self._rank):
            progress("protect", len(done), len(self._seen))
            cell = waiting[0]
            if self._is_safe(cell) or self._widen(cell):
                done.add(cell)
            elif not self._drop_a_table():
                raise Unprotectable(f"nothing protects {cell}")
        return frozenset(self._seen) & self._new

    def _withhold(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            if cell not in self._seen:
                self._seen[cell] = (self._numbers[cell], self._numbers[cell])
                self._program.withhold(cell)

    def _is_safe(self, cell: Cell) -> bool:
        wanted = self._catalogue.k - 1
        if self._width(cell) >= wanted:
            return True
        terms = self._system.cells[cell]
        high, solution = self._program.reach(terms, most=True)
        self._note(solution)
        low, solution = self._program.reach(terms, most=False)
        self._note(solution)
        if self._width(cell) < wanted <= high - low + WHOLE:
            self._look_for_whole(cell, wanted)
        return self._width(cell) >= wanted or low >= self._catalogue.k - WHOLE

    def _look_for_whole(self, cell: Cell, wanted: int) -> None:
        """Fractions reach far enough: find whole numbers that do."""
        terms = self._system.cells[cell]
        found = self._program.reach_whole(
            terms, self._seen[cell][0] + wanted, seconds=SECONDS_FOR_WHOLE
        )
        if found is not None:
            self._note(found)

    def _widen(self, cell: Cell) -> bool:
        """Withhold more until the cell is wide enough; False where nothing helps."""
        wanted = self._catalogue.k - 1
        for width in (wanted, min(wanted, self._width_by_totals(cell))):
            if self._width(cell) >= width:
                return True
            low = self._seen[cell][0]
            found = self._program.push(self._system.cells[cell], low + width, self._prices())
            if found is None:
                continue
            self._withhold(sorted(found[0]))
            self._note(found[1])
            if self._width(cell) >= width or self._is_safe(cell):
                return True
        return False

    def _width_by_totals(self, cell: Cell) -> int:
        """How far a cell can move where only the totals that go out are known."""
        if self._totals is None:
            shown = {c: n for c, n in self._numbers.items() if c.is_total and c not in self._seen}
            self._totals = Program(self._system, shown)
        terms = self._system.cells[cell]
        high, _ = self._totals.reach(terms, most=True)
        low, _ = self._totals.reach(terms, most=False)
        return int(high - low + WHOLE)

    def _prices(self) -> dict[Cell, float]:
        """What it costs to move each cell that may still be withheld: large numbers cost more."""
        return {
            cell: 1 + log2(1 + self._numbers[cell]) + self._tie(cell) / 100
            for cell in self._new
            if not cell.is_total and cell not in self._seen
        }

    def _tie(self, cell: Cell) -> float:
        digest = hmac.digest(self._seed, repr(cell).encode(), "sha256")
        return int.from_bytes(digest[:4], "big") / 2**32

    def _rank(self, cell: Cell) -> tuple[float, Cell]:
        return (self._tie(cell), cell)

    def _width(self, cell: Cell) -> int:
        low, high = self._seen[cell]
        return high - low

    def _note(self, solution: Numbers) -> None:
        """Widen what was seen of every withheld cell, if the solution is one of whole numbers."""
        unknowns = solution[: len(self._system.truth)]
        whole = np.rint(unknowns)
        if np.abs(unknowns - whole).max(initial=0.0) > WHOLE:
            return
        for cell, (low, high) in self._seen.items():
            number = int(sum(n * whole[c] for c, n in self._system.cells[cell].items()))
            self._seen[cell] = (min(low, number), max(high, number))

    def _drop_a_table(self) -> bool:
        """Withhold all of the most detailed table that is still there; False if none is."""
        tables = [
            table
            for table in self._catalogue.tables
            if table.id not in self.dropped
            and table.dimensions
            and periods_of(self._catalogue, table, self._release)
        ]
        if not tables:
            return False
        table = max(tables, key=lambda one: (self._detail(one), one.id))
        self.dropped.append(table.id)
        kept = {cell for one in tables if one is not table for cell in self._cells(one)}
        self._withhold(cell for cell in self._cells(table) - kept if not cell.is_total)
        return True

    def _cells(self, table: ReportTable) -> set[Cell]:
        return {
            cell
            for period in periods_of(self._catalogue, table, self._release)
            for cell in cells_of_table(self._catalogue, table, period)
        }

    def _detail(self, table: ReportTable) -> tuple[int, int]:
        return (len(table.dimensions), len(self._cells(table)))
