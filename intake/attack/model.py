"""What anyone may know: one system over every table of all releases, with what ties them.

- A year is its four quarters, and a margin the sum of its parts.
- *stock*: of the cases entered in a year no more can have ended than were entered so far.
- *cohort*: how the cases of a year stand is the sum of those that ended, by quarter.
- *findings*: a case that ended with findings has an allegation that was decided.
- *filing*: a complaint opens a case at least, on the day it is entered.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from intake.attack.cliques import Dimensions
from intake.attack.history import History, relations_of
from intake.attack.reading import Release
from intake.attack.rows import COHORT
from intake.attack.system import QUARTER, System, Values, add_tables, cell_of

COMPLAINTS = "complaints_received"
RECEIVED = "cases_received"
ENDED = "cases_ended"
DECIDED = "allegations_decided"
AGENCY = "agency"
ENDING = "ending"
STANDING = "standing"
RECEIVED_YEAR = "received_year"
EARLIER = "earlier"
FINDINGS = "findings"
STILL_OPEN = "still_open"
STOCK = "open cases"
"""Stands in place of a measure for cases of a year that are open at the end of a quarter."""

_BEYOND = 10
"""No unknown is this many times larger than everything published; keeps the solver's box closed."""


def build_system(history: History) -> System:
    """Everything that anyone may know, before the published numbers are put in."""
    return _Builder(history).build()


