"""Short ways from one solution in whole numbers to others, many at once.

An extreme point far away has fractions in many places, and each of them is dear to make whole. A
short way changes few unknowns, mostly by whole numbers; and ways that share no row are possible one
without the other, so that a fraction in one of them spoils no other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from random import Random

import highspy

from intake.attack.reduction import Part
from intake.attack.solver import NEARLY, Point, program_of

WORTH = 1e3
"""What a step of an unknown that is pulled at is worth, against one or two for any other."""

SECONDS = 60.0
"""How long a way is looked for; without one everything stays where it is."""

Way = dict[int, int]
"""By how much unknowns differ from where they were."""

Sum = tuple[tuple[tuple[int, int], ...], int, int | None]
"""Unknowns and their factors, and the least and the greatest sum (None: no limit)."""


class Moves:
    """Some unknowns of a part that are moved away from one of its solutions; the others stay.

    Args:
        start: the solution, in whole numbers.
        places: the unknowns that may move.

    Attributes:
        at: the solution that was come to, in whole numbers.
    """

    def __init__(self, part: Part, start: Point, places: Sequence[int], random: Random) -> None:
        self.at = list(start)
        self._random = random
        self._at = {place: number for number, place in enumerate(places)}
        self._places = places
        self._rows_of: dict[int, list[tuple[int, int]]] = {place: [] for place in places}
        self._room = [
            end
            for place in places
            for end in (part.high[place] - start[place], start[place] - part.low[place])
        ]
        self._loose: dict[int, int] = {}
        self._highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 1)):
            self._highs.setOptionValue(name, value)
        rows = self._rows(part)
        ups_and_downs = Part(
            tuple(range(len(self._room))), (0,) * len(self._room), tuple(self._room), rows
        )
        self._highs.passModel(program_of(ups_and_downs, whole=False))
        self._nowhere = highspy.HighsBasis()
        self._nowhere.col_status = [highspy.HighsBasisStatus.kLower] * len(self._room)
        self._nowhere.row_status = [highspy.HighsBasisStatus.kBasic] * len(rows)
        self._nowhere.valid = True

    def pull(
        self, pulls: Mapping[int, int], most: Mapping[int, int], *, worth: float = WORTH
    ) -> Point:
        """Go by short ways that move some unknowns up (1) or down (-1); gives where they lead.

        Args:
            most: how far each of them should go at most.
            worth: what a step of one of them is worth: the more, the longer the ways.
        """
        costs = [1 + self._random.random() for _ in self._room]
        pulling = {
            2 * self._at[place] + (0 if sign > 0 else 1): place for place, sign in pulls.items()
        }
        for column, place in pulling.items():
            costs[column] = -worth
            room = min(most[place], self._room[column])
            self._highs.changeColBounds(column, 0.0, float(room))
            # Up and down at once would be no way at all.
            self._highs.changeColBounds(column ^ 1, 0.0, 0.0)
        self._highs.changeColsCost(len(costs), list(range(len(costs))), costs)
        self._highs.setBasis(self._nowhere)
        # The solver's clock runs on over all of its searches.
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + SECONDS)
        self._highs.run()
        solved = self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
        found = list(self._highs.getSolution().col_value)
        for column in pulling:
            for end in (column, column ^ 1):
                self._highs.changeColBounds(end, 0.0, float(self._room[end]))
        if solved:
            for way in self._whole_ways(found):
                self._go(way)
        return self.at

    def _go(self, way: Way) -> None:
        for place, by in way.items():
            self.at[place] += by
            column = 2 * self._at[place]
            self._room[column] -= by
            self._room[column + 1] += by
            for end in (column, column + 1):
                self._highs.changeColBounds(end, 0.0, float(self._room[end]))
            for row, factor in self._rows_of[place]:
                if row in self._loose:
                    self._loose[row] -= factor * by
        for row in {row for place in way for row, _ in self._rows_of[place]} & self._loose.keys():
            self._highs.changeRowBounds(row, float(self._loose[row]), highspy.kHighsInf)

    def _whole_ways(self, found: Sequence[float]) -> Iterator[Way]:
        """The parts of a move that share no row, those of them that are in whole numbers."""
        steps = {
            place: step
            for place, up, down in zip(self._places, found[0::2], found[1::2], strict=True)
            if abs(step := up - down) > NEARLY
        }
        moved = set(steps)
        in_row: dict[int, list[int]] = {}
        for place in moved:
            for row, _ in self._rows_of[place]:
                in_row.setdefault(row, []).append(place)
        while moved:
            waiting = [moved.pop()]
            reached = []
            while waiting:
                place = waiting.pop()
                reached.append(place)
                for row, _ in self._rows_of[place]:
                    near = moved.intersection(in_row.pop(row, ()))
                    moved -= near
                    waiting.extend(near)
            way = {place: steps[place] for place in reached}
            if all(abs(by - round(by)) <= NEARLY for by in way.values()):
                yield {place: round(by) for place, by in way.items()}

    def _rows(self, part: Part) -> tuple[Sum, ...]:
        """What ties the unknowns, of which each can go up and down."""
        found: list[Sum] = []
        for parts, least, most in part.rows:
            inside = [(self._at[place], factor) for place, factor in parts if place in self._at]
            if not inside:
                continue
            for at, factor in inside:
                self._rows_of[self._places[at]].append((len(found), factor))
            both = tuple(
                end for at, factor in inside for end in ((2 * at, factor), (2 * at + 1, -factor))
            )
            here = sum(factor * self.at[place] for place, factor in parts)
            if most is None:
                self._loose[len(found)] = least - here
            found.append((both, least - here, None if most is None else most - here))
        return tuple(found)
