"""What can still move while some cells are shown: the parts of a system, each with its program."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from intake.numbers.cells import Cell
from intake.protection.feasibility.parts import Parts
from intake.protection.feasibility.programs import Program
from intake.protection.secret import Weights
from intake.protection.system.model import System


class Region:
    """All numbers that fit what is known: the feasible region, in parts.

    Args:
        cells: those that can be asked about; the free ones of them can be anything.
    """

    def __init__(
        self,
        system: System,
        parts: Parts,
        cells: Iterable[Cell],
        *,
        free: Collection[Cell],
        weights: Weights,
    ) -> None:
        self._system = system
        self._free = free
        self._weights = weights
        self._parts = parts
        self._at = {cell: parts.of(system.cells[cell]) for cell in sorted(cells)}
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
            known = self._programs[indices] = self._make(indices)
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

    def _make(self, indices: frozenset[int]) -> Program:
        inside = [
            one
            for some, within in self._inside.items()
            if some == indices or (some and some < indices)
            for one in within
        ]
        made = Program(self._system, self._parts, indices, cells=inside, weights=self._weights)
        for one in inside:
            if one in self._free:
                made.let_go(one)
        return made
