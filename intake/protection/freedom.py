"""What can still move while some cells are shown: the parts of a system, each with its program."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

from intake.numbers.cells import Cell
from intake.protection.parts import Settled, parts_of
from intake.protection.solver import Program
from intake.protection.system import System

Weights = Callable[[int, int], float]
"""What a step of an unknown costs in the shortest move, by unknown and try."""


class Freedom:
    """The programs of a system of which some is known.

    Args:
        cells: those that can be asked about; the free ones of them can be anything.
        apart: see `parts_of`.
        movable: see `parts_of`.
    """

    def __init__(
        self,
        system: System,
        settled: Settled,
        cells: Iterable[Cell],
        *,
        free: Collection[Cell],
        weights: Weights,
        apart: Sequence[Hashable] | None = None,
        movable: Collection[Cell] = (),
    ) -> None:
        asked = sorted(cells)
        self._system = system
        self._free = free
        self._weights = weights
        self._parts = parts_of(system, settled, movable, apart=apart)
        self._at = {cell: self._parts.of(system.cells[cell]) for cell in asked}
        self._programs: dict[frozenset[int], Program] = {}
        self._inside: dict[frozenset[int], list[Cell]] = {}
        for cell, indices in self._at.items():
            self._inside.setdefault(indices, []).append(cell)

    def reaches_into(self, cell: Cell) -> frozenset[int]:
        """The parts that a cell reaches into; none when its number follows from what is known."""
        return self._parts.of(self._system.cells[cell])

    def limited(self) -> frozenset[int]:
        """The parts in which something is at most something else."""
        return frozenset(
            index for index, rows in self._parts.rows.items() if not all(row.exact for row in rows)
        )

    def program(self, cell: Cell) -> Program:
        """The program of all that can move where a cell is."""
        indices = self._at[cell]
        known = self._programs.get(indices)
        if known is None:
            inside = [
                one
                for some, within in self._inside.items()
                if some == indices or (some and some < indices)
                for one in within
            ]
            known = self._programs[indices] = Program(
                self._system, self._parts, indices, cells=inside, weights=self._weights
            )
            for one in inside:
                if one in self._free:
                    known.let_go(one)
        return known

    def let_go(self, cell: Cell) -> None:
        """Let a cell be anything from now on."""
        for program in self._programs.values():
            if program.knows(cell):
                program.let_go(cell)

    def together(self, cells: Iterable[Cell]) -> list[tuple[Program, list[Cell]]]:
        """Cells by the program that they are in."""
        found: dict[frozenset[int], list[Cell]] = {}
        for cell in sorted(cells):
            found.setdefault(self._at[cell], []).append(cell)
        return [(self.program(some[0]), some) for some in found.values()]


def secret_weights(seed: bytes) -> Weights:
    """Weights between 1 and 2 that nobody can guess who does not know the seed."""

    def weight(column: int, attempt: int) -> float:
        return 1 + secret_share(seed, f"{attempt} {column}")

    return weight


def secret_share(seed: bytes, what: str) -> float:
    """A number from 0 to 1 that nobody can guess who does not know the seed."""
    digest = hmac.digest(seed, what.encode(), "sha256")
    return int.from_bytes(digest[:4], "big") / 2**32
