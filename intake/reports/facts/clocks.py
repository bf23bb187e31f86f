"""Clocks that ended: counted when it was recorded that what was due was done, or, before that, when
the time ran out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.cases.clocks import WINDOWS
from intake.cases.models import Case, CaseClockRow
from intake.cases.vocabulary import ClockKind
from intake.reports.facts.span import Count, Span
from intake.reports.measures import IN_TIME, LATE

COUNTED = tuple(kind.value for kind in ClockKind if kind not in WINDOWS)


def clocks_ended(session: Session, span: Span) -> Iterator[Count]:
    """Runs of clocks by kind and whether they were kept."""
    numbers: dict[tuple[str, str], int] = {}
    for kind, late, number in (*_recorded(session, span), *_silent(session, span)):
        key = (kind, LATE if late else IN_TIME)
        numbers[key] = numbers.get(key, 0) + number
    yield from numbers.items()


def _recorded(session: Session, span: Span) -> Iterator[tuple[str, bool, int]]:
    """Those of which an event tells that they ended."""
    counted = (
        select(CaseClockRow.kind, CaseClockRow.late, func.count())
        .join(Case, Case.id == CaseClockRow.case_id)
        .where(
            span.has(CaseClockRow.ended_at),
            CaseClockRow.kind.in_(COUNTED),
            Case.jurisdiction == span.jurisdiction,
        )
        .group_by(CaseClockRow.kind, CaseClockRow.late)
    )
    for kind, late, number in session.execute(counted):
        yield str(kind), bool(late), number


def _silent(session: Session, span: Span) -> Iterator[tuple[str, bool, int]]:
    """Those that ran out, and nothing has happened in the case since."""
    counted = (
        select(CaseClockRow.kind, func.count())
        .join(Case, Case.id == CaseClockRow.case_id)
        .where(
            CaseClockRow.kind.in_(COUNTED),
            CaseClockRow.stopped_at.is_(None),
            span.has(CaseClockRow.due_at),
            CaseClockRow.ended_at.is_(None),
            CaseClockRow.paused.is_(False),
            Case.jurisdiction == span.jurisdiction,
        )
        .group_by(CaseClockRow.kind)
    )
    for kind, number in session.execute(counted):
        yield kind, True, number
