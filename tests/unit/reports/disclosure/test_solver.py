"""What a program says of how cells can move, on systems that can be overlooked."""

from intake.reports.cells import Cell
from intake.reports.disclosure.parts import parts_of, settle
from intake.reports.disclosure.solver import Program, Steps
from intake.reports.disclosure.system import Sum, System

ONE, TWO, ACROSS = (Cell("m", "2025Q1", (("at", at),)) for at in ("1", "2", "across"))
SYSTEM = System(
    truth=[5, 5, 5, 5],
    cells={ONE: {0: 1, 1: 1}, TWO: {2: 1, 3: 1}, ACROSS: {0: 1, 2: 1}},
)


def program() -> Program:
    """Two cells of two unknowns, and one across both; nothing is shown, all three are held."""
    parts = parts_of(SYSTEM, settle(SYSTEM, {}), SYSTEM.cells)
    return Program(
        SYSTEM, parts, parts.columns, cells=sorted(SYSTEM.cells), weights=lambda column, attempt: 1
    )


def change(steps: Steps, terms: Sum) -> float:
    return sum(times * steps.get(column, 0) for column, times in terms.items())


def test_moves_at_once_are_possible_one_by_one_where_cells_are_held() -> None:
    made = program()
    made.let_go(ONE)
    made.let_go(TWO)
    moves = list(made.lift({ONE: True, TWO: False}, 3, attempt=0))
    assert moves
    for move in moves:
        assert change(move, SYSTEM.cells[ACROSS]) == 0
    assert sum(change(move, SYSTEM.cells[ONE]) for move in moves) == 3
    assert sum(change(move, SYSTEM.cells[TWO]) for move in moves) == -3


def test_a_move_that_has_to_pass_through_a_held_cell_stays_whole() -> None:
    made = program()
    made.let_go(ONE)
    (move,) = made.lift({ONE: True}, 3, attempt=0)
    assert change(move, SYSTEM.cells[ONE]) == 3
    assert change(move, SYSTEM.cells[TWO]) == change(move, SYSTEM.cells[ACROSS]) == 0
