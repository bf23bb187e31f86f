"""What is not settled, in the parts that do not touch one another; pure.

An attacker who works on one part learns nothing of another; so every program is as small as it can
be.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from intake.numbers.cells import Cell
from intake.protection.feasibility.settling import Row, Settled
from intake.protection.system.model import Sum, System


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that what is not settled falls into.

    Attributes:
        part: the part of every unknown that is not settled.
        columns: the unknowns of each part, in order.
        rows: what holds within each part while all others keep to their true numbers.
    """

    part: Mapping[int, int]
    columns: Mapping[int, tuple[int, ...]]
    rows: Mapping[int, tuple[Row, ...]]

    def of(self, terms: Sum) -> frozenset[int]:
        """The parts that a sum reaches into."""
        return frozenset(self.part[column] for column in terms if column in self.part)


def parts_of(
    system: System,
    settled: Settled,
    movable: Iterable[Cell] = (),
    *,
    apart: Sequence[Hashable] | None = None,
) -> Parts:
    """The parts of what is not settled.

    Args:
        movable: cells that hold their parts together although nobody need keep to their numbers.
        apart: by unknown; what differs in it is kept apart, so that nothing moves on both sides of
            a row. There are fewer ways to move then, and each of them is one of the whole.
    """
    rows = settled.rows if apart is None else _split(system, settled.rows, apart)
    open_ = (column for column in range(len(system.truth)) if column not in settled.numbers)
    tied = [list(row.open) for row in rows]
    tied += [list(settled.left(system.cells[cell])) for cell in movable]
    part = _tie(open_, tied)
    columns: dict[int, list[int]] = {}
    for column, index in part.items():
        columns.setdefault(index, []).append(column)
    within: dict[int, list[Row]] = {}
    for row in rows:
        within.setdefault(part[next(iter(row.open))], []).append(row)
    return Parts(
        part,
        {index: tuple(found) for index, found in columns.items()},
        {index: tuple(found) for index, found in within.items()},
    )


def _split(system: System, rows: Iterable[Row], apart: Sequence[Hashable]) -> list[Row]:
    """Each row in as many as it has sides, of which all but one keep to their true numbers."""
    found = []
    for row in rows:
        sides: dict[Hashable, Sum] = {}
        for column, times in row.open.items():
            sides.setdefault(apart[column], {})[column] = times
        room = row.rest - system.value(row.open)
        found += [Row(open_, room + system.value(open_), row.exact) for open_ in sides.values()]
    return found


def _tie(columns: Iterable[int], tied: Iterable[list[int]]) -> dict[int, int]:
    """By column, the smallest one that it is tied to, however far around (union and find)."""
    above = {column: column for column in columns}

    def top(column: int) -> int:
        while above[column] != column:
            above[column] = above[above[column]]
            column = above[column]
        return column

    for together in tied:
        for other in together[1:]:
            one, two = sorted((top(together[0]), top(other)))
            above[two] = one
    return {column: top(column) for column in above}
