"""Moves that were found for earlier releases, for who protects many of them in one go.

Nothing here is needed: what is not remembered is found again. It holds true numbers, and so it is
kept in the memory of one process and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from intake.numbers.cells import Cell
from intake.protection.system.model import Name, System


class Proofs:
    """Moves by the names of their unknowns; each is looked at again before it counts.

    Attributes:
        allowed: the allowances of cells; they stay as they were.
    """

    def __init__(self) -> None:
        self.allowed: dict[Cell, int] = {}
        self._moves: list[dict[Name, int]] = []

    def keep(self, system: System, moves: Iterable[Mapping[int, int]]) -> None:
        """Remember the moves of a release, and no others."""
        self._moves = [{system.names[column]: by for column, by in move.items()} for move in moves]

    def moves_in(self, system: System) -> Iterator[dict[int, int]]:
        """The moves in the unknowns of another system, where it has them all."""
        columns = {name: column for column, name in enumerate(system.names)}
        for move in self._moves:
            if move.keys() <= columns.keys():
                yield {columns[name]: by for name, by in move.items()}
