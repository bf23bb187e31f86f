"""A report in the shape of a law, filled from releases as far as they go; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from intake.numbers.catalogue import Level
from intake.numbers.quarters import Quarter
from intake.publication.laws.laws import Law, Point
from intake.publication.laws.year_tables import gather
from intake.publication.printed.material import Material, PublishedTable


class WrongPeriod(ValueError):
    """The period is not of the length that the law's report has."""


class NothingReleased(LookupError):
    """No release of the period has been published."""


@dataclass(frozen=True, slots=True)
class FilledPoint:
    """A point with the tables that answer it; `lacking` tables are in no release."""

    point: Point
    tables: tuple[PublishedTable, ...]
    lacking: bool


@dataclass(frozen=True, slots=True)
class LawReport:
    """The report: its law and period, the releases it is made of, quarters without a release."""

    law: Law
    period: str
    releases: tuple[Material, ...]
    missing: tuple[str, ...]
    points: tuple[FilledPoint, ...]

    @property
    def latest(self) -> Material:
        """The last of its releases, whose words are used."""
        return self.releases[-1]


def fill(law: Law, period: str, releases: Sequence[Material]) -> LawReport:
    """Fill the law's report from the releases of a jurisdiction.

    Args:
        period: ``2026`` for a yearly report, ``2026Q3`` for a quarterly one.
        releases: any of them; those of other periods are left aside.

    Raises:
        WrongPeriod: a year for a quarterly report, or the other way.
        NothingReleased: none of the releases is of the period.
    """
    wanted = quarters_of(law, period)
    of_period = {release.period: release for release in releases if release.period in wanted}
    if not of_period:
        raise NothingReleased(period)
    used = tuple(of_period[quarter] for quarter in sorted(of_period))
    return LawReport(
        law=law,
        period=period,
        releases=used,
        missing=tuple(quarter for quarter in wanted if quarter not in of_period),
        points=tuple(_fill_point(point, used, period) for point in law.points),
    )


def quarters_of(law: Law, period: str) -> tuple[str, ...]:
    """The quarters that a report for the period is made of. Raises WrongPeriod."""
    of_quarter = law.period is Level.QUARTER
    names = (period,) if of_quarter else tuple(f"{period}Q{one}" for one in range(1, 5))
    try:
        return tuple(Quarter.parse(name).name for name in names)
    except ValueError:
        right = "2026Q3" if of_quarter else "2026"
        wrong = f"{law.id} is a report of a {law.period}: a period such as {right}"
        raise WrongPeriod(wrong) from None


def _fill_point(point: Point, releases: Sequence[Material], period: str) -> FilledPoint:
    found = [gather(ask, releases, period, point.only) for ask in point.tables]
    tables = tuple(table for table in found if table is not None and table.rows)
    return FilledPoint(point, tables, lacking=len(tables) < len(found))
