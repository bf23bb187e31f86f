"""What is shown settles unknowns, and what remains falls apart."""

from __future__ import annotations

from intake.numbers.cells import Cell
from intake.protection.feasibility.parts import Parts, parts_of
from intake.protection.feasibility.settling import settle
from intake.protection.system.model import System

ONE, TWO, THREE = (Cell("m", "2025Q1", (("at", at),)) for at in "123")


def system(truth: list[int]) -> System:
    """Two rows of two unknowns, and a sum across both."""
    cells = {ONE: {0: 1, 1: 1}, TWO: {2: 1, 3: 1}, THREE: {0: 1, 2: 1}}
    return System(truth=truth, cells=cells)


def parts(of: System, shown: dict[Cell, int], movable: tuple[Cell, ...] = ()) -> Parts:
    return parts_of(of, settle(of, shown), movable)


def test_a_shown_nought_settles_all_below_it_and_what_follows() -> None:
    of = system([0, 0, 2, 3])
    settled = settle(of, {ONE: 0, THREE: 2, TWO: 5})
    assert settled.numbers == {0: 0, 1: 0, 2: 2, 3: 3}
    assert not parts_of(of, settled).part


def test_what_more_is_shown_settles_more_of_what_was_known() -> None:
    of = system([0, 0, 2, 3])
    known = settle(of, {ONE: 0, TWO: 5})
    assert known.numbers == {0: 0, 1: 0}
    assert settle(of, {THREE: 2}, known).numbers == {0: 0, 1: 0, 2: 2, 3: 3}
    assert known.rows == settle(of, {ONE: 0, TWO: 5}).rows


def test_what_is_kept_apart_moves_on_one_side_alone() -> None:
    of = system([1, 2, 3, 4])
    settled = settle(of, {ONE: 3, TWO: 7, THREE: 4})
    assert len(parts_of(of, settled).columns) == 1
    found = parts_of(of, settled, apart=[0, 0, 1, 1])
    assert sorted(found.columns.values()) == [(0, 1), (2, 3)]
    sums = sorted((sorted(row.open), row.rest) for rows in found.rows.values() for row in rows)
    assert sums == [([0], 1), ([0, 1], 3), ([2], 3), ([2, 3], 7)]


def test_rows_that_share_nothing_are_parts_of_their_own() -> None:
    found = parts(system([1, 2, 3, 4]), {ONE: 3, TWO: 7})
    assert {frozenset(columns) for columns in found.columns.values()} == {
        frozenset({0, 1}),
        frozenset({2, 3}),
    }
    assert len(found.of({0: 1, 2: 1})) == 2


def test_a_movable_cell_holds_parts_together() -> None:
    found = parts(system([1, 2, 3, 4]), {ONE: 3, TWO: 7}, (THREE,))
    assert len(found.columns) == 1


def test_a_limit_settles_only_what_counts_upwards() -> None:
    limited = System(truth=[0, 0], cells={}, limits=[{0: 1, 1: 1}])
    assert settle(limited, {}).numbers == {0: 0, 1: 0}
    mixed = System(truth=[0, 0], cells={}, limits=[{0: 1, 1: -1}])
    assert not settle(mixed, {}).numbers


def test_what_is_settled_is_in_no_part() -> None:
    found = parts(system([0, 0, 2, 3]), {ONE: 0, TWO: 5})
    assert not found.of({0: 1, 1: 1})
    assert found.of({2: 1}) == found.of({3: 1})
