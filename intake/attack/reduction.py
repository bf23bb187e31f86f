"""Puts the published numbers into a system, follows what they force, and splits what is left."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from intake.attack.history import Known
from intake.attack.system import Row, System
from intake.attack.verdict import Cell

_VISITS = 40
"""How often one row may tighten bounds; what is left after that the solver finds."""


class Contradiction(ArithmeticError):
    """No numbers at all fit what is published; ``cell`` stands in a sum that cannot hold."""

    def __init__(self, cell: Cell) -> None:
        super().__init__(f"nothing adds up around {cell}")
        self.cell = cell


@dataclass(frozen=True, slots=True)
class Part:
    """Unknowns that hang together, by position: bounds, and rows with what is known moved over.

    Attributes:
        columns: the unknown of the system that stands at each position.
        rows: positions and factors, and the least and the greatest (None: no limit) sum.
    """

    columns: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    rows: tuple[tuple[tuple[tuple[int, int], ...], int, int | None], ...]


def put_in(system: System, cells: Mapping[Cell, Known]) -> None:
    """Bind each unknown of a cell that is shown to what is shown, and its window.

    Raises:
        Contradiction: a number is larger than everything else allows.
    """
    for cell, known in cells.items():
        column = system.find(cell)
        if column is None or known.number is None:
            continue
        system.low[column] = max(system.low[column], known.number - known.window)
        system.high[column] = min(system.high[column], known.number + known.window)
        if system.low[column] > system.high[column]:
            raise Contradiction(cell)


def tighten(system: System) -> None:
    """Narrow the bounds of unknowns by what each row leaves them, in whole numbers.

    Raises:
        Contradiction: nothing is left of one.
    """
    rows_of = _rows_of(system)
    waiting = deque(range(len(system.rows)))
    queued = set(waiting)
    visits = [0] * len(system.rows)
    while waiting:
        index = waiting.popleft()
        queued.discard(index)
        visits[index] += 1
        if visits[index] > _VISITS:
            continue
        for column in _tightened(system, system.rows[index]):
            for other in rows_of[column]:
                if other not in queued:
                    queued.add(other)
                    waiting.append(other)


def parts_of(system: System) -> tuple[Part, ...]:
    """The unknowns that are still open, in groups that share no row.

    Raises:
        Contradiction: a row of known numbers alone does not add up.
    """
    open_rows = []
    group = _Groups(len(system.cells))
    for row in system.rows:
        free = [column for column, _ in row.parts if system.low[column] < system.high[column]]
        if free:
            open_rows.append(row)
            group.join(free)
        elif not _holds(system, row):
            raise Contradiction(system.cells[row.parts[0][0]])
    members: dict[int, list[int]] = {}
    for column in range(len(system.cells)):
        if system.low[column] < system.high[column]:
            members.setdefault(group.find(column), []).append(column)
    rows: dict[int, list[Row]] = {}
    for row in open_rows:
        first = next(column for column, _ in row.parts if system.low[column] < system.high[column])
        rows.setdefault(group.find(first), []).append(row)
    return tuple(_part(system, columns, rows.get(key, ())) for key, columns in members.items())


def _rows_of(system: System) -> list[list[int]]:
    rows_of: list[list[int]] = [[] for _ in system.cells]
    for index, row in enumerate(system.rows):
        for column, _ in row.parts:
            rows_of[column].append(index)
    return rows_of


def _tightened(system: System, row: Row) -> list[int]:
    """Narrow the bounds of a row's unknowns; gives those that changed."""
    low, high = system.low, system.high
    least = sum(f * (low[c] if f > 0 else high[c]) for c, f in row.parts)
    most = sum(f * (high[c] if f > 0 else low[c]) for c, f in row.parts)
    if most < 0 or (least > 0 and not row.at_least):
        raise Contradiction(system.cells[row.parts[0][0]])
    changed = []
    for column, factor in row.parts:
        # The others together reach at most `most - own`, so this one makes up for the rest.
        own_least = low[column] if factor > 0 else -high[column]
        own_most = high[column] if factor > 0 else -low[column]
        floor = max(own_least, own_most - most)
        ceiling = own_most if row.at_least else min(own_most, own_least - least)
        if floor > ceiling:
            raise Contradiction(system.cells[column])
        bounds = (floor, ceiling) if factor > 0 else (-ceiling, -floor)
        if bounds != (low[column], high[column]):
            # `least` and `most` stay those of before: a little weaker, and right all the same.
            low[column], high[column] = bounds
            changed.append(column)
    return changed


def _holds(system: System, row: Row) -> bool:
    total = sum(factor * system.low[column] for column, factor in row.parts)
    return total >= 0 if row.at_least else total == 0


def _part(system: System, columns: Sequence[int], rows: Iterable[Row]) -> Part:
    position = {column: place for place, column in enumerate(columns)}
    moved = []
    for row in rows:
        free = tuple((position[c], f) for c, f in row.parts if c in position)
        known = sum(f * system.low[c] for c, f in row.parts if c not in position)
        moved.append((free, -known, None if row.at_least else -known))
    return Part(
        columns=tuple(columns),
        low=tuple(system.low[column] for column in columns),
        high=tuple(system.high[column] for column in columns),
        rows=tuple(moved),
    )


class _Groups:
    """Sets that grow together (union-find)."""

    def __init__(self, size: int) -> None:
        self.parents = list(range(size))

    def find(self, one: int) -> int:
        while self.parents[one] != one:
            self.parents[one] = self.parents[self.parents[one]]
            one = self.parents[one]
        return one

    def join(self, members: Sequence[int]) -> None:
        first = self.find(members[0])
        for other in members[1:]:
            self.parents[self.find(other)] = first
