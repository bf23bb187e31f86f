"""What is shown settles unknowns, and what remains falls apart."""

from __future__ import annotations

from intake.reports.cells import Cell
from intake.reports.disclosure.parts import parts_of
from intake.reports.disclosure.system import System

ONE, TWO, THREE = (Cell("m", "2025Q1", (("at", at),)) for at in "123")


def system(truth: list[int]) -> System:
    """Two rows of two unknowns, and a sum across both."""
    cells = {ONE: {0: 1, 1: 1}, TWO: {2: 1, 3: 1}, THREE: {0: 1, 2: 1}}
    return System(truth=truth, cells=cells)


def test_a_shown_nought_settles_all_below_it_and_what_follows() -> None:
    parts = parts_of(system([0, 0, 2, 3]), {ONE: 0, THREE: 2, TWO: 5})
    assert parts.settled == {0: 0, 1: 0, 2: 2, 3: 3}
    assert not parts.part


def test_rows_that_share_nothing_are_parts_of_their_own() -> None:
    parts = parts_of(system([1, 2, 3, 4]), {ONE: 3, TWO: 7})
    assert {frozenset(columns) for columns in parts.columns.values()} == {
        frozenset({0, 1}),
        frozenset({2, 3}),
    }
    assert len(parts.of({0: 1, 2: 1})) == 2


def test_a_movable_cell_holds_parts_together() -> None:
    parts = parts_of(system([1, 2, 3, 4]), {ONE: 3, TWO: 7}, [THREE])
    assert len(parts.columns) == 1


def test_a_limit_settles_only_what_counts_upwards() -> None:
    limited = System(truth=[0, 0], cells={}, limits=[{0: 1, 1: 1}])
    assert parts_of(limited, {}).settled == {0: 0, 1: 0}
    mixed = System(truth=[0, 0], cells={}, limits=[{0: 1, 1: -1}])
    assert not parts_of(mixed, {}).settled


def test_what_is_settled_is_in_no_part() -> None:
    found = parts_of(system([0, 0, 2, 3]), {ONE: 0, TWO: 5})
    assert not found.of({0: 1, 1: 1})
    assert found.of({2: 1}) == found.of({3: 1})
