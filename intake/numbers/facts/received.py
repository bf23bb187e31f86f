"""Complaints and cases received, and first answers: counted in the quarter in which they were
entered.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.cases.models import Case
from intake.complaints.models import Complaint
from intake.numbers.facts.bands import band
from intake.numbers.facts.span import Count, Span
from intake.numbers.measures import WAITS


def complaints_received(session: Session, span: Span) -> Iterator[Count]:
    """Complaints by channel, language, identity mode, role and urgency."""
    values = (
        Complaint.channel,
        Complaint.language,
        Complaint.identity_mode,
        Complaint.complainant_role,
        Complaint.urgency,
    )
    counted = (
        select(*values, func.count())
        .where(Complaint.jurisdiction == span.jurisdiction, span.has_day(Complaint.entered_day))
        .group_by(*values)
    )
    for *key, number in session.execute(counted):
        yield tuple(key), number


def cases_received(session: Session, span: Span) -> Iterator[Count]:
    """Cases by agency."""
    counted = (
        select(Case.agency, func.count())
        .where(Case.jurisdiction == span.jurisdiction, span.has_day(Case.entered_day))
        .group_by(Case.agency)
    )
    for agency, number in session.execute(counted):
        yield (agency,), number


def first_answers(session: Session, span: Span) -> Iterator[Count]:
    """Cases first acknowledged, by how long the complainant had waited."""
    waiting = band(Case.received_day, Case.acknowledged_day, WAITS).label("waiting")
    counted = (
        select(waiting, func.count())
        .where(Case.jurisdiction == span.jurisdiction, span.has_day(Case.acknowledged_entered_day))
        .group_by(waiting)
    )
    for value, number in session.execute(counted):
        yield (value,), number
