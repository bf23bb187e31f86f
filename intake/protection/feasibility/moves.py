"""Moves: changes of unknowns that change nothing shown; pure.

Two complete sets of numbers that fit all that is shown differ by a move. So moves from the true
numbers say how far each withheld cell can be from its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake.numbers.cells import Cell
from intake.protection.feasibility.settling import Settled
from intake.protection.system.model import System

Move = dict[int, float]
"""Unknowns by number, and by how much each differs from its true number; others do not."""

WHOLE = 1e-6
"""How near a number has to be to a whole one to be taken for it."""


@dataclass(frozen=True, slots=True)
class Shift:
    """A cell that shall rise, or fall, by so much."""

    cell: Cell
    by: int
    up: bool


def is_whole(move: Move) -> bool:
    """Whether all steps are whole, as the counted things are."""
    return all(abs(step - round(step)) <= WHOLE for step in move.values())


def split(move: Move, ties: Mapping[int, Sequence[Hashable]]) -> Iterator[Move]:
    """A move in those that are possible each without the others.

    Args:
        ties: by unknown, what it may not move out of by itself.
    """
    tied: dict[Hashable, list[int]] = {}
    for column in move:
        for tie in ties[column]:
            tied.setdefault(tie, []).append(column)
    left = set(move)
    while left:
        reached, waiting = set[int](), [left.pop()]
        while waiting:
            column = waiting.pop()
            reached.add(column)
            for tie in ties[column]:
                near = left.intersection(tied[tie])
                left -= near
                waiting.extend(near)
        yield {column: move[column] for column in reached}


class Limits:
    """The rows of what is known, and how much room each of them has."""

    def __init__(self, system: System, settled: Settled) -> None:
        self._truth = system.truth
        self._settled = settled.numbers
        self._rooms = [row.rest - system.value(row.open) for row in settled.rows]
        self._exact = [row.exact for row in settled.rows]
        self._at: dict[int, list[tuple[int, int]]] = {}
        for index, row in enumerate(settled.rows):
            for column, times in row.open.items():
                self._at.setdefault(column, []).append((index, times))

    def allow(self, move: Mapping[int, int]) -> bool:
        """Whether all rows hold after a move, and nothing is below zero."""
        changes: dict[int, int] = {}
        for column, by in move.items():
            if column in self._settled or self._truth[column] + by < 0:
                return False
            for index, times in self._at.get(column, ()):
                changes[index] = changes.get(index, 0) + times * by
        return all(
            by == 0 if self._exact[index] else by <= self._rooms[index]
            for index, by in changes.items()
        )
