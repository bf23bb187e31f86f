"""Unknown whole numbers, and the sums that hold between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, product
from typing import NamedTuple

from intake.attack.cliques import Dimensions, tree_of
from intake.attack.verdict import Cell

QUARTER = "quarter"
Values = Mapping[str, tuple[str, ...]]


class Row(NamedTuple):
    """A sum of unknowns, each times its factor: it is 0, or with ``at_least`` 0 or more."""

    parts: tuple[tuple[int, int], ...]
    at_least: bool = False


class System:
    """Unknowns with bounds, none below 0, and rows that tie them together."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.columns: dict[Cell, int] = {}
        self.cells: list[Cell] = []
        self.low: list[int] = []
        self.high: list[int] = []
        self.rows: list[Row] = []

    def column(self, cell: Cell) -> int:
        """The unknown of a cell, which is made when it is first asked for."""
        if cell not in self.columns:
            self.columns[cell] = len(self.cells)
            self.cells.append(cell)
            self.low.append(0)
            self.high.append(self.most)
        return self.columns[cell]

    def find(self, cell: Cell) -> int | None:
        """The unknown of a cell if there is one."""
        return self.columns.get(cell)

    def add_sum(self, total: int, parts: Iterable[int]) -> None:
        """State that an unknown is the sum of others."""
        self.rows.append(Row(((total, -1), *((part, 1) for part in parts))))

    def add_balance(self, first: Iterable[int], second: Iterable[int]) -> None:
        """State that some unknowns together are as much as some others together."""
        ones = ((part, 1) for part in first)
        self.rows.append(Row((*ones, *((part, -1) for part in second))))

    def add_at_least(self, upper: Iterable[int], lower: Iterable[int]) -> None:
        """State that some unknowns together are no more than some others."""
        ones = ((part, 1) for part in upper)
        self.rows.append(Row((*ones, *((part, -1) for part in lower)), at_least=True))


def with_margins(table: Dimensions) -> set[Dimensions]:
    """A table and all of its margins; those of a quarterly one are quarterly too."""
    fixed = table & {QUARTER}
    names = sorted(table - fixed)
    return {
        fixed | frozenset(kept)
        for count in range(len(names) + 1)
        for kept in combinations(names, count)
    }


def add_tables(
    system: System, measure: str, year: int, tables: Iterable[Dimensions], values: Values
) -> None:
    """Add one year of a measure: what its tables can show, and what makes them agree.

    Args:
        tables: dimensions of each, ``quarter`` among them unless it counts the whole year.
        values: of each dimension in that year.
    """
    edges = set(tables)
    tree = tree_of(edges, {name: len(known) for name, known in values.items()})
    families = set(tree.cliques)
    for edge in edges:
        families |= with_margins(edge)
    sources: dict[Dimensions, list[Dimensions]] = {}
    for first, second, shared in tree.links:
        both = sources.setdefault(shared, [])
        both += [one for one in (tree.cliques[first], tree.cliques[second]) if one not in both]
    families |= set(sources)
    for family in families - set(tree.cliques):
        for source in sources.get(family) or [_finer(family, families, values)]:
            _add_sums(system, (measure, year), family, source, values)
    for clique in tree.cliques:
        for chosen in _choices(clique, values):
            system.column(cell_of(measure, year, chosen))


def cell_of(measure: str, year: int, chosen: Mapping[str, str]) -> Cell:
    """The cell with these values, of a quarter if one is among them, else of the year."""
    where = tuple(sorted(pair for pair in chosen.items() if pair[0] != QUARTER))
    return Cell(measure, chosen.get(QUARTER, str(year)), where)


def _finer(family: Dimensions, families: Iterable[Dimensions], values: Values) -> Dimensions:
    finer = (one for one in families if family < one)
    return min(finer, key=lambda one: (_size(one, values), sorted(one)))


def _size(family: Dimensions, values: Values) -> int:
    size = 1
    for name in family:
        size *= len(values[name])
    return size


def _choices(family: Dimensions, values: Values) -> list[dict[str, str]]:
    names = sorted(family)
    return [
        dict(zip(names, chosen, strict=True))
        for chosen in product(*(values[name] for name in names))
    ]


def _add_sums(
    system: System,
    slot: tuple[str, int],
    family: Dimensions,
    source: Dimensions,
    values: Values,
) -> None:
    names = sorted(family)
    groups: dict[tuple[str, ...], list[int]] = {}
    for chosen in _choices(source, values):
        key = tuple(chosen[name] for name in names)
        groups.setdefault(key, []).append(system.column(cell_of(*slot, chosen)))
    for key, parts in groups.items():
        total = cell_of(*slot, dict(zip(names, key, strict=True)))
        system.add_sum(system.column(total), parts)
