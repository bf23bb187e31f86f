"""What a program says of how cells can move, on a system that can be overlooked."""

from intake.numbers.cells import Cell
from intake.protection.feasibility.parts import parts_of
from intake.protection.feasibility.programs import Program
from intake.protection.feasibility.settling import settle
from intake.protection.system.model import System

ONE, TWO, BOTH = (Cell("m", "2025Q1", (("at", at),)) for at in ("1", "2", "both"))
SYSTEM = System(truth=[5, 5], cells={ONE: {0: 1}, TWO: {1: 1}, BOTH: {0: 1, 1: 1}})


def program() -> Program:
    """Two cells of one unknown each, which may be anything, and their sum, which is held."""
    parts = parts_of(SYSTEM, settle(SYSTEM, {}), SYSTEM.cells)
    made = Program(
        SYSTEM, parts, parts.columns, cells=sorted(SYSTEM.cells), weights=lambda column, attempt: 1
    )
    made.let_go(ONE)
    made.let_go(TWO)
    return made


def test_a_move_is_taken_apart_only_where_no_held_cell_ties_it_together() -> None:
    (move,) = program().lift({ONE: True, TWO: False}, 3, attempt=0)
    assert move == {0: 3.0, 1: -3.0}


def test_moves_that_nothing_ties_together_stand_alone() -> None:
    made = program()
    made.let_go(BOTH)
    moves = sorted(made.lift({ONE: True, TWO: False}, 3, attempt=0), key=sorted)
    assert moves == [{0: 3.0}, {1: -3.0}]
