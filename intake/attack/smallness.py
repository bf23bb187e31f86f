"""From what number on a cell is no secret of anybody, and which shown numbers are too small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from intake.attack.known import Known
from intake.attack.reading import Release, Table
from intake.attack.verdict import Cell

_ROW_TIMES_K = 3
"""A row with one category above nought says less than this many times k of nobody."""


def with_smallness(
    release: Release, cells: dict[Cell, Known], added: Mapping[Cell, int | None]
) -> None:
    """Note of a release's own cells from what number on they need no protection, and what it shows
    though it is too small to be shown.
    """
    if release.method != "S":
        return
    alone = set(_alone(release, added))
    for cell, number in added.items():
        small = _small(release, cell, is_alone=cell in alone)
        if number is not None and 0 < number < (small if cell.where else release.totals_at_least):
            release.fault(f"{cell} is shown, though it is below {small}")
        known = cells[cell]
        if known.small is not None and known.small < small:
            cells[cell] = replace(known, small=small)


def _small(release: Release, cell: Cell, *, is_alone: bool) -> int:
    if not cell.where:
        return max(release.k, release.totals_at_least)
    return _ROW_TIMES_K * release.k if is_alone else max(release.k, 1)


def _alone(release: Release, added: Mapping[Cell, int | None]) -> Iterator[Cell]:
    """Cells of tables with two dimensions that stand alone: the rest of their row shows nought."""
    for table in release.tables:
        if len(table.dimensions) != 2:
            continue
        rows: dict[tuple[str, str, str], list[Cell]] = {}
        for cell in added:
            if cell.measure == table.measure and _is_inside(table, cell):
                for name, value in cell.where:
                    rows.setdefault((cell.period, name, value), []).append(cell)
        for row in rows.values():
            above = [cell for cell in row if added[cell] != 0]
            if len(above) == 1:
                yield above[0]


def _is_inside(table: Table, cell: Cell) -> bool:
    """Whether a cell has a value of both dimensions of a table of its level."""
    is_quarter = "Q" in cell.period
    same_level = is_quarter == (table.level == "quarter")
    return same_level and {name for name, _ in cell.where} == set(table.dimensions)
