"""The search: whole numbers are not fractions, time runs out, and no number fits."""

from collections.abc import Mapping, Sequence

import pytest

from intake.attack.cliques import tree_of
from intake.attack.history import Known
from intake.attack.reduction import Contradiction, Part, parts_of, put_in, tighten
from intake.attack.search import Finding, Search
from intake.attack.solver import Unsolvable, holds
from intake.attack.system import System, add_tables, cell_of
from intake.attack.verdict import Attacker, Cell


def part(high: Sequence[int], *rows: tuple[Mapping[int, int], int]) -> Part:
    return Part(
        columns=tuple(range(len(high))),
        low=(0,) * len(high),
        high=tuple(high),
        rows=tuple((tuple(sorted(row.items())), total, total) for row, total in rows),
    )


def search(
    one: Part, wanted: int, *, small: int | None = 10, seconds: float = 20.0
) -> list[Finding]:
    targets = {0: Known(number=None, window=0, wanted=wanted, small=small)}
    found = Search(one, targets, allowed=lambda place: None, seconds=seconds)
    return list(found.run(lambda left: None))


def test_whole_numbers_lie_closer_than_fractions() -> None:
    odd = part([30, 30], ({0: 1, 1: 2}, 11))
    assert search(odd, 10) == []
    assert search(odd, 11) == [Finding(0, 1, 11, Attacker.WHOLE)]
    assert search(odd, 12) == [Finding(0, 0, 11, Attacker.LINEAR)]


def test_whole_numbers_may_show_that_none_is_small() -> None:
    jumps = part([30, 2], ({0: 1, 1: -10}, 5))
    assert search(jumps, 20) == []
    assert search(jumps, 25) == [Finding(0, 5, 25, Attacker.LINEAR)]
    # 14, 16, 18 as fractions go down to 13.
    halves = part([30, 30], ({0: 1, 1: 2}, 30))
    low = Part(halves.columns, (13, 6), (18, 30), halves.rows)
    assert search(low, 5, small=14) == []
    assert search(low, 5, small=15) == [Finding(0, 14, 18, Attacker.WHOLE)]


def test_a_search_without_time_decides_nothing() -> None:
    finding = search(part([30, 30], ({0: 1, 1: 2}, 11)), 10, seconds=0.0)[0]
    assert finding.low is None or finding.high is None


def test_no_number_fits() -> None:
    with pytest.raises(Unsolvable):
        search(part([3, 3], ({0: 1, 1: 2}, 11)), 10)


def test_a_solution_is_checked_without_tolerance() -> None:
    one = part([5, 5], ({0: 1, 1: 1}, 7))
    assert holds(one, [3, 4])
    assert not holds(one, [3, 3])
    assert not holds(one, [1, 6])


def test_tables_in_a_line_are_not_merged() -> None:
    sizes = {"a": 3, "b": 3, "c": 3}
    tree = tree_of([frozenset("ab"), frozenset("bc")], sizes)
    assert set(tree.cliques) == {frozenset("ab"), frozenset("bc")}
    assert tree.links == ((0, 1, frozenset("b")),)


def test_tables_in_a_ring_are_merged() -> None:
    sizes = {"a": 3, "b": 3, "c": 3, "d": 3}
    ring = [frozenset("ab"), frozenset("bc"), frozenset("ca"), frozenset("cd")]
    assert set(tree_of(ring, sizes).cliques) == {frozenset("abc"), frozenset("cd")}


def test_what_is_shown_forces_what_hangs_on_it() -> None:
    system = System(100)
    values = {"a": ("x", "y", "z")}
    add_tables(system, "m", 2024, [frozenset("a")], values)
    numbers = {cell_of("m", 2024, {}): 0}
    put_in(system, {cell: Known(number, 0, 9, 10) for cell, number in numbers.items()})
    tighten(system)
    assert system.high == [0, 0, 0, 0]
    assert parts_of(system) == ()


def test_parts_that_share_no_sum_are_searched_apart() -> None:
    system = System(100)
    for measure in ("m", "n"):
        add_tables(system, measure, 2024, [frozenset("a")], {"a": ("x", "y", "z")})
        put_in(system, {Cell(measure, "2024", ()): Known(20, 0, 9, 10)})
    tighten(system)
    found = parts_of(system)
    assert [len(one.columns) for one in found] == [3, 3]
    assert found[0].rows == (((((0, 1), (1, 1), (2, 1))), 20, 20),)


def test_sums_that_do_not_add_up_are_named() -> None:
    system = System(100)
    add_tables(system, "m", 2024, [frozenset("a")], {"a": ("x", "y")})
    shown = {(): 20, (("a", "x"),): 12, (("a", "y"),): 9}
    put_in(system, {Cell("m", "2024", at): Known(n, 0, 9, 10) for at, n in shown.items()})
    with pytest.raises(Contradiction, match="m 2024"):
        tighten(system)
