"""Clocks that ended: counted when it was recorded that what was due was done, or, before that, when
the time ran out.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from intake.cases.clocks import WINDOWS
from intake.cases.models import CaseClockRow
from intake.cases.vocabulary import ClockKind
from intake.numbers.facts.span import Count, Span
from intake.numbers.measures import IN_TIME, LATE

COUNTED = tuple(kind.value for kind in ClockKind if kind not in WINDOWS)


def clocks_ended(session: Session, span: Span) -> Iterator[Count]:
    """Runs of clocks by kind and whether they were kept."""
    numbers: dict[tuple[str, str], int] = {}
    for counted in (_recorded(span), _silent(span)):
        here = counted.where(span.here(CaseClockRow.case_id))
        for kind, late, number in session.execute(here):
            key = (kind, LATE if late else IN_TIME)
            numbers[key] = numbers.get(key, 0) + number
    yield from numbers.items()


def _recorded(span: Span) -> Select[str, bool, int]:
    """Those of which an event tells that they ended."""
    return (
        select(CaseClockRow.kind, CaseClockRow.late, func.count())
        .where(span.has(CaseClockRow.ended_at), CaseClockRow.kind.in_(COUNTED))
        .group_by(CaseClockRow.kind, CaseClockRow.late)
    )


def _silent(span: Span) -> Select[str, bool, int]:
    """Those that ran out, and nothing has happened in the case since."""
    return (
        select(CaseClockRow.kind, true(), func.count())
        .where(
            CaseClockRow.kind.in_(COUNTED),
            CaseClockRow.stopped_at.is_(None),
            span.has(CaseClockRow.due_at),
            CaseClockRow.ended_at.is_(None),
            CaseClockRow.paused.is_(False),
        )
        .group_by(CaseClockRow.kind)
    )
