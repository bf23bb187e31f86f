"""Finds out how far each hidden number of one part can be known: first by solutions far apart and
many short ways from each of them, then cell by cell, in fractions and in whole numbers.

A cell is cleared by two solutions in whole numbers, each checked without any tolerance, that lie
as far apart as was promised. Only what is not cleared so depends on what the solver calls optimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from math import ceil
from random import Random

from intake.attack.completion import complete
from intake.attack.history import Known
from intake.attack.moves import Moves
from intake.attack.reduction import Part
from intake.attack.solver import NEARLY, Optimum, Point, Solver, as_point, holds
from intake.attack.verdict import Attacker

_SHARES = (1.0, 0.5, 0.2)
"""Of the cells not cleared so far, the share that a round of random prices pulls at."""
_FRUITLESS = 5
"""Rounds that clear nothing, after which something else is tried."""
_ENOUGH = 0.8
"""What was tried is tried once more while it leaves no larger share of the cells than this."""
_ONE_IN = 7
"""Of the cells not cleared so far, one in so many is moved by short ways at a time."""
_MOST = 40
"""Moved at a time, and half of that after a round that clears none: fewer are less in the way."""
_AT_ANY_COST = 1e6
"""What a step of a cell that is moved alone is worth: more than any way is long."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search says of an unknown that it could not clear; None is a bound not reached."""

    place: int
    low: float | None
    high: float | None
    attacker: Attacker


class Watch:
    """The targets of a part, and the least and greatest number seen of each so far."""

    def __init__(self, part: Part, targets: Mapping[int, Known]) -> None:
        self.part = part
        self.targets = dict(targets)
        self.open = set(targets)
        self.low: dict[int, int] = {}
        self.high: dict[int, int] = {}
        self.points = 0

    def see(self, point: Point) -> bool:
        """Take down a solution in whole numbers; says whether it cleared any target."""
        if not holds(self.part, point):
            return False
        self.points += 1
        cleared = set()
        for place in self.open:
            number = point[place]
            self.low[place] = min(number, self.low.get(place, number))
            self.high[place] = max(number, self.high.get(place, number))
            if self.high[place] - self.low[place] >= self.targets[place].wanted:
                cleared.add(place)
        self.open -= cleared
        return bool(cleared)


