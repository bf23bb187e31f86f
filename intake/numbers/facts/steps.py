"""Steps of cases that are counted by the first event of their kind: ends of urgent actions, ends of
referrals.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Boolean, ColumnElement, String, func, literal, literal_column, select
from sqlalchemy.orm import Session, aliased

from intake.cases.models import COUNTED_KINDS, CaseEventRow
from intake.cases.vocabulary import EventKind
from intake.numbers.facts.span import Count, Span
from intake.numbers.values import RESULTS


def urgent_ended(session: Session, span: Span) -> Iterator[Count]:
    """Cases whose urgent action ended for the first time, by what became of the person."""
    yield from _counted(session, span, CaseEventRow.reason, (EventKind.URGENT_ENDED,))


def referrals_ended(session: Session, span: Span) -> Iterator[Count]:
    """Cases whose first referral ended, by its result."""
    for (kind,), number in _counted(session, span, CaseEventRow.kind, RESULTS):
        yield (RESULTS[EventKind(kind)],), number


def is_first(kinds: Iterable[EventKind]) -> ColumnElement[bool]:
    """Whether no event of these kinds came before in the same case."""
    before = aliased(CaseEventRow)
    return ~(
        select(literal(1))
        .where(
            before.case_id == CaseEventRow.case_id,
            before.seq < CaseEventRow.seq,
            before.kind.in_([kind.value for kind in kinds]),
            _in_the_index(before),
        )
        .exists()
    )


def happened(span: Span, kinds: Iterable[EventKind]) -> tuple[ColumnElement[bool], ...]:
    """Whether an event is of these kinds and was recorded in the quarter, found by its index."""
    return (
        CaseEventRow.kind.in_([kind.value for kind in kinds]),
        span.has(CaseEventRow.recorded_at),
        _in_the_index(CaseEventRow),
    )


def _in_the_index(events: type[CaseEventRow]) -> ColumnElement[bool]:
    """Whether an event is of the kinds that the indexes hold: they serve where a query says so."""
    kinds = literal_column(COUNTED_KINDS.removeprefix("kind IN "), type_=String())
    return events.kind.op("IN", is_comparison=True, return_type=Boolean())(kinds)


def _counted(
    session: Session,
    span: Span,
    value: Any,
    kinds: Iterable[EventKind],
) -> Iterator[Count]:
    counted = (
        select(value, func.count())
        .select_from(CaseEventRow)
        .where(*happened(span, kinds), is_first(kinds), span.here(CaseEventRow.case_id))
        .group_by(value)
    )
    for code, number in session.execute(counted):
        yield (str(code),), number
