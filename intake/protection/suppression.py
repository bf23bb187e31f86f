"""Method S: withhold small numbers, and as many more as nobody can work them out without.

A withheld cell is safe when an attacker who holds every table of every release, and nothing else,
cannot pin it closer than k - 1, or closer than all totals and the releases before its own pin it
anyway; or when it is k or more for certain. Ranges count only between whole-number solutions, so
that they hold against an attacker who knows that people come in whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush
from math import ceil, log2
from random import Random

from intake.numbers.catalogue import Catalogue
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.allowance import Allowance
from intake.protection.errors import Unprotectable
from intake.protection.evidence import Evidence
from intake.protection.freedom import Freedom, secret_share, secret_weights
from intake.protection.layout import decided_cells
from intake.protection.seen import Seen
from intake.protection.sensitive import large_from, plain_cells, sensitive_cells
from intake.protection.solver import WHOLE, Program
from intake.protection.standing import Standing
from intake.protection.system import System

ONE_IN = 7
"""Of the cells of a part that are not wide yet, so many are moved at once."""

FRUITLESS = 5
"""Such moves that make few of them wide, before each is tried by itself."""

FEW = 2

MORE = 20
"""When one more is withheld for so many that were, many are moved at once again."""

TRIES = 12
"""Short moves that are tried for one of whole steps before it is searched for."""

SECONDS_FOR_WHOLE = 5.0
"""How long a move of whole steps is searched for; without one a cell counts as unsafe."""

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much."""