class Search:
    """One part under attack.

    Args:
        targets: what is to stay hidden, by its place in the part.
        allowed: a smaller width than a target's that is all that was promised; None: there is none.
        kinds: sorts of unknowns, for each unknown, the finest first: ways are short within one.
        seconds: for one search.
    """

    def __init__(
        self,
        part: Part,
        targets: Mapping[int, Known],
        *,
        allowed: Callable[[int], int | None],
        kinds: Sequence[Sequence[str]] = (),
        seconds: float,
    ) -> None:
        self._kinds = kinds
        self._allowed = allowed
        self.watch = Watch(part, targets)
        self._part = part
        self._seconds = seconds
        self._linear = Solver(part)
        self._whole: Solver | None = None
        self._random = Random(len(part.columns))  # noqa: S311  (any directions will do)

    def run(self, progress: Callable[[int], None]) -> Iterator[Finding]:
        """Attack every target; yields those that are not cleared.

        Args:
            progress: told how many targets are left.

        Raises:
            Unsolvable: no numbers fit the part at all.
        """
        left = 2 * len(self.watch.open)
        start: Point | None = None
        while _ENOUGH * left > len(self.watch.open):
            left = len(self.watch.open)
            start = self._spread(progress)
            if start is None:
                break
            start = self._move_apart(start, progress)
        if start is not None:
            self._move_alone(start, progress)
        for place in sorted(self.watch.open):
            if place in self.watch.open:
                finding = self._single(place)
                if finding is not None:
                    yield finding
                self.watch.open.discard(place)
                progress(len(self.watch.open))

    def _spread(self, progress: Callable[[int], None]) -> Point | None:
        """Solve for random sums of what is not cleared, each sum and its opposite; at the first
        solution with fractions, give it made whole.
        """
        solver = Solver(self._part, afresh=True)
        fruitless = 0
        for share in cycle(_SHARES):
            if not self.watch.open or fruitless >= _FRUITLESS:
                return None
            prices = self._random_prices(share)
            cleared = False
            for sign in (1, -1):
                signed = {place: sign * price for place, price in prices.items()}
                found = solver.greatest(signed, seconds=self._seconds)
                point = self._whole_point(found, signed)
                if point is not None:
                    cleared |= self.watch.see(point)
                    if as_point(found.place or ()) is None and self.watch.open:
                        return point
            fruitless = 0 if cleared else fruitless + 1
            progress(len(self.watch.open))
        return None

    def _move_apart(self, start: Point, progress: Callable[[int], None]) -> Point:
        """Look near a solution, among unknowns of one kind and then of a wider one; gives where
        that ended.
        """
        for kinds in self._kinds:
            for kind in sorted(set(kinds)):
                places = [place for place, one in enumerate(kinds) if one == kind]
                if self.watch.open.intersection(places):
                    moves = Moves(self._part, start, places, self._random)
                    self._move(moves, places, progress)
                    start = moves.at
        return start

    def _move_alone(self, start: Point, progress: Callable[[int], None]) -> None:
        """Look near a solution for one target at a time, among all unknowns."""
        moves = Moves(self._part, start, range(len(self._part.columns)), self._random)
        before = 2 * len(self.watch.open)
        while _ENOUGH * before > len(self.watch.open):
            before = len(self.watch.open)
            self._move_each(moves, progress)

    def _move_each(self, moves: Moves, progress: Callable[[int], None]) -> None:
        """Move what is not cleared one by one, by ways as long as need be."""
        for place in self._random.sample(sorted(self.watch.open), len(self.watch.open)):
            wanted = {place: self.watch.targets[place].wanted}
            for way in self._random.sample((1, -1), 2):
                if place in self.watch.open:
                    self.watch.see(moves.pull({place: way}, wanted, worth=_AT_ANY_COST))
            progress(len(self.watch.open))

    def _move(self, moves: Moves, places: Sequence[int], progress: Callable[[int], None]) -> None:
        """Move some of what is not cleared at a time, there and the other way."""
        fruitless, most = 0, _MOST
        while fruitless < _FRUITLESS:
            left = sorted(self.watch.open.intersection(places))
            if not left:
                return
            before = len(self.watch.open)
            chosen = self._random.sample(left, min(most, ceil(len(left) / _ONE_IN)))
            pulls = {place: self._random.choice((-1, 1)) for place in chosen}
            wanted = {place: self.watch.targets[place].wanted for place in chosen}
            for sign in (1, -1):
                ways = {place: sign * way for place, way in pulls.items()}
                self.watch.see(moves.pull(ways, wanted))
            cleared = before - len(self.watch.open)
            if not cleared:
                most = max(1, most // 2)
            fruitless = 0 if cleared else fruitless + 1
            progress(len(self.watch.open))

    def _random_prices(self, share: float) -> dict[int, float]:
        chosen = [place for place in sorted(self.watch.open) if self._random.random() < share]
        return {place: self._random.choice((-1.0, 1.0)) for place in chosen}

    def _see(self, found: Optimum, prices: Mapping[int, float]) -> bool:
        """Take down a solution, made whole first if need be; says whether it cleared anything."""
        point = self._whole_point(found, prices)
        return point is not None and self.watch.see(point)

    def _whole_point(self, found: Optimum, prices: Mapping[int, float]) -> Point | None:
        """A solution as it is, or made whole."""
        if found.place is None:
            return None
        point = as_point(found.place)
        if point is None:
            point = complete(self._part, found.place, prices, seconds=self._seconds)
        return point

    def _single(self, place: int) -> Finding | None:
        known = self.watch.targets[place]
        ends = [self._linear.greatest({place: sign}, seconds=self._seconds) for sign in (-1, 1)]
        low, high = _bounds(ends)
        if low is not None and known.small is not None and low >= known.small - NEARLY:
            return None
        if low is None or high is None:
            return Finding(place, low, high, Attacker.LINEAR)
        if high - low < known.wanted - NEARLY:
            known = self._with_allowance(place)
        if high - low < known.wanted - NEARLY:
            return Finding(place, low, high, Attacker.LINEAR)
        for sign, end in zip((-1, 1), ends, strict=True):
            self._see(end, {place: sign})
        return self._single_whole(place, known) if place in self.watch.open else None

    def _with_allowance(self, place: int) -> Known:
        known = self.watch.targets[place]
        allowed = self._allowed(place)
        if allowed is not None and allowed < known.wanted:
            self.watch.targets[place] = known = replace(known, wanted=allowed)
        return known

    def _single_whole(self, place: int, known: Known) -> Finding | None:
        self._whole = self._whole or Solver(self._part, whole=True)
        ends = []
        for sign in (-1, 1):
            enough = self._enough(place, sign, known)
            found = self._whole.greatest({place: sign}, seconds=self._seconds, enough=enough)
            self._see(found, {place: sign})
            if place not in self.watch.open:
                return None
            ends.append(found)
        low, high = _bounds(ends)
        if low is not None and known.small is not None and low >= known.small - NEARLY:
            return None
        return Finding(place, low, high, Attacker.WHOLE)

    def _enough(self, place: int, sign: int, known: Known) -> float | None:
        """How far the search has to get to clear the cell with what was seen before."""
        if place not in self.watch.low:
            return None
        if sign > 0:
            return float(self.watch.low[place] + known.wanted)
        return float(known.wanted - self.watch.high[place])


def _bounds(ends: Sequence[Optimum]) -> tuple[float | None, float | None]:
    """The least and the greatest number, from the two searches for them."""
    least, most = (end.value for end in ends)
    return None if least is None else -least, most
