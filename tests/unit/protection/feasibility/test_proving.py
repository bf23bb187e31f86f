"""How a shift is proven: by a short move, by as far as it goes, by whole steps searched for."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import cast

import pytest

from intake.numbers.cells import Cell
from intake.protection.feasibility.levels import ProtectionLevels
from intake.protection.feasibility.moves import Move, Shift, is_whole
from intake.protection.feasibility.programs import Program
from intake.protection.feasibility.proven import ProvenIntervals
from intake.protection.feasibility.proving import Prover

CELL = Cell("cases_received", "2024Q1")
WHOLE_MOVE, HALF_MOVE = {0: 3.0, 1: -3.0}, {0: 2.5, 1: -2.5}


@dataclass
class Noted:
    """Takes whole moves, as the proven intervals do."""

    moves: list[Move] = field(default_factory=list)

    def note(self, move: Move) -> bool:
        if is_whole(move):
            self.moves.append(move)
        return is_whole(move)


@dataclass
class Answers:
    """A program with set answers; `asked` holds what it was asked for."""

    short: list[Move | None]
    far: float = 0.0
    searched: Move | None = None
    asked: list[tuple[str, int]] = field(default_factory=list)

    def shortest(self, shift: Shift, *, tries: int) -> Move | None:
        assert tries
        self.asked.append(("shortest", shift.by))
        return self.short.pop(0)

    def reach(self, cell: Cell, *, up: bool) -> float:
        assert (cell, up) == (CELL, True)
        return self.far

    def whole(self, shift: Shift, *, seconds: float) -> Move | None:
        assert seconds
        self.asked.append(("whole", shift.by))
        return self.searched


@pytest.mark.parametrize(
    ("answers", "asked", "proven"),
    [
        (Answers([WHOLE_MOVE]), [("shortest", 3)], [WHOLE_MOVE]),
        (Answers([None, WHOLE_MOVE], far=2.0), [("shortest", 3), ("shortest", 2)], [WHOLE_MOVE]),
        (Answers([None], far=0.4), [("shortest", 3)], []),
        (
            Answers([HALF_MOVE], searched=WHOLE_MOVE),
            [("shortest", 3), ("whole", 3)],
            [WHOLE_MOVE],
        ),
        (Answers([HALF_MOVE]), [("shortest", 3), ("whole", 3)], [{}]),
    ],
    ids=["short", "as far as it goes", "nowhere", "searched for", "fractions alone"],
)
def test_a_shift(answers: Answers, asked: list[tuple[str, int]], proven: list[Move]) -> None:
    noted = Noted()
    prover = Prover(
        cast(ProvenIntervals, noted),
        cast(ProtectionLevels, None),
        Random(1),  # noqa: S311 (no choice is made here)
    )
    prover.shift(cast(Program, answers), Shift(CELL, 3, up=True))
    assert answers.asked == asked
    assert noted.moves == proven
