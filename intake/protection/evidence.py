"""Moves that were found for earlier releases, for who protects many of them in one go.

Nothing here is needed: what is not remembered is found again. It holds true numbers, and so it is
kept in the memory of one process and nowhere else.
"""

from __future__ import annotations

from collections.abc import Mapping

from intake.numbers.cells import Cell
from intake.protection.parts import Settled
from intake.protection.seen import Seen
from intake.protection.system import Name, System


class Evidence:
    """Moves by the names of their unknowns; each is looked at anew before it counts.

    Attributes:
        allowed: how wide cells could be without their own release; that stays as it was.
    """

    def __init__(self) -> None:
        self.allowed: dict[Cell, int] = {}
        self._moves: list[dict[Name, int]] = []

    def keep(self, system: System, seen: Seen) -> None:
        """Remember the moves of a release, and no others."""
        self._moves = [
            {system.names[column]: by for column, by in move.items()} for move in seen.moves
        ]

    def recall(self, system: System, settled: Settled, seen: Seen) -> None:
        """Note what is possible still: within what is known now, and not below nought."""
        columns = {name: column for column, name in enumerate(system.names)}
        limits = _Limits(system, settled)
        for move in self._moves:
            if move.keys() <= columns.keys():
                steps = {columns[name]: by for name, by in move.items()}
                if limits.allow(steps):
                    seen.note({column: float(by) for column, by in steps.items()})


class _Limits:
    """The rows of what is known, and how much room each of them has."""

    def __init__(self, system: System, settled: Settled) -> None:
        self._system = system
        self._settled = settled.numbers
        self._rooms = [row.rest - system.value(row.open) for row in settled.rows]
        self._exact = [row.exact for row in settled.rows]
        self._at: dict[int, list[tuple[int, int]]] = {}
        for index, row in enumerate(settled.rows):
            for column, times in row.open.items():
                self._at.setdefault(column, []).append((index, times))

    def allow(self, steps: Mapping[int, int]) -> bool:
        """Whether all rows hold after a move."""
        changes: dict[int, int] = {}
        for column, by in steps.items():
            if column in self._settled or self._system.truth[column] + by < 0:
                return False
            for index, times in self._at.get(column, ()):
                changes[index] = changes.get(index, 0) + times * by
        return all(
            by == 0 if self._exact[index] else by <= self._rooms[index]
            for index, by in changes.items()
        )
