"""The audit: whether the moves that were found prove what the search believes; pure.

It asks no program and trusts nothing that was settled on the way. Each move is held against
everything that is shown and every tie between unknowns; then the intervals are read off the moves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intake.numbers.cells import Cell
from intake.protection.feasibility.moves import Limits
from intake.protection.feasibility.settling import Row, Settled, nothing_settled
from intake.protection.system.model import System

Interval = tuple[int, int]


def unproven(
    system: System,
    shown: Iterable[Cell],
    moves: Iterable[Mapping[int, int]],
    levels: Mapping[Cell, int],
) -> list[Cell]:
    """The withheld cells whose interval the moves do not prove to be wide enough.

    Args:
        shown: the cells that anyone knows once the release is out.
        moves: changes of unknowns, of which each alone shall change nothing shown.
        levels: the protection level of each withheld cell.
    """
    limits = Limits(system, _all_that_holds(system, shown))
    possible = [move for move in moves if limits.allow(move)]
    intervals = _intervals(system, possible, levels)
    return [cell for cell, level in levels.items() if _width(intervals[cell]) < level]


def _all_that_holds(system: System, shown: Iterable[Cell]) -> Settled:
    rows = [Row(terms, system.value(terms), True) for terms in map(system.cells.__getitem__, shown)]
    return Settled({}, (*nothing_settled(system).rows, *rows))


def _intervals(
    system: System, moves: Iterable[Mapping[int, int]], cells: Iterable[Cell]
) -> dict[Cell, Interval]:
    """How far below and above its number each cell comes by one of the moves."""
    found: dict[Cell, Interval] = dict.fromkeys(cells, (0, 0))
    over: dict[int, list[tuple[Cell, int]]] = {}
    for cell in found:
        for column, times in system.cells[cell].items():
            over.setdefault(column, []).append((cell, times))
    for move in moves:
        changes: dict[Cell, int] = {}
        for column, by in move.items():
            for cell, times in over.get(column, ()):
                changes[cell] = changes.get(cell, 0) + times * by
        for cell, by in changes.items():
            low, high = found[cell]
            found[cell] = (min(low, by), max(high, by))
    return found


def _width(interval: Interval) -> int:
    low, high = interval
    return high - low
