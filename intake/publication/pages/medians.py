"""In which band of lengths of time the middle one lies; pure."""

from __future__ import annotations

from collections.abc import Sequence


def middle_bands(counts: Sequence[int | None]) -> tuple[int, ...]:
    """The places of the bands that hold the middle one, or the middle two of an even number.

    Only from a row of which every number is shown: of a withheld one nothing is said here that
    could narrow it down. Empty where a number is withheld, or where there is nothing to count.
    """
    if any(count is None for count in counts):
        return ()
    shown = [count or 0 for count in counts]
    total = sum(shown)
    if not total:
        return ()
    places = {_place(shown, rank) for rank in ((total - 1) // 2, total // 2)}
    return tuple(sorted(places))


def _place(counts: Sequence[int], rank: int) -> int:
    """The band of the one with this rank, counted from zero."""
    for place, count in enumerate(counts):
        if rank < count:
            return place
        rank -= count
    raise ValueError("there are not so many")
