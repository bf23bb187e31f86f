"""Puts single rows into the system: what each group of rows that look alike can stand for.

A case that ended has a row, or is one of those that are left out, so that what all groups stand for
adds up to every cell of cases. What a row says of an allegation is true of one that was decided at
least, and so is at most what the cells of allegations count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from intake.reports.attack.history import History
from intake.reports.attack.reading import Release
from intake.reports.attack.single_rows import ENDED as ENDED_COLUMN
from intake.reports.attack.single_rows import Group, Rows
from intake.reports.attack.system import QUARTER, System, cell_of
from intake.reports.attack.verdict import Cell

CASES, ALLEGATIONS = "cases_ended", "allegations_decided"
_OF_ALLEGATIONS = ("rule", "disposition")
_NUMBERS = (1, 2, 3, 4)

Choice = tuple[tuple[str, str], ...]
"""Dimensions and a value of each."""


def add_rows(system: System, history: History, *, before: int | None = None) -> None:
    """Add the rows of all releases to what is known, or of those before one of them."""
    for index, rows in history.rows.items():
        catalogue = history.by_year.get(rows.year)
        if catalogue is not None and (before is None or index < before):
            groups = list(rows.groups())
            naming = [one for one in groups if _names_allegation(rows, one)]
            _add(system, catalogue, rows, CASES, groups)
            _add(system, catalogue, rows, ALLEGATIONS, naming)


def _add(
    system: System, release: Release, rows: Rows, measure: str, groups: Iterable[Group]
) -> None:
    if not any(table.measure == measure for table in release.tables):
        return
    tables = _tables(release, rows, measure)
    values = _values(release, rows, tables)
    standing: dict[Choice, list[int]] = {}
    for number, group in enumerate(groups):
        size = system.column(Cell(f"rows, {measure}", str(rows.year), (("group", f"{number}"),)))
        system.low[size] = system.high[size] = group.size
        parts = []
        for choice in _choices(_allowed(rows, group, values)):
            where = (("group", f"{number}"), *choice)
            parts.append(system.column(Cell(f"rows, {measure}", str(rows.year), where)))
            standing.setdefault(choice, []).append(parts[-1])
        system.add_sum(size, parts)
    for table in tables:
        for chosen in _choices({name: values[name] for name in table}):
            total = system.find(cell_of(measure, rows.year, dict(chosen)))
            if total is None:
                continue
            wanted = set(chosen)
            inside = [
                column
                for choice, columns in standing.items()
                if wanted <= set(choice)
                for column in columns
            ]
            if measure == CASES:
                system.add_sum(total, inside)
            elif inside:
                system.add_at_least([total], inside)


def _tables(release: Release, rows: Rows, measure: str) -> list[tuple[str, ...]]:
    """The dimensions, of those that rows speak of, of each table of a measure."""
    found: dict[tuple[str, ...], None] = {(QUARTER,): None}
    for table in release.tables:
        if table.measure == measure:
            spoken = [name for name in table.dimensions if name in rows.columns]
            by_quarter = [QUARTER] if table.level == QUARTER else []
            found[tuple(sorted([*spoken, *by_quarter]))] = None
    return list(found)


def _values(
    release: Release, rows: Rows, tables: Iterable[tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    names = sorted({name for table in tables for name in table})
    quarters = tuple(f"{rows.year}Q{number}" for number in _NUMBERS)
    return {name: quarters if name == QUARTER else release.dimensions[name] for name in names}


def _allowed(
    rows: Rows, group: Group, values: Mapping[str, tuple[str, ...]]
) -> Mapping[str, tuple[str, ...]]:
    """The values that a group leaves open of each dimension."""
    allowed = dict(values)
    for column, stated in zip(rows.columns, group.values, strict=True):
        name = QUARTER if column == ENDED_COLUMN else column
        possible = rows.possible(column, stated)
        if name in values and possible is not None and possible & set(values[name]):
            allowed[name] = tuple(value for value in values[name] if value in possible)
    return allowed


def _choices(values: Mapping[str, Iterable[str]]) -> Iterator[Choice]:
    names = sorted(values)
    for chosen in product(*(values[name] for name in names)):
        yield tuple(zip(names, chosen, strict=True))


def _names_allegation(rows: Rows, group: Group) -> bool:
    stated = dict(zip(rows.columns, group.values, strict=True))
    return any(
        name in stated and rows.possible(name, stated[name]) is not None for name in _OF_ALLEGATIONS
    )
