"""What a release is made of, read at one moment; or a refusal that says why there can be none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.publishing.errors import (
    AlreadyPublished,
    BeforeFirstPeriod,
    CatalogueChanged,
    ClockSetBack,
    CountsMissing,
    EarlierPeriodMissing,
    NoCatalogue,
    PeriodNotClosed,
)
from intake.actions.publishing.history import History, read_history
from intake.numbers.catalogue import Catalogue
from intake.numbers.catalogue_changes import may_follow
from intake.numbers.catalogues import catalogue_for
from intake.numbers.cells import Cube
from intake.numbers.cube import FROM_TOTALS, FactsMissing, OpeningStockUnsaid, read_cube
from intake.numbers.facts.rows import row_facts
from intake.numbers.models import QuarterTotal
from intake.numbers.quarters import Quarter
from intake.numbers.single_rows import Facts
from intake.protection.rows.due import due_years
from intake.protection.system.row_table import RowTable
from intake.publication.files.row_files import JSON, read_rows
from intake.rules.jurisdiction import Jurisdiction

Totals = Mapping[Quarter, tuple[int, int]]
Kept = Mapping[Quarter, QuarterTotal]


@dataclass(frozen=True)
class Plan:
    """A release that may be made, and the frozen counts for it.

    Attributes:
        totals: complaints and cases of kept quarters before the first release; else none.
        as_of: the day on which the quarter was counted.
        row_facts: by year and quarter, facts of the years of which single rows may go out now.
        rows: those that are public already, by the quarter of their release.
    """

    jurisdiction: Jurisdiction
    catalogue: Catalogue
    release: Quarter
    history: History
    cube: Cube
    totals: Totals
    as_of: date
    row_facts: Mapping[int, Mapping[str, Facts]] = field(default_factory=dict)
    rows: Mapping[str, RowTable] = field(default_factory=dict)

    @property
    def number(self) -> int:
        """Counts the jurisdiction's releases, from 1."""
        return len(self.history.releases) + 1


def plan_release(
    session: Session,
    *,
    context: ActionContext,
    jurisdiction: str,
    quarter: Quarter,
) -> Plan:
    """Read everything that a release needs; nothing is written.

    Raises:
        NotPublished: with the reason why this quarter cannot be published now.
        UnknownJurisdiction: no jurisdiction has this slug.
    """
    place = context.configuration.jurisdiction(jurisdiction)
    catalogue = catalogue_for(place)
    if catalogue is None:
        raise NoCatalogue(f"{jurisdiction} has no reports.toml")
    history = read_history(session, jurisdiction)
    kept = kept_quarters(session, jurisdiction)
    _check_clock(context, history)
    check_order(catalogue, history, kept, quarter)
    _check_closed(context, place, kept, quarter)
    _check_catalogue(catalogue, history, quarter)
    earlier = {} if history.releases else _totals_before(kept, quarter)
    rows = {
        one.line.period: read_rows(one.files[JSON]) for one in history.releases if JSON in one.files
    }
    return Plan(
        jurisdiction=place,
        catalogue=replace(catalogue, past=_past_values(history)),
        release=quarter,
        history=history,
        cube=_cube(session, place, quarter),
        totals=earlier,
        as_of=place.calendar.local_day(kept[quarter].closed_at),
        row_facts=_row_facts(session, context, place, rows, quarter),
        rows=rows,
    )


def kept_quarters(session: Session, jurisdiction: str) -> dict[Quarter, QuarterTotal]:
    """The quarters that were closed and counted, by quarter."""
    rows = session.scalars(select(QuarterTotal).where(QuarterTotal.jurisdiction == jurisdiction))
    return {Quarter.parse(row.quarter): row for row in rows}


def next_due(catalogue: Catalogue, history: History, kept: Kept) -> Quarter | None:
    """The quarter that goes out next: after the last release, or the first one counted."""
    if history.last is not None:
        return Quarter.parse(history.last.line.period).after()
    first = Quarter.parse(catalogue.first_period)
    counted = [quarter for quarter in kept if quarter >= first]
    return min(counted, default=None)


def check_order(catalogue: Catalogue, history: History, kept: Kept, quarter: Quarter) -> None:
    """Refuse a quarter that is not the next one.

    Raises:
        AlreadyPublished, BeforeFirstPeriod, PeriodNotClosed, EarlierPeriodMissing
    """
    if any(one.line.period == quarter.name for one in history.releases):
        raise AlreadyPublished(quarter.name)
    due = next_due(catalogue, history, kept)
    if due is None or quarter == due:
        return
    if quarter < due:
        raise BeforeFirstPeriod(f"{quarter.name} is before {due.name}")
    if quarter not in kept:
        raise PeriodNotClosed(quarter.name)
    raise EarlierPeriodMissing(due.name)


def _past_values(history: History) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
    """The values that tables had, by the year of their releases."""
    found = {}
    for one in history.releases:
        dimensions = one.parsed.catalogue["dimensions"]
        found[Quarter.parse(one.line.period).year] = {
            name: tuple(value["id"] for value in told["values"])
            for name, told in dimensions.items()
        }
    return found


def _check_clock(context: ActionContext, history: History) -> None:
    if history.last is not None and context.at < history.last.line.published_at:
        raise ClockSetBack(f"{history.last.line.period} was published later than now")


def _check_closed(
    context: ActionContext, place: Jurisdiction, kept: Kept, quarter: Quarter
) -> None:
    if quarter not in kept or not quarter.is_closed(place.calendar.local_day(context.at)):
        raise PeriodNotClosed(quarter.name)
    if context.at < kept[quarter].closed_at:
        raise ClockSetBack(f"{quarter.name} was counted later than now")


def _check_catalogue(catalogue: Catalogue, history: History, quarter: Quarter) -> None:
    previous = history.last.parsed.catalogue if history.last else None
    problem = may_follow(previous, catalogue, quarter)
    if problem is not None:
        raise CatalogueChanged(problem)


def _row_facts(
    session: Session,
    context: ActionContext,
    place: Jurisdiction,
    published: Mapping[str, RowTable],
    quarter: Quarter,
) -> Mapping[int, Mapping[str, Facts]]:
    reports = place.reports
    if reports is None or not reports.row_level.enabled:
        return {}
    years = due_years(
        quarter,
        today=place.calendar.local_day(context.at),
        delay_days=reports.row_level.delay_days,
        published=[one.year for one in published.values()],
        first=Quarter.parse(reports.first_period),
    )
    names = {year: tuple(f"{year}Q{number}" for number in range(1, 5)) for year in years}
    return {year: row_facts(session, place.slug, names[year]) for year in years}


def _totals_before(kept: Kept, quarter: Quarter) -> Totals:
    return {one: (row.complaints, row.cases) for one, row in sorted(kept.items()) if one < quarter}


def _cube(session: Session, place: Jurisdiction, quarter: Quarter) -> Cube:
    try:
        return read_cube(session, place, quarter)
    except FactsMissing as error:
        raise CountsMissing(
            f"{error} were closed before facts were kept ({FROM_TOTALS})"
        ) from error
    except OpeningStockUnsaid as error:
        raise CountsMissing(
            f"{error}: cases from before the first period ended; set opening_stock"
        ) from error
