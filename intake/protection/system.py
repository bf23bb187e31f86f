"""The linear system of everything that anyone may know: unknown whole numbers, and what links them;
pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from intake.numbers.catalogue import Catalogue, Level
from intake.numbers.cells import Cell, Cube
from intake.numbers.measures import EARLIER, MEASURES, STILL_OPEN, Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.protection.cliques import Clique, cliques_of, joins_of
from intake.protection.errors import CountsInvalid
from intake.protection.relations import Relations, relations_of

QUARTER = "quarter"
"""The name under which the quarter of a year is one more dimension."""

Sum = dict[int, int]
"""Unknowns by number, and how often each counts."""

Name = tuple[str, int, tuple[tuple[str, str], ...]]
"""A measure, a year, and values by dimension: what an unknown counts."""


@dataclass(slots=True)
class System:
    """Unknowns with their true numbers, the cells that they add up to, and what links them.

    Attributes:
        truth: the true number of each unknown; no attacker has it.
        names: the measure, the year and the values of each unknown.
        cells: every cell that can be known, as a sum of unknowns.
        links: sums that are nought.
        limits: sums that are nought or less.
    """

    truth: list[int] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    cells: dict[Cell, Sum] = field(default_factory=dict)
    links: list[Sum] = field(default_factory=list)
    limits: list[Sum] = field(default_factory=list)

    def value(self, terms: Sum) -> int:
        """The true number of a sum."""
        return sum(times * self.truth[column] for column, times in terms.items())


def build_system(
    catalogue: Catalogue, quarters: Sequence[Quarter], cube: Cube, cells: Iterable[Cell]
) -> System:
    """The system over these quarters, with a sum for each of the cells.

    Raises:
        CountsInvalid: a value that no table has, or counts that break a relation.
    """
    blocks = _Blocks(catalogue, tuple(quarters), cube)
    system = blocks.system
    _relate(blocks, catalogue)
    for cell in cells:
        system.cells[cell] = blocks.cell(cell)
    if any(system.value(limit) > 0 for limit in system.limits):
        raise CountsInvalid("counts that cannot be: cases, complaints and allegations do not fit")
    return system


@dataclass(frozen=True, slots=True)
class _Block:
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


class _Blocks:
    """All unknowns, by measure and year, and the sums that are read off them."""

    def __init__(self, catalogue: Catalogue, quarters: tuple[Quarter, ...], cube: Cube) -> None:
        self.system = System()
        self.relations = relations_of(catalogue)
        self.quarters = quarters
        self.years = tuple(sorted({quarter.year for quarter in quarters}))
        self._catalogue = catalogue
        self._cube = cube
        self._blocks: dict[tuple[str, int], tuple[_Block, ...]] = {}
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
        cliques = cliques_of(self._edges(measure, year))
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

    def _block(self, measure: Measure, year: int, clique: Clique) -> _Block:
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
        return _Block(clique, columns, {pair: frozenset(at) for pair, at in by_value.items()})

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

    def _link(self, one: _Block, other: _Block, shared: Clique) -> None:
        sums: dict[tuple[tuple[str, str], ...], Sum] = {}
        for block, sign in ((one, 1), (other, -1)):
            for key, column in block.columns.items():
                at = tuple(pair for pair in key if pair[0] in shared)
                sums.setdefault(at, {})[column] = sign
        self.system.links.extend(sums.values())


def measures_of(catalogue: Catalogue, relations: Relations) -> tuple[Measure, ...]:
    """The measures that have unknowns of their own, in order."""
    used = {Measure(table.measure) for table in catalogue.tables}
    used |= {Measure.COMPLAINTS_RECEIVED, Measure.CASES_RECEIVED}
    if relations.cohort:
        used.add(Measure.CASES_ENDED)
    return tuple(sorted(one for one in used if not MEASURES[one].derived))


def related_edges(measure: Measure, relations: Relations) -> Iterator[Clique]:
    """The sets of dimensions that the relations need of a measure."""
    stock = {Dimension.AGENCY} if relations.stock_by_agency else set()
    cohort = {Dimension.AGENCY} if relations.cohort_by_agency else set()
    findings = {Dimension.AGENCY} if relations.findings_by_agency else set()
    match measure:
        case Measure.CASES_RECEIVED:
            yield frozenset({QUARTER, *stock})
            yield frozenset(cohort)
        case Measure.CASES_ENDED:
            if relations.stock:
                yield frozenset({QUARTER, Dimension.RECEIVED_YEAR, *stock})
            if relations.cohort:
                yield frozenset({Dimension.ENDING, Dimension.RECEIVED_YEAR, *cohort})
            if relations.findings:
                yield frozenset({QUARTER, Dimension.ENDING, *findings})
        case Measure.ALLEGATIONS_DECIDED if relations.findings:
            yield frozenset({QUARTER, *findings})
        case _:
            return


def _relate(blocks: _Blocks, catalogue: Catalogue) -> None:
    relations, limits = blocks.relations, blocks.system.limits
    agencies = [{str(Dimension.AGENCY): one} for one in catalogue.values(Dimension.AGENCY)]
    if relations.stock:
        for where in agencies if relations.stock_by_agency else [{}]:
            limits.extend(_stock(blocks, where))
    if relations.findings:
        for where in agencies if relations.findings_by_agency else [{}]:
            limits.extend(_findings(blocks, where))
    if relations.filing:
        limits.extend(_filing(blocks))


def _stock(blocks: _Blocks, where: Mapping[str, str]) -> Iterator[Sum]:
    """What had ended by a quarter, of what came in during a year: no more than came in."""
    for year in blocks.years:
        came = {**where, str(Dimension.RECEIVED_YEAR): str(year)}
        total: Sum = {}
        for quarter in blocks.quarters:
            if quarter.year < year:
                continue
            total |= blocks.margin(Measure.CASES_ENDED, quarter.year, came, quarter.name)
            if quarter.year == year:
                received = blocks.margin(Measure.CASES_RECEIVED, year, where, quarter.name)
                total |= dict.fromkeys(received, -1)
            # After the year's end nothing more comes in: the last quarter says it for all.
            if quarter.year == year or quarter == blocks.quarters[-1]:
                yield dict(total)


def _findings(blocks: _Blocks, where: Mapping[str, str]) -> Iterator[Sum]:
    """What ended with findings in a quarter: no more than the allegations decided in it."""
    for quarter in blocks.quarters:
        ended = {**where, str(Dimension.ENDING): "findings"}
        terms = blocks.margin(Measure.CASES_ENDED, quarter.year, ended, quarter.name)
        decided = blocks.margin(Measure.ALLEGATIONS_DECIDED, quarter.year, where, quarter.name)
        yield terms | dict.fromkeys(decided, -1)


def _filing(blocks: _Blocks) -> Iterator[Sum]:
    """The complaints of a quarter: no more than the cases that they opened."""
    for quarter in blocks.quarters:
        filed = blocks.margin(Measure.COMPLAINTS_RECEIVED, quarter.year, {}, quarter.name)
        opened = blocks.margin(Measure.CASES_RECEIVED, quarter.year, {}, quarter.name)
        yield filed | dict.fromkeys(opened, -1)
