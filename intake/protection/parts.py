"""A system in the parts that do not touch one another, without what is known already; pure.

Most of what is published settles most of the unknowns: a shown nought settles all below it, and a
sum with one unknown left settles that. What remains falls into parts, and an attacker who works on
one learns nothing of another; so every program is as small as it can be.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from intake.numbers.cells import Cell
from intake.protection.system import Sum, System


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
class Settled:
    """What follows from the cells that are shown, and what remains to be known.

    Attributes:
        numbers: unknowns whose number follows.
        rows: what holds of the others.
    """

    numbers: Mapping[int, int]
    rows: tuple[Row, ...]

    def left(self, terms: Sum) -> Sum:
        """A sum without what is settled of it."""
        return {column: n for column, n in terms.items() if column not in self.numbers}


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


def settle(system: System, shown: Mapping[Cell, int], known: Settled | None = None) -> Settled:
    """What follows from shown cells, and from what was known before them."""
    rows = [Row(dict(row.open), row.rest, row.exact) for row in (known.rows if known else ())]
    numbers = dict(known.numbers) if known else {}
    if known is None:
        rows += [Row(dict(link), 0, True) for link in system.links]
        rows += [Row(dict(limit), 0, False) for limit in system.limits]
    for cell, number in shown.items():
        row = Row(dict(system.cells[cell]), number, True)
        for column in row.open.keys() & numbers.keys():
            row.rest -= row.open.pop(column) * numbers[column]
        rows.append(row)
    numbers |= _settle(rows)
    return Settled(numbers, tuple(row for row in rows if row.open))


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
