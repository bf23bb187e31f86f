"""Feasibility intervals: which numbers each withheld cell can have, for all that is shown.

The one object that knows what is feasible. Suppression asks it, and it asks nobody back. A withheld
cell is safe when nobody who holds every table of every release, and nothing else, can know it
closer than its protection level. Ends count only between solutions in whole numbers, so that they
hold against an attacker who knows that people come in whole numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from intake.numbers.cells import Cell
from intake.protection.feasibility.levels import ProtectionLevels
from intake.protection.feasibility.moves import WHOLE, Limits, Move, Shift
from intake.protection.feasibility.pattern import Pattern
from intake.protection.feasibility.proofs import Proofs
from intake.protection.feasibility.proven import ProvenIntervals
from intake.protection.feasibility.proving import Prover
from intake.protection.secret import secret_weights
from intake.protection.system.knowledge import Knowledge
from intake.protection.system.model import System

MORE = 20
"""When one more is withheld for so many that were, many are proven at once again."""


@dataclass(frozen=True, slots=True)
class Complement:
    """Cells to withhold so that another can shift, and the move that it then makes."""

    cells: frozenset[Cell]
    move: Move


class FeasibilityIntervals:
    """The withheld cells of all releases, and how wide the feasibility interval of each is.

    Args:
        system: everything that can be known with this release, cells of all releases.
        withheld: what is withheld from the start.
        costs: what it costs to withhold each cell of this release that may be withheld as well.
        level: how wide intervals have to be.
        knowledge: what was known with each release before.
        seed: secret of the install; decides between moves that would do as well.
    """

    def __init__(
        self,
        system: System,
        withheld: Iterable[Cell],
        costs: Mapping[Cell, float],
        *,
        level: int,
        knowledge: Knowledge,
        seed: bytes,
    ) -> None:
        self._system = system
        self._costs = dict(costs)
        self._proven = ProvenIntervals(system)
        for cell in withheld:
            self._proven.withhold(cell)
        weights = secret_weights(seed)
        self._pattern = Pattern(system, self._proven, self._costs, weights)
        self._levels = ProtectionLevels(level, system, knowledge, self._proven, weights)
        random = Random(len(system.truth))  # noqa: S311  (any directions will do)
        self._prover = Prover(self._proven, self._levels, random)
        self._known = 0

    def __contains__(self, cell: object) -> bool:
        return cell in self._proven

    def __len__(self) -> int:
        return len(self._proven)

    def since(self, known: int) -> list[Cell]:
        """The cells that were withheld when so many had been, in order."""
        return list(islice(self._proven, known, None))

    @property
    def moves(self) -> Sequence[Mapping[int, int]]:
        """The moves that prove what is proven."""
        return self._proven.moves

    def concerned(self, new: Collection[Cell]) -> list[Cell]:
        """The withheld cells of which new ones, or those that limit them, can say something."""
        touched = {part for cell in new for part in self.parts(cell)}
        touched |= self._pattern.most.limited()
        return [cell for cell in self._proven if cell in new or self.parts(cell) & touched]

    def parts(self, cell: Cell) -> frozenset[int]:
        """The parts of the system that a cell has to do with, whatever may be withheld."""
        return self._pattern.most.reaches_into(cell)

    def level(self, cell: Cell) -> int:
        """The protection level of a cell, as far as it is known."""
        return self._levels.of(cell)

    def is_proven(self, cell: Cell) -> bool:
        """Whether a cell is known to be safe without another look."""
        return self._prover.is_proven(cell)

    def has_grown(self) -> bool:
        """Whether many more are withheld than when many were proven at once."""
        return len(self._proven) > self._known + self._known // MORE

    def prove_many(self, cells: Collection[Cell]) -> None:
        """Prove as many cells as possible to be safe, some at a time."""
        self._known = len(self._proven)
        self._pattern.look_again()
        for region in self._pattern.all_views():
            self._prover.in_region(region, cells)

    def is_safe(self, cell: Cell) -> bool:
        """Whether the interval of a cell is as wide as its protection level."""
        views = self._pattern.views(cell)
        if self.is_proven(cell) or any(self._prover.alone(v.program(cell), cell) for v in views):
            return True
        self._levels.find_allowance(cell)
        now = self._pattern.exactly()
        if self.is_proven(cell):
            return True
        program = now.program(cell)
        if now not in views and self._prover.alone(program, cell):
            return True
        return self._prover.both_ways(program, cell)

    def is_at_least(self, cell: Cell, least: int) -> bool:
        """Whether the interval of a cell begins at a number or above it."""
        if self._proven.ends(cell)[0] < least:
            return False
        fall = self._pattern.exactly().program(cell).reach(cell, up=False)
        return self._proven.number(cell) - fall >= least - WHOLE

    def missing(self, cell: Cell) -> tuple[Shift, ...]:
        """How a cell has to shift to be safe; none where that cannot be, whatever is withheld."""
        program = self._pattern.most.program(cell)
        rise, fall = (int(program.room(cell, self._costs, up=up) + WHOLE) for up in (True, False))
        width = self.level(cell)
        if rise + fall < width:
            return ()
        up = min(rise, width)
        shifts = (Shift(cell, up, up=True), Shift(cell, width - up, up=False))
        return tuple(shift for shift in shifts if shift.by)

    def complement(self, shift: Shift) -> Complement | None:
        """The cheapest cells to withhold so that a cell can shift; None where nothing helps."""
        found = self._pattern.most.program(shift.cell).cheapest(shift, self._costs)
        return None if found is None else Complement(*found)

    def withhold(self, cells: Iterable[Cell]) -> None:
        """Withhold more."""
        for cell in cells:
            if cell not in self._proven:
                self._proven.withhold(cell)
                self._pattern.withhold(cell)
                self._costs.pop(cell, None)

    def prove(self, shift: Shift, move: Move) -> None:
        """Note a shift by its move, or by another where that is not of whole steps."""
        if not self._proven.note(move):
            self._prover.shift(self._pattern.most.program(shift.cell), shift)

    def recall(self, proofs: Proofs) -> None:
        """Note what was found for earlier releases and is possible still."""
        self._levels.allowed = proofs.allowed
        limits = Limits(self._system, self._pattern.settled())
        for move in proofs.moves_in(self._system):
            if limits.allow(move):
                self._proven.note({column: float(by) for column, by in move.items()})

    def keep(self, proofs: Proofs) -> None:
        """Remember what was found for later releases."""
        proofs.keep(self._system, self._proven.moves)