class Suppression:
    """One release under protection.

    Args:
        system: everything that can be known with this release, cells of all releases.
        history: cells that are frozen; None was withheld.
        seed: a secret of the install, so that nobody can retrace why a cell was chosen.
        as_of: the system as it was with the release of a quarter.
        evidence: what was found for the releases before, and takes what is found for this one.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        release: Quarter,
        system: System,
        history: Mapping[Cell, int | None],
        seed: bytes,
        as_of: Callable[[str], System],
        evidence: Evidence | None = None,
    ) -> None:
        self._catalogue = catalogue
        self._release = release
        self._system = system
        self._wanted = catalogue.k - 1
        self._numbers = {cell: system.value(terms) for cell, terms in system.cells.items()}
        for cell, number in history.items():
            if number is not None and number != self._numbers[cell]:
                raise Unprotectable(f"an earlier release shows another number: {cell}")
        self._new = frozenset(system.cells) - frozenset(history)
        self._before = frozenset(cell for cell, number in history.items() if number is None)
        self._ties = {cell: secret_share(seed, repr(cell)) for cell in system.cells}
        self._weights = secret_weights(seed)
        self._seen = Seen(system)
        self._random = Random(len(system.truth))  # noqa: S311  (any directions will do)
        self.dropped: list[str] = []
        self._cells = {
            table.id: frozenset(decided_cells(catalogue, table, release))
            for table in catalogue.tables
        }
        self._plain = plain_cells(catalogue, self._numbers)
        small = sensitive_cells(catalogue, release, {c: self._numbers[c] for c in self._new})
        for cell in sorted(self._before | small):
            self._seen.withhold(cell)
        # What it costs to move each cell that may be withheld as well: large numbers cost more.
        self._prices = {
            cell: 1 + log2(1 + self._numbers[cell]) + self._ties[cell] / 100
            for cell in sorted(self._new)
            if not cell.is_total and cell not in self._seen
        }
        self._standing = Standing(system, self._seen, self._prices, self._weights)
        self._evidence = evidence
        allowed = {} if evidence is None else evidence.allowed
        self._allowance = Allowance(system, as_of, self._seen, self._weights, allowed)

    def run(self, progress: Progress) -> frozenset[Cell]:
        """The cells of this release that are withheld.

        Raises:
            Unprotectable: what is frozen gives a cell away whatever else is withheld.
        """
        touched = {part for cell in self._new for part in self._standing.whole.reaches_into(cell)}
        touched |= self._standing.whole.limited()
        waiting = [
            (self._ties[cell], cell)
            for cell in self._seen
            if cell in self._new or self._standing.whole.reaches_into(cell) & touched
        ]
        heapify(waiting)
        if self._evidence is not None:
            self._evidence.recall(self._system, self._standing.settled(), self._seen)
        lifted, large = 0, dict[Cell, int]()
        while waiting:
            progress("protect", len(self._seen) - len(waiting), len(self._seen))
            known = len(self._seen)
            if known > lifted + lifted // MORE:
                lifted = known
                self._standing.look_again()
                self._lift([cell for _, cell in waiting])
            cell = heappop(waiting)[1]
            if not self._is_wide(cell) and self._is_large(cell):
                large[cell] = known
            elif not (self._is_safe(cell) or self._widen(cell)):
                if not self._drop_a_table(cell):
                    raise Unprotectable(f"nothing protects {cell}")
                heappush(waiting, (self._ties[cell], cell))
            again = list(self._seen)[known:]
            if not waiting:
                # What could not be small may be so once more is withheld.
                again += [cell for cell, then in large.items() if then < len(self._seen)]
                large = {}
            for more in again:
                heappush(waiting, (self._ties[more], more))
        if self._evidence is not None:
            self._evidence.keep(self._system, self._seen)
        return frozenset(self._seen) & self._new

    def _lift(self, cells: Collection[Cell]) -> None:
        """See of as many cells as possible that they are safe, some at a time."""
        for freedom in self._standing.all_levels():
            unsafe = [cell for cell in cells if not self._is_wide(cell)]
            for program, inside in freedom.together(unsafe):
                self._lift_some(program, inside)

    def _lift_some(self, program: Program, cells: list[Cell]) -> None:
        attempt, fruitless = 0, 0
        while len(cells) > FEW and fruitless < FRUITLESS:
            some = self._random.sample(cells, ceil(len(cells) / ONE_IN))
            ups = {cell: self._random.choice((True, False)) for cell in some}
            for ways in (ups, {cell: not up for cell, up in ups.items()}):
                for steps in program.lift(ways, self._wanted, attempt=attempt):
                    self._seen.note(steps)
            before, cells = len(cells), [cell for cell in cells if not self._is_wide(cell)]
            fruitless = 0 if before > len(cells) + FEW else fruitless + 1
            attempt += 1

    def _withhold(self, cells: Iterable[Cell]) -> None:
        for cell in cells:
            if cell not in self._seen:
                self._seen.withhold(cell)
                self._standing.withhold(cell)
                self._prices.pop(cell, None)

    def _is_wide(self, cell: Cell) -> bool:
        """Whether a cell was seen with numbers that lie as far apart as is wanted of it."""
        return self._seen.width(cell) >= self._wanted_of(cell)

    def _wanted_of(self, cell: Cell) -> int:
        """How wide a cell has to be, as far as it is known."""
        allowed = self._allowance.roughly(cell)
        return self._wanted if allowed is None else min(self._wanted, allowed)

    def _is_safe(self, cell: Cell) -> bool:
        """Whether a cell is wide enough as things are withheld now."""
        known = self._standing.levels(cell)
        if self._is_wide(cell) or any(self._is_wide_after(one, cell) for one in known):
            return True
        self._allowance.exactly(cell)
        now = self._standing.exactly()
        if self._is_wide(cell) or (now not in known and self._is_wide_after(now, cell)):
            return True
        program = now.program(cell)
        up_by = self._go(program, cell, self._wanted, up=True)
        if not self._is_wide(cell):
            self._go(program, cell, self._wanted - up_by, up=False)
        return self._is_wide(cell)

    def _is_wide_after(self, freedom: Freedom, cell: Cell) -> bool:
        """Whether a cell is wide after moves of the cell alone, as far as they go."""
        for up in (True, False):
            for steps in freedom.program(cell).lift({cell: up}, self._wanted, attempt=0):
                self._seen.note(steps)
        return self._is_wide(cell)

    def _is_large(self, cell: Cell) -> bool:
        """Whether an attacker is sure that a cell is too large to be a secret."""
        least = large_from(self._catalogue, cell, is_plain=cell in self._plain)
        if self._seen.ends(cell)[0] < least:
            return False
        fall = self._standing.exactly().program(cell).reach(cell, up=False)
        return self._numbers[cell] - fall >= least - WHOLE

    def _go(self, program: Program, cell: Cell, by: int, *, up: bool) -> int:
        """Let a cell rise or fall by so much or as far as it can, and note what was seen."""
        steps = program.shortest(cell, by, up=up, tries=TRIES)
        if steps is None:
            by = min(by, int(program.reach(cell, up=up) + WHOLE))
            steps = program.shortest(cell, by, up=up, tries=TRIES) if by else None
        if steps is not None and not self._seen.note(steps):
            # Fractions reach far enough: do whole numbers?
            self._seen.note(program.whole(cell, by, up=up, seconds=SECONDS_FOR_WHOLE) or {})
        low, high = self._seen.ends(cell)
        return high - self._numbers[cell] if up else self._numbers[cell] - low

    def _widen(self, cell: Cell) -> bool:
        """Withhold more until the cell is wide enough; False where nothing helps."""
        program = self._standing.whole.program(cell)
        rise, fall = (int(program.room(cell, self._prices, up=up) + WHOLE) for up in (True, False))
        width = self._wanted_of(cell)
        if rise + fall < width:
            return False
        up = min(rise, width)
        for by, way in ((up, True), (width - up, False)):
            found = program.push(cell, by, self._prices, up=way) if by else None
            if found is not None:
                self._withhold(sorted(found[0]))
                if not self._seen.note(found[1]):
                    self._go(program, cell, by, up=way)
        return self._seen.width(cell) >= width or self._is_safe(cell)

    def _drop_a_table(self, stuck: Cell) -> bool:
        """Withhold all of the most detailed table that has to do with a cell; False if none has."""
        parts = self._standing.whole.reaches_into(stuck)
        tables = [
            table
            for table in self._catalogue.tables
            if table.id not in self.dropped
            and table.dimensions
            and any(self._standing.whole.reaches_into(one) & parts for one in self._cells[table.id])
        ]
        if not tables:
            return False
        table = max(tables, key=lambda one: (len(one.dimensions), len(self._cells[one.id]), one.id))
        self.dropped.append(table.id)
        kept = {cell for one in tables if one is not table for cell in self._cells[one.id]}
        self._withhold(cell for cell in self._cells[table.id] - kept if not cell.is_total)
        return True