@dataclass(frozen=True)
class _Builder:
    history: History

    def build(self) -> System:
        system = System(self._most())
        for year in self.years:
            for measure in sorted(self.measures):
                values = self.values(year)
                add_tables(system, measure, year, self._tables(measure, year), values)
        for year in self._cohorts():
            add_tables(system, COHORT, year, self._cohort_tables(), self._cohort_values(year))
            self._tie_cohort(system, year)
        if "stock" in self.relations:
            self._tie_stock(system)
        if "findings" in self.relations:
            self._tie_findings(system)
        if "filing" in self.relations:
            self._tie_filing(system)
        return system

    @cached_property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted(self.history.by_year))

    @cached_property
    def measures(self) -> frozenset[str]:
        counted = {table.measure for one in self.history.releases for table in one.tables}
        return frozenset(counted | {RECEIVED, ENDED}) - {COHORT}

    @cached_property
    def relations(self) -> frozenset[str]:
        return frozenset().union(*(relations_of(one) for one in self.history.releases))

    def quarters(self, year: int) -> tuple[str, ...]:
        last = self.history.releases[-1].period
        names = (f"{year}Q{number}" for number in (1, 2, 3, 4))
        return tuple(name for name in names if name <= last)

    def values(self, year: int) -> Values:
        release = self.history.by_year[year]
        first = int(release.first_period[:4])
        earlier = (EARLIER,) if release.opening_stock else ()
        entered = (*earlier, *(str(one) for one in range(first, year + 1)))
        return {
            ENDING: self._endings(release),
            **release.dimensions,
            QUARTER: self.quarters(year),
            RECEIVED_YEAR: entered,
        }

    def _endings(self, release: Release) -> tuple[str, ...]:
        standings = release.dimensions.get(STANDING, (FINDINGS, "otherwise"))
        return tuple(one for one in standings if one != STILL_OPEN)

    def by_agency(self, measure: str) -> Dimensions:
        """Agency, if a table of this measure is broken down by it."""
        tables = (table for one in self.history.releases for table in one.tables)
        has = any(table.measure == measure and AGENCY in table.dimensions for table in tables)
        return frozenset({AGENCY}) if has else frozenset()

    def _most(self) -> int:
        numbers = [known.number or 0 for known in self.history.cells.values()]
        hidden = max(one.totals_at_least + one.k + one.base for one in self.history.releases)
        return _BEYOND * (max(numbers, default=0) + hidden)

    def _tables(self, measure: str, year: int) -> Iterator[Dimensions]:
        yield frozenset({QUARTER})
        for table in self.history.by_year[year].tables:
            if table.measure == measure:
                yield frozenset(table.dimensions) | ({QUARTER} if table.level == QUARTER else set())
        yield from self._needed(measure)

    def _needed(self, measure: str) -> Iterator[Dimensions]:
        """What the relations speak of, beyond the tables."""
        stock, findings = self._stock_by(), self._findings_by()
        if "stock" in self.relations and measure == RECEIVED:
            yield stock | {QUARTER}
        if "stock" in self.relations and measure == ENDED:
            yield stock | {QUARTER, RECEIVED_YEAR}
        if "cohort" in self.relations and measure == RECEIVED:
            yield self.by_agency(COHORT)
        if "cohort" in self.relations and measure == ENDED:
            yield self.by_agency(COHORT) | {ENDING, RECEIVED_YEAR}
        if "findings" in self.relations and measure == ENDED:
            yield findings | {ENDING, QUARTER}
        if "findings" in self.relations and measure == DECIDED:
            yield findings | {QUARTER}

    def _stock_by(self) -> Dimensions:
        return self.by_agency(RECEIVED) & self.by_agency(ENDED)

    def _findings_by(self) -> Dimensions:
        return self.by_agency(DECIDED) & self.by_agency(ENDED)

    def _groups(self, by: Dimensions, year: int) -> tuple[dict[str, str], ...]:
        if AGENCY not in by:
            return ({},)
        return tuple({AGENCY: one} for one in self.values(year)[AGENCY])

    def _cohorts(self) -> Iterator[int]:
        """Years whose cohort is published by now, or was left out."""
        if "cohort" in self.relations:
            yield from (year for year in self.years if len(self.quarters(year + 1)) == 4)

    def _cohort_tables(self) -> Iterator[Dimensions]:
        yield self.by_agency(COHORT) | {STANDING}

    def _cohort_values(self, year: int) -> Values:
        return self.history.by_year[year + 1].dimensions

    def _tie_cohort(self, system: System, year: int) -> None:
        by, values = self.by_agency(COHORT), self._cohort_values(year)
        for group in self._groups(by, year + 1):
            for standing in values[STANDING]:
                if standing != STILL_OPEN:
                    ended = {**group, ENDING: standing, RECEIVED_YEAR: str(year)}
                    cells = (cell_of(ENDED, one, ended) for one in (year, year + 1))
                    known = [part for cell in cells if (part := system.find(cell)) is not None]
                    total = cell_of(COHORT, year, {**group, STANDING: standing})
                    system.add_sum(system.column(total), known)
            entered = system.find(cell_of(RECEIVED, year, group))
            parts = [] if entered is None else [entered]
            system.add_sum(system.column(cell_of(COHORT, year, group)), parts)

    def _tie_stock(self, system: System) -> None:
        """Of a year's cases that are open: those of the quarter before, and entered, less ended."""
        by = self._stock_by()
        for year in self.years:
            for group in self._groups(by, year):
                before: int | None = None
                for later in self.years[self.years.index(year) :]:
                    for quarter in self.quarters(later):
                        before = self._carry(system, (year, later, quarter), group, before)

    def _carry(
        self,
        system: System,
        when: tuple[int, int, str],
        group: Mapping[str, str],
        before: int | None,
    ) -> int:
        year, later, quarter = when
        here = {**group, QUARTER: quarter}
        left = system.find(cell_of(ENDED, later, {**here, RECEIVED_YEAR: str(year)}))
        entered = system.find(cell_of(RECEIVED, later, here)) if later == year else None
        open_now = system.column(cell_of(STOCK, later, {**here, RECEIVED_YEAR: str(year)}))
        incoming = [one for one in (before, entered) if one is not None]
        outgoing = [one for one in (open_now, left) if one is not None]
        # What is open may be any number from 0 on, so this says that no more left than came in.
        system.add_balance(incoming, outgoing)
        return open_now

    def _tie_findings(self, system: System) -> None:
        by = self._findings_by()
        for year in self.years:
            for quarter in self.quarters(year):
                for group in self._groups(by, year):
                    ended = cell_of(ENDED, year, {**group, QUARTER: quarter, ENDING: FINDINGS})
                    decided = cell_of(DECIDED, year, {**group, QUARTER: quarter})
                    system.add_at_least([system.column(decided)], [system.column(ended)])

    def _tie_filing(self, system: System) -> None:
        for year in self.years:
            for quarter in self.quarters(year):
                filed, opened = (
                    system.column(cell_of(measure, year, {QUARTER: quarter}))
                    for measure in (COMPLAINTS, RECEIVED)
                )
                system.add_at_least([opened], [filed])
