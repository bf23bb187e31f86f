"""The stretch of time that a quarter is, in a jurisdiction's days and in moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.orm import InstrumentedAttribute

from intake.cases.models import Case
from intake.reports.quarters import Quarter
from intake.rules.jurisdiction import Jurisdiction

Count = tuple[tuple[str, ...], int]
"""The values of a measure's dimensions, in their order, and how many have them."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter of a jurisdiction: its first and last day, and the moments (UTC) that it begins
    and is over.
    """

    jurisdiction: str
    first_day: date
    last_day: date
    begins_at: datetime
    ends_at: datetime

    @classmethod
    def of(cls, jurisdiction: Jurisdiction, quarter: Quarter) -> Span:
        """The quarter by the jurisdiction's own clock."""
        calendar = jurisdiction.calendar
        return cls(
            jurisdiction=jurisdiction.slug,
            first_day=quarter.first_day,
            last_day=quarter.last_day,
            begins_at=calendar.end_of_day(quarter.first_day - timedelta(days=1)),
            ends_at=calendar.end_of_day(quarter.last_day),
        )

    @property
    def is_here(self) -> ColumnElement[bool]:
        """Whether a case that another row leads to belongs to the jurisdiction.

        Said so that no index answers it: reading all cases of a jurisdiction would be the slow way.
        """
        return func.coalesce(Case.jurisdiction, "") == self.jurisdiction

    def has_day(
        self, day: InstrumentedAttribute[date] | InstrumentedAttribute[date | None]
    ) -> ColumnElement[bool]:
        """Whether a day of the jurisdiction lies in the quarter."""
        return day.between(self.first_day, self.last_day)

    def has(
        self, moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> ColumnElement[bool]:
        """Whether a moment lies in the quarter."""
        return and_(moment >= self.begins_at, moment < self.ends_at)
