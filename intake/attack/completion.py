"""Turns a solution with some fractions into one in whole numbers close by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake.attack.reduction import Part
from intake.attack.solver import NEARLY, Point, Solver, Unsolvable

_WIDER = 3
"""How many steps along the rows are freed around the fractions, before everything is."""
_NEAR_ENOUGH = 0.2
"""Share of the greatest sum that may be missing; more takes long and clears few cells more."""


def complete(
    part: Part, place: Sequence[float], prices: Mapping[int, float], *, seconds: float
) -> Point | None:
    """Whole numbers with a great sum too, which keep what was whole as far as they can.

    Frees the unknowns with fractions and those that share a row with them, and so on, and in the
    end all of them.
    """
    free = {at for at, number in enumerate(place) if abs(number - round(number)) > NEARLY}
    for _ in range(_WIDER):
        free = _beside(part, free)
        point = _filled(part, place, sorted(free), prices, seconds)
        if point is not None or len(free) == len(place):
            return point
    return _filled(part, place, range(len(place)), prices, seconds)


def _filled(
    part: Part,
    place: Sequence[float],
    free: Sequence[int],
    prices: Mapping[int, float],
    seconds: float,
) -> Point | None:
    point = [round(number) for number in place]
    inner = {at: position for position, at in enumerate(free)}
    rows = []
    for parts, least, most in part.rows:
        here = tuple((inner[at], factor) for at, factor in parts if at in inner)
        fixed = sum(factor * point[at] for at, factor in parts if at not in inner)
        if here:
            rows.append((here, least - fixed, None if most is None else most - fixed))
    small = Part(
        columns=tuple(free),
        low=tuple(part.low[at] for at in free),
        high=tuple(part.high[at] for at in free),
        rows=tuple(rows),
    )
    inside = {inner[at]: price for at, price in prices.items() if at in inner}
    try:
        found = Solver(small, whole=True, gap=_NEAR_ENOUGH).greatest(inside, seconds=seconds)
    except Unsolvable:
        return None
    if found.place is None:
        return None
    for at, number in zip(free, found.place, strict=True):
        point[at] = round(number)
    return point


def _beside(part: Part, free: set[int]) -> set[int]:
    wider = set(free)
    for parts, _, _ in part.rows:
        if any(at in free for at, _ in parts):
            wider.update(at for at, _ in parts)
    return wider
