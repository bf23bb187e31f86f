"""Puts single rows into the system: what each group of rows that look alike can stand for.

A case that ended has a row, or is one of those that are left out, so that what all groups stand for
adds up to every cell of cases. What a row says of an allegation is true of one that was decided at
least, of the case's own agency and with its end, and so is at most what cells of allegations count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from intake.attack.history import History
from intake.attack.reading import Release
from intake.attack.single_rows import ENDED as ENDED_COLUMN
from intake.attack.single_rows import NOTHING, SEVERAL, UNSAID, Group, Rows
from intake.attack.system import QUARTER, System, cell_of
from intake.attack.verdict import Cell

CASES, ALLEGATIONS = "cases_ended", "allegations_decided"
AGENCY, ENDING, FINDINGS = "agency", "ending", "findings"
_UNSPOKEN = ("received_year",)
_OF_ALLEGATIONS = ("rule", "disposition")
_NUMBERS = (1, 2, 3, 4)

Choice = tuple[tuple[str, str], ...]
"""Dimensions and a value of each."""


def add_rows(system: System, history: History, *, before: int | None = None) -> None:
    """Add the rows of all releases to what is known, or of those before one of them."""
    for index, rows in history.rows.items():
        release = history.by_year.get(rows.year)
        if release is None or (before is not None and index >= before):
            continue
        cases, allegations = (
            _Standing(system, release, rows, measure) for measure in (CASES, ALLEGATIONS)
        )
        for number, group in enumerate(rows.groups()):
            cases.add(number, group)
            if _names_allegation(rows, group):
                allegations.add(number, group)
        cases.tie()
        allegations.tie()
        _tie_cases(system, cases, allegations)


class _Standing:
    """What the groups of rows can stand for in one measure: an unknown for each combination."""

    def __init__(self, system: System, release: Release, rows: Rows, measure: str) -> None:
        self.measure = measure
        self.tables = _tables(release, measure)
        self.values = _values(release, rows, self.tables)
        self.columns: list[tuple[int, int, Group, dict[str, str]]] = []
        self._system = system
        self._rows = rows

    def add(self, number: int, group: Group) -> None:
        """Add a group: what it stands for adds up to its size."""
        name = f"rows, {self.measure}"
        size = self._system.column(Cell(name, str(self._rows.year), (("group", f"{number}"),)))
        self._system.low[size] = self._system.high[size] = group.size
        parts = []
        for choice in _choices(_allowed(self._rows, group, self.values)):
            where = (("group", f"{number}"), *choice)
            parts.append(self._system.column(Cell(name, str(self._rows.year), where)))
            self.columns.append((parts[-1], number, group, dict(choice)))
        self._system.add_sum(size, parts)

    def tie(self) -> None:
        """Hold what the groups stand for against each cell of the measure's tables."""
        for names in self.tables:
            standing = self._by(names)
            for choice in _choices({name: self.values[name] for name in names}):
                total = self._system.find(cell_of(self.measure, self._rows.year, dict(choice)))
                if total is None:
                    continue
                inside = standing.get(choice, [])
                if self.measure == CASES:
                    self._system.add_sum(total, [column for column, _ in inside])
                elif inside:
                    counted = [column for column, times in inside for _ in range(times)]
                    self._system.add_at_least([total], counted)

    def _by(self, names: tuple[str, ...]) -> dict[Choice, list[tuple[int, int]]]:
        """By values of some dimensions, unknowns and how many allegations each has at least."""
        found: dict[Choice, list[tuple[int, int]]] = {}
        for column, _, group, chosen in self.columns:
            key = tuple((name, chosen[name]) for name in names)
            stated = dict(zip(self._rows.columns, group.values, strict=True))
            # Who says that a case has several says two at least, where none of them is named.
            several = any(
                stated.get(name) == SEVERAL and name not in names for name in _OF_ALLEGATIONS
            )
            found.setdefault(key, []).append((column, 1 + several))
        return found


def _tie_cases(system: System, cases: _Standing, allegations: _Standing) -> None:
    """The allegations of a row are of its case's agency, and were decided in its quarter."""
    shared = [name for name in (AGENCY, QUARTER) if name in cases.values]
    shared = [name for name in shared if name in allegations.values]
    naming = {number for _, number, _, _ in allegations.columns}
    sides: tuple[dict[tuple[object, ...], list[int]], ...] = ({}, {})
    for side, added in zip(sides, (cases, allegations), strict=True):
        for column, number, _, chosen in added.columns:
            if number in naming:
                key = (number, *(chosen[name] for name in shared))
                side.setdefault(key, []).append(column)
    for key in {**sides[0], **sides[1]}:
        system.add_balance(sides[0].get(key, ()), sides[1].get(key, ()))


def _tables(release: Release, measure: str) -> list[tuple[str, ...]]:
    """The dimensions of each table of a measure, without those that no row can speak of."""
    found: dict[tuple[str, ...], None] = {(QUARTER,): None}
    for table in release.tables:
        if table.measure == measure:
            spoken = [name for name in table.dimensions if name not in _UNSPOKEN]
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
    stated = dict(zip(rows.columns, group.values, strict=True))
    for column, value in stated.items():
        name = QUARTER if column == ENDED_COLUMN else column
        possible = rows.possible(column, value)
        if name in values and possible is not None and possible & set(values[name]):
            allowed[name] = tuple(one for one in values[name] if one in possible)
    if ENDING in allowed and any(stated.get(name) == NOTHING for name in _OF_ALLEGATIONS):
        # Who ends with findings has found something of an allegation.
        allowed[ENDING] = tuple(one for one in allowed[ENDING] if one != FINDINGS)
    return allowed


def _choices(values: Mapping[str, Iterable[str]]) -> Iterator[Choice]:
    names = sorted(values)
    for chosen in product(*(values[name] for name in names)):
        yield tuple(zip(names, chosen, strict=True))


def _names_allegation(rows: Rows, group: Group) -> bool:
    """Whether a group says something of an allegation that was decided."""
    stated = dict(zip(rows.columns, group.values, strict=True))
    return any(stated.get(name, UNSAID) not in (UNSAID, NOTHING) for name in _OF_ALLEGATIONS)
