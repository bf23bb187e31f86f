"""A system in the parts that do not touch one another, without what is known already; pure.

Most of what is published settles most of the unknowns: a shown nought settles all below it, and a
sum with one unknown left settles that. What remains falls into parts, and an attacker who works on
one learns nothing of another; so every program is as small as it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intake.reports.cells import Cell
from intake.reports.disclosure.system import Sum, System


@dataclass(slots=True)
class Row:
    """A sum of unknowns that equals a number, or at most equals it.

    Attributes:
        open: the unknowns that are not settled, and how often each counts.
        rest: what they add up to, after those that are.
        exact: whether they equal it; else they are no more.
    """

    open: Sum
    rest: int
    exact: bool

    def settled(self) -> dict[int, int]:
        """Unknowns that this row alone settles."""
        if self.exact and len(self.open) == 1:
            ((column, times),) = self.open.items()
            return {column: self.rest // times}
        if self.rest == 0 and self._leans():
            return dict.fromkeys(self.open, 0)
        return {}

    def _leans(self) -> bool:
        """Whether all terms count the same way, so that a sum of nought lets none be above it."""
        signs = iter(self.open.values())
        first = next(signs, 0)
        return (first > 0 or (self.exact and first < 0)) and all(one == first for one in signs)


@dataclass(frozen=True, slots=True)
class Parts:
    """What is settled, and the parts that the rest falls into.

    Attributes:
        settled: unknowns whose number follows from what is shown.
        part: the part of every other unknown.
        columns: the unknowns of each part, in order.
        rows: what holds within each part.
    """

    settled: Mapping[int, int]
    part: Mapping[int, int]
    columns: Mapping[int, tuple[int, ...]]
    rows: Mapping[int, tuple[Row, ...]]

    def of(self, terms: Sum) -> frozenset[int]:
        """The parts that a sum reaches into."""
        return frozenset(self.part[column] for column in terms if column in self.part)


def parts_of(system: System, shown: Mapping[Cell, int], movable: Iterable[Cell] = ()) -> Parts:
    """The parts of a system of which some cells are shown.

    Args:
        movable: cells that hold their parts together although nobody need keep to their numbers.
    """
    rows = [Row(dict(system.cells[cell]), number, True) for cell, number in shown.items()]
    rows += [Row(dict(link), 0, True) for link in system.links]
    rows += [Row(dict(limit), 0, False) for limit in system.limits]
    settled = _settle(rows)
    tied = [list(row.open) for row in rows]
    tied += [[c for c in system.cells[cell] if c not in settled] for cell in movable]
    part = _tie((c for c in range(len(system.truth)) if c not in settled), tied)
    columns: dict[int, list[int]] = {}
    for column, index in part.items():
        columns.setdefault(index, []).append(column)
    within: dict[int, list[Row]] = {}
    for row in rows:
        if row.open:
            within.setdefault(part[next(iter(row.open))], []).append(row)
    return Parts(
        settled,
        part,
        {index: tuple(found) for index, found in columns.items()},
        {index: tuple(found) for index, found in within.items()},
    )


def _settle(rows: list[Row]) -> dict[int, int]:
    """Take out of all rows what they settle, until they settle nothing more."""
    at: dict[int, list[int]] = {}
    for index, row in enumerate(rows):
        for column in row.open:
            at.setdefault(column, []).append(index)
    settled: dict[int, int] = {}
    waiting = list(range(len(rows)))
    while waiting:
        for column, number in rows[waiting.pop()].settled().items():
            settled[column] = number
            for index in at[column]:
                row = rows[index]
                row.rest -= row.open.pop(column) * number
                waiting.append(index)
    return settled


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
