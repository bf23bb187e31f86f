"""The stretch of time that a quarter is, in a jurisdiction's days and in moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from intake.cases.models import Case
from intake.numbers.quarters import Quarter
from intake.rules.jurisdiction import Jurisdiction

Count = tuple[tuple[str, ...], int]
"""The values of a measure's dimensions, in their order, and how many have them."""


@dataclass(frozen=True, slots=True)
class Span:
    """A quarter of a jurisdiction: its first and last day, and the moments (UTC) that it begins
    and is over.

    ``shared`` says that other jurisdictions may have cases too; where none has, rows that lead to
    a case need no look at it.
    """

    jurisdiction: str
    first_day: date
    last_day: date
    begins_at: datetime
    ends_at: datetime
    shared: bool = True

    @classmethod
    def of(cls, jurisdiction: Jurisdiction, quarter: Quarter, *, shared: bool = True) -> Span:
        """The quarter by the jurisdiction's own clock."""
        calendar = jurisdiction.calendar
        return cls(
            jurisdiction=jurisdiction.slug,
            first_day=quarter.first_day,
            last_day=quarter.last_day,
            begins_at=calendar.end_of_day(quarter.first_day - timedelta(days=1)),
            ends_at=calendar.end_of_day(quarter.last_day),
            shared=shared,
        )

    def here(self, case_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
        """Whether the case that a row leads to belongs to the jurisdiction."""
        if not self.shared:
            return true()
        # Said so that no index answers it: reading all cases of a jurisdiction is the slow way.
        is_ours = func.coalesce(Case.jurisdiction, "") == self.jurisdiction
        return exists().where(Case.id == case_id, is_ours)

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


def is_shared(session: Session, jurisdiction: Jurisdiction) -> bool:
    """Whether other jurisdictions have cases too."""
    others = (Case.jurisdiction < jurisdiction.slug, Case.jurisdiction > jurisdiction.slug)
    return any(session.scalar(select(Case.id).where(one).limit(1)) for one in others)
