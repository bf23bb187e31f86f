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

from intake.reports.catalogue import Catalogue, ReportTable
from intake.reports.cells import Cell
from intake.reports.disclosure.errors import Unprotectable
from intake.reports.disclosure.layout import cells_of_table, periods_of
from intake.reports.disclosure.parts import Parts, parts_of
from intake.reports.disclosure.sensitive import sensitive_cells
from intake.reports.disclosure.solver import WHOLE, Program, Steps, are_whole
from intake.reports.disclosure.system import System
from intake.reports.quarters import Quarter

TRIES = 12
"""Short moves that are tried for one of whole steps before it is searched for."""

SECONDS_FOR_WHOLE = 20.0
"""For one search among whole numbers; what is not found by then counts as not there."""

Progress = Callable[[str, int, int], None]


class Suppression:
    """The search for what a release withholds.

    Args:
        history: what earlier releases decided: the number shown, or None.
        seed: secret; decides between cells that would do as well.

    Raises:
        Unprotectable: an earlier release shows a number that is another one now.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        release: Quarter,
        system: System,
        history: Mapping[Cell, int | None],
        seed: bytes,
    ) -> None:
        self._catalogue, self._release, self._system = catalogue, release, system
        self._seed = seed
        self._wanted = catalogue.k - 1
        self._numbers = {cell: system.value(terms) for cell, terms in system.cells.items()}
        for cell, number in history.items():
            if number is not None and number != self._numbers[cell]:
                raise Unprotectable(f"an earlier release shows another number: {cell}")
        self._new = frozenset(system.cells) - frozenset(history)
        self._before = frozenset(cell for cell, number in history.items() if number is None)
        self._seen: dict[Cell, tuple[int, int]] = {}
        self._over: dict[int, set[Cell]] = {}
        self._pushes: dict[frozenset[int], Program] = {}
        self._reaches: dict[frozenset[int], Program] = {}
        self._now: Parts | None = None
        self._by_totals: Parts | None = None
        self.dropped: list[str] = []
        small = sensitive_cells(catalogue, release, {c: self._numbers[c] for c in self._new})
        self._withhold(self._before | small)
        fixed = {cell for cell in system.cells if cell not in self._new or cell.is_total}
        self._whole = parts_of(system, self._numbers_of(fixed - set(self._seen)), self._new)
        self._touched = {i for cell in self._new for i in self._whole.of(system.cells[cell])}

    def run(self, progress: Progress) -> frozenset[Cell]:
        """The cells of this release that are withheld.

        Raises:
            Unprotectable: what is frozen gives a cell away whatever else is withheld.
        """
        done = {cell for cell in self._before if not self._is_touched(cell)}
        while waiting := set(self._seen) - done:
            progress("protect", len(done), len(self._seen))
            cell = min(waiting, key=self._tie)
            if self._is_safe(cell) or self._widen(cell):
                done.add(cell)
            elif not self._drop_a_table():
                raise Unprotectable(f"nothing protects {cell}")
        return frozenset(self._seen) & self._new

    def _numbers_of(self, cells: Iterable[Cell]) -> dict[Cell, int]:
        return {cell: self._numbers[cell] for cell in cells}

    def _is_touched(self, cell: Cell) -> bool:
        """Whether this release can tell anything about a cell of an earlier one."""
        return bool(self._whole.of(self._system.cells[cell]) & self._touched)

    def _withhold(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            if cell in self._seen:
                continue
            self._seen[cell] = (self._numbers[cell], self._numbers[cell])
            for column in self._system.cells[cell]:
                self._over.setdefault(column, set()).add(cell)
            for program in self._pushes.values():
                if program.knows(cell):
                    program.let_go(cell)
            self._now = None

    def _is_safe(self, cell: Cell) -> bool:
        if self._width(cell) >= self._wanted:
            return True
        program = self._program_for(cell)
        up = self._go(program, cell, self._wanted, up=True)
        if self._width(cell) >= self._wanted:
            return True
        fall = program.reach(cell, up=False)
        self._go(program, cell, min(self._wanted - up, int(fall + WHOLE)), up=False)
        least = self._numbers[cell] - fall
        return self._width(cell) >= self._wanted or least >= self._catalogue.k - WHOLE

    def _go(self, program: Program, cell: Cell, by: int, *, up: bool) -> int:
        """Let a cell rise or fall by so much or as far as it can, and note what was seen."""
        steps = program.shortest(cell, by, up=up, tries=TRIES)
        if steps is None:
            by = min(by, int(program.reach(cell, up=up) + WHOLE))
            steps = program.shortest(cell, by, up=up, tries=TRIES) if by else None
        if steps is not None and not self._note(steps):
            # Fractions reach far enough: do whole numbers?
            self._note(program.whole(cell, by, up=up, seconds=SECONDS_FOR_WHOLE) or {})
        low, high = self._seen[cell]
        return high - self._numbers[cell] if up else self._numbers[cell] - low

    def _program_for(self, cell: Cell) -> Program:
        """The program of the parts that a cell reaches into, as things are withheld now."""
        if self._now is None:
            shown = self._numbers_of(set(self._system.cells) - set(self._seen))
            self._now = parts_of(self._system, shown)
            self._reaches.clear()
        indices = self._now.of(self._system.cells[cell])
        known = self._reaches.get(indices)
        if known is None or not known.knows(cell):
            inside = (one for one in self._seen if self._now.of(self._system.cells[one]) == indices)
            known = self._reaches[indices] = self._program(self._now, indices, inside)
        return known

    def _program(self, parts: Parts, indices: frozenset[int], cells: Iterable[Cell]) -> Program:
        """A program in which everything withheld is let go."""
        program = Program(
            self._system, parts, indices, cells=(cells := sorted(cells)), weights=self._weight
        )
        for cell in cells:
            if cell in self._seen:
                program.let_go(cell)
        return program

    def _weight(self, column: int, attempt: int) -> float:
        digest = hmac.digest(self._seed, f"{attempt} {column}".encode(), "sha256")
        return 1 + int.from_bytes(digest[:4], "big") / 2**32

    def _widen(self, cell: Cell) -> bool:
        """Withhold more until the cell is wide enough; False where nothing helps."""
        program = self._push_for(cell)
        for width in (self._wanted, min(self._wanted, self._width_by_totals(cell))):
            if self._width(cell) >= width:
                return True
            by = self._seen[cell][0] + width - self._numbers[cell]
            found = program.push(cell, by, self._prices())
            if found is None:
                continue
            self._withhold(sorted(found[0]))
            self._note(found[1])
            if self._width(cell) >= width or self._is_safe(cell):
                return True
        return False

    def _push_for(self, cell: Cell) -> Program:
        """The program of all that may move where a cell is, shown numbers of this release too."""
        whole, cells = self._whole, self._system.cells
        indices = whole.of(cells[cell])
        known = self._pushes.get(indices)
        if known is None or not known.knows(cell):
            shown = (one for one in self._new if not one.is_total)
            inside = {one for one in {*shown, *self._seen} if whole.of(cells[one]) & indices}
            known = self._pushes[indices] = self._program(whole, indices, inside | {cell})
        return known

    def _width_by_totals(self, cell: Cell) -> int:
        """How far a cell can move where only the totals that go out are known."""
        if self._by_totals is None:
            totals = {one for one in self._system.cells if one.is_total and one not in self._seen}
            self._by_totals = parts_of(self._system, self._numbers_of(totals))
        indices = self._by_totals.of(self._system.cells[cell])
        program = self._program(self._by_totals, indices, [cell])
        return int(program.reach(cell, up=True) + program.reach(cell, up=False) + WHOLE)

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

    def _width(self, cell: Cell) -> int:
        low, high = self._seen[cell]
        return high - low

    def _note(self, steps: Steps) -> bool:
        """Widen what was seen of withheld cells by a move; False if it is not of whole steps.

        What the move leaves out keeps its true number: no part touches another.
        """
        if not are_whole(steps):
            return False
        moved = {column: round(step) for column, step in steps.items()}
        for cell in {cell for column in moved for cell in self._over.get(column, ())}:
            terms = self._system.cells[cell]
            by = sum(terms[column] * step for column, step in moved.items() if column in terms)
            low, high = self._seen[cell]
            number = self._numbers[cell] + by
            self._seen[cell] = (min(low, number), max(high, number))
        return True

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
