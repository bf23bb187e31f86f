"""The unknowns of a system: for each measure, year and clique of dimensions, one for every
combination of values; pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from intake.numbers.catalogue import Catalogue, Level
from intake.numbers.cells import Cell, Cube
from intake.numbers.measures import EARLIER, MEASURES, STILL_OPEN, Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.protection.errors import CountsInvalid
from intake.protection.system.cliques import Clique, cliques_of, joins_of
from intake.protection.system.model import QUARTER, Sum, System
from intake.protection.system.relations import measures_of, related_edges, relations_of


@dataclass(frozen=True, slots=True)
class Block:
    """The unknowns of one clique of one measure and year, all and by each value."""

    clique: Clique
    columns: Mapping[tuple[tuple[str, str], ...], int]
    by_value: Mapping[tuple[str, str], frozenset[int]]

    def where(self, asked: Mapping[str, str]) -> Sum:
        """The unknowns that have all of some values, each once."""
        some = [self.by_value.get(pair, frozenset()) for pair in asked.items()]
        return dict.fromkeys(sorted(frozenset.intersection(*some) if some else self._all()), 1)

    def _all(self) -> frozenset[int]:
        """All unknowns."""
        return frozenset(self.columns.values())


class Blocks:
    """All unknowns, by measure and year, and the sums that are read off them."""

    def __init__(self, catalogue: Catalogue, quarters: tuple[Quarter, ...], cube: Cube) -> None:
        self.system = System()
        self.relations = relations_of(catalogue)
        self.quarters = quarters
        self.years = tuple(sorted({quarter.year for quarter in quarters}))
        self._catalogue = catalogue
        self._cube = cube
        self._blocks: dict[tuple[str, int], tuple[Block, ...]] = {}
        for measure in measures_of(catalogue, self.relations):
            for year in self.years:
                self._add(measure, year)

    def quarters_of(self, year: int) -> tuple[Quarter, ...]:
        """The quarters of a year that the system covers."""
        return tuple(quarter for quarter in self.quarters if quarter.year == year)

    def values(self, dimension: str, year: int) -> tuple[str, ...]:
        """The values that a dimension can have in a year."""
        if dimension != Dimension.RECEIVED_YEAR:
            return self._catalogue.values_in(dimension, year)
        known = tuple(str(one) for one in self.years if one <= year)
        return (EARLIER, *known) if self._catalogue.opening_stock else known

    def margin(
        self, measure: str, year: int, where: Mapping[str, str], quarter: str | None = None
    ) -> Sum:
        """The sum of a measure's unknowns in a year, or in one of its quarters, with values."""
        wanted = set(where) | ({QUARTER} if quarter else set())
        asked = dict(where) | ({QUARTER: quarter} if quarter else {})
        for block in self._blocks[measure, year]:
            if wanted <= block.clique:
                return block.where(asked)
        raise CountsInvalid(f"no unknowns of {measure} by {sorted(wanted)}")

    def cell(self, cell: Cell) -> Sum:
        """A cell as a sum of unknowns."""
        if cell.measure == Measure.CASES_OF_YEAR:
            return self._of_cohort(int(cell.period), dict(cell.where))
        quarter = None if cell.is_yearly else cell.period
        return self.margin(cell.measure, int(cell.year), dict(cell.where), quarter)

    def _of_cohort(self, year: int, where: dict[str, str]) -> Sum:
        standing = where.pop(Dimension.STANDING, None)
        received = self.margin(Measure.CASES_RECEIVED, year, where)
        if standing is None:
            return received
        if standing != STILL_OPEN:
            return self._ended(year, {**where, Dimension.ENDING: standing})
        return received | dict.fromkeys(self._ended(year, where), -1)

    def _ended(self, year: int, where: Mapping[str, str]) -> Sum:
        asked = {**where, Dimension.RECEIVED_YEAR: str(year)}
        found: Sum = {}
        for one in (year, year + 1):
            found |= self.margin(Measure.CASES_ENDED, one, asked)
        return found

    def _add(self, measure: Measure, year: int) -> None:
        cliques = cliques_of([*self._edges(measure, year)])
        blocks = tuple(self._block(measure, year, clique) for clique in cliques)
        self._blocks[measure, year] = blocks
        for one, other, shared in joins_of(cliques):
            self._link(blocks[one], blocks[other], shared)

    def _edges(self, measure: Measure, year: int) -> Iterator[Clique]:
        whole = len(self.quarters_of(year)) == 4
        yield frozenset({QUARTER})
        for table in self._catalogue.tables:
            if table.measure == measure and table.level is Level.QUARTER:
                yield frozenset({QUARTER, *table.dimensions})
            elif table.measure == measure and whole:
                yield frozenset(table.dimensions)
        yield from related_edges(measure, self.relations)

    def _block(self, measure: Measure, year: int, clique: Clique) -> Block:
        names = sorted(clique)
        choices = [
            [one.name for one in self.quarters_of(year)]
            if name == QUARTER
            else self.values(name, year)
            for name in names
        ]
        counts = self._counts(measure, year, clique)
        columns: dict[tuple[tuple[str, str], ...], int] = {}
        by_value: dict[tuple[str, str], set[int]] = {}
        for values in product(*choices):
            key = tuple(zip(names, values, strict=True))
            columns[key] = column = len(self.system.truth)
            self.system.truth.append(counts.pop(key, 0))
            self.system.names.append((measure, year, key))
            for pair in key:
                by_value.setdefault(pair, set()).add(column)
        if counts:
            raise CountsInvalid(f"{measure} counts what no table has: {sorted(counts)[:3]}")
        return Block(clique, columns, {pair: frozenset(at) for pair, at in by_value.items()})

    def _counts(
        self, measure: Measure, year: int, clique: Clique
    ) -> dict[tuple[tuple[str, str], ...], int]:
        found: dict[tuple[tuple[str, str], ...], int] = {}
        for quarter in self.quarters_of(year):
            for values, number in self._cube.get((measure, quarter.name), {}).items():
                row = dict(zip(MEASURES[measure].dimensions, values, strict=True))
                named = {str(name): value for name, value in row.items()} | {QUARTER: quarter.name}
                key = tuple((name, named[name]) for name in sorted(clique))
                found[key] = found.get(key, 0) + number
        return found

    def _link(self, one: Block, other: Block, shared: Clique) -> None:
        sums: dict[tuple[tuple[str, str], ...], Sum] = {}
        for block, sign in ((one, 1), (other, -1)):
            for key, column in block.columns.items():
                at = tuple(pair for pair in key if pair[0] in shared)
                sums.setdefault(at, {})[column] = sign
        self.system.links.extend(sums.values())
