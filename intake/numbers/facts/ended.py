"""Cases and allegations that were decided: counted when a case first came to its end."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session

from intake.cases.models import Allegation, Case
from intake.numbers.facts.bands import band
from intake.numbers.facts.span import Count, Span
from intake.numbers.measures import DURATIONS


def cases_ended(session: Session, span: Span) -> Iterator[Count]:
    """Cases by agency, ending, duration since they were received, and year of entry."""
    duration = band(Case.received_day, Case.first_ended_day, DURATIONS).label("duration")
    year = extract("year", Case.entered_day).label("entered_year")
    counted = (
        select(Case.agency, Case.first_ending, duration, year, func.count())
        .where(Case.jurisdiction == span.jurisdiction, span.has_day(Case.first_ended_day))
        .group_by(Case.agency, Case.first_ending, duration, year)
    )
    for agency, ending, days, entered, number in session.execute(counted):
        yield (agency, str(ending), days, str(entered)), number


def allegations_decided(session: Session, span: Span) -> Iterator[Count]:
    """Allegations by rule, agency and what was found when their case first ended."""
    values = (Allegation.rule, Allegation.agency, Allegation.first_disposition)
    counted = (
        select(*values, func.count())
        .where(
            Allegation.jurisdiction == span.jurisdiction, span.has_day(Allegation.first_ended_day)
        )
        .group_by(*values)
    )
    for rule, agency, disposition, number in session.execute(counted):
        yield (rule, agency, str(disposition)), number
