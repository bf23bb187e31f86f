"""Short ways: each leads to a solution in whole numbers, and as far as there is any room."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.attack.moves import Moves
from intake.attack.reduction import Part
from intake.attack.solver import holds

SIDE = 4
PLACES = range(SIDE * SIDE)


def table(numbers: list[int], *, at_most: int | None = None) -> Part:
    """A square of numbers of which rows and columns are known, and what its diagonal may have."""
    rows: list[tuple[tuple[tuple[int, int], ...], int, int | None]] = []
    for line in range(SIDE):
        for places in (
            [SIDE * line + i for i in range(SIDE)],
            [SIDE * i + line for i in PLACES][:SIDE],
        ):
            total = sum(numbers[place] for place in places)
            rows.append((tuple((place, 1) for place in places), total, total))
    if at_most is not None:
        diagonal = tuple((SIDE * i + i, -1) for i in range(SIDE))
        rows.append((diagonal, -at_most, None))
    return Part(
        columns=tuple(PLACES), low=(0,) * len(PLACES), high=(50,) * len(PLACES), rows=tuple(rows)
    )


@settings(max_examples=60, deadline=None)
@given(
    numbers=st.lists(st.integers(0, 6), min_size=len(PLACES), max_size=len(PLACES)),
    spare=st.integers(0, 3),
    seed=st.integers(0, 1000),
)
def test_every_way_leads_to_a_solution(numbers: list[int], spare: int, seed: int) -> None:
    at_most = sum(numbers[SIDE * i + i] for i in range(SIDE)) + spare
    part = table(numbers, at_most=at_most)
    random = Random(seed)  # noqa: S311  (any directions will do)
    moves = Moves(part, numbers, PLACES, random)
    for _ in range(12):
        pulls = {place: random.choice((1, -1)) for place in random.sample(PLACES, 3)}
        point = moves.pull(pulls, dict.fromkeys(PLACES, random.choice((1, 3, 9))))
        assert holds(part, point), (pulls, point)


@pytest.mark.parametrize(("place", "way"), [*product((0, 5, 11), (1, -1))])
def test_one_unknown_goes_as_far_as_it_can(place: int, way: int) -> None:
    """In such a table it can fall to nought, or rise to the smaller of its two sums."""
    numbers = [3] * len(PLACES)
    moves = Moves(table(numbers), numbers, PLACES, Random(1))  # noqa: S311  (see above)
    point = moves.pull({place: way}, {place: 50}, worth=1e6)
    assert point[place] == (12 if way > 0 else 0)


def test_no_further_than_is_asked_for() -> None:
    numbers = [3] * len(PLACES)
    moves = Moves(table(numbers), numbers, PLACES, Random(1))  # noqa: S311  (see above)
    assert moves.pull({0: 1}, {0: 2})[0] == 5
    assert moves.pull({0: -1}, {0: 4})[0] == 1


def test_what_may_not_move_stays() -> None:
    numbers = [3] * len(PLACES)
    places = [0, 1, SIDE, SIDE + 1]
    moves = Moves(table(numbers), numbers, places, Random(1))  # noqa: S311  (see above)
    point = moves.pull({0: 1}, {0: 50})
    assert point[0] == 6
    assert all(point[place] == 3 for place in PLACES if place not in places)


def test_a_way_in_fractions_is_not_gone() -> None:
    """Three unknowns of which each two add up to an odd number: halves alone would do."""
    rows = (((0, 2), (1, -2), (2, -1)), 0, 0), (((2, 1), (3, -1)), 0, 0)
    part = Part(columns=(0, 1, 2, 3), low=(0, 0, 0, 0), high=(1, 0, 1, 1), rows=rows)
    moves = Moves(part, [0, 0, 0, 0], range(4), Random(1))  # noqa: S311  (see above)
    assert moves.pull({2: 1}, {2: 1}) == [0, 0, 0, 0]
