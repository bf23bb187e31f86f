"""What follows from the cells that are shown; pure.

Most of what is published settles most of the unknowns: a shown zero settles all below it, and a sum
with one unknown left settles that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from intake.numbers.cells import Cell
from intake.protection.system.model import Sum, System


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
        """Whether all terms count the same way, so that a sum of zero lets none be above it."""
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


def settle(system: System, shown: Mapping[Cell, int], known: Settled | None = None) -> Settled:
    """What follows from shown cells, and from what was known before them."""
    before = known or nothing_settled(system)
    numbers = dict(before.numbers)
    rows = [Row(dict(row.open), row.rest, row.exact) for row in before.rows]
    for cell, number in shown.items():
        row = Row(dict(system.cells[cell]), number, True)
        for column in row.open.keys() & numbers.keys():
            row.rest -= row.open.pop(column) * numbers[column]
        rows.append(row)
    numbers |= _settle(rows)
    return Settled(numbers, tuple(row for row in rows if row.open))


def nothing_settled(system: System) -> Settled:
    """What holds whatever is shown."""
    rows = [Row(dict(link), 0, True) for link in system.links]
    rows += [Row(dict(limit), 0, False) for limit in system.limits]
    return Settled({}, tuple(rows))


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
