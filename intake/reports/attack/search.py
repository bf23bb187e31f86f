"""Finds out how far each hidden number of one part can be known: first by many solutions at once,
then cell by cell, in fractions and in whole numbers.

A cell is cleared by two solutions in whole numbers, each checked without any tolerance, that lie
as far apart as was promised. Only what is not cleared so depends on what the solver calls optimal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random

from intake.reports.attack.completion import complete
from intake.reports.attack.history import Known
from intake.reports.attack.reduction import Part
from intake.reports.attack.solver import NEARLY, Optimum, Point, Solver, as_point, holds
from intake.reports.attack.verdict import Attacker

_SHARES = (1.0, 0.5, 0.2)
"""Of the cells not cleared so far, the share that a round of random prices pulls at."""
_FRUITLESS = 3
"""Rounds that clear nothing, after which cells are taken one by one."""


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
        seconds: for one search.
    """

    def __init__(
        self,
        part: Part,
        targets: Mapping[int, Known],
        *,
        allowed: Callable[[int], int | None],
        seconds: float,
    ) -> None:
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
        self._spread(progress)
        for place in sorted(self.watch.open):
            if place in self.watch.open:
                finding = self._single(place)
                if finding is not None:
                    yield finding
                self.watch.open.discard(place)
                progress(len(self.watch.open))

    def _spread(self, progress: Callable[[int], None]) -> None:
        """Solve for random sums of what is not cleared, each sum and its opposite."""
        solver = Solver(self._part, afresh=True)
        fruitless = 0
        for share in cycle(_SHARES):
            if not self.watch.open or fruitless >= _FRUITLESS:
                return
            prices = self._random_prices(share)
            cleared = False
            for sign in (1, -1):
                signed = {place: sign * price for place, price in prices.items()}
                found = solver.greatest(signed, seconds=self._seconds)
                cleared |= self._see(found, signed)
            fruitless = 0 if cleared else fruitless + 1
            progress(len(self.watch.open))

    def _random_prices(self, share: float) -> dict[int, float]:
        chosen = [place for place in sorted(self.watch.open) if self._random.random() < share]
        return {place: self._random.choice((-1.0, 1.0)) for place in chosen}

    def _see(self, found: Optimum, prices: Mapping[int, float]) -> bool:
        """Take down a solution, made whole first if need be; says whether it cleared anything."""
        if found.place is None:
            return False
        point = as_point(found.place)
        if point is None:
            point = complete(self._part, found.place, prices, seconds=self._seconds)
        return point is not None and self.watch.see(point)

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
