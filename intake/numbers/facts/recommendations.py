"""Recommendations: counted when an agency first answered in a case with a failure of policy or
training, or when its time to answer ran out before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from intake.cases.models import Allegation, CaseClockRow, CaseEventDetail, CaseEventRow
from intake.cases.vocabulary import ClockKind, Disposition, EventKind
from intake.numbers.facts.span import Count, Span
from intake.numbers.facts.steps import happened, is_first
from intake.numbers.measures import NOT_ANSWERED

ANSWERED = (EventKind.AGENCY_RESPONSE_RECORDED,)
_TIME = ClockKind.AGENCY_RESPONSE.value


def recommendations_answered(session: Session, span: Span) -> Iterator[Count]:
    """Cases with a recommendation by what the agency answered."""
    counted = (
        select(CaseEventDetail.value, func.count())
        .select_from(CaseEventRow)
        .join(
            CaseEventDetail,
            and_(CaseEventDetail.event_id == CaseEventRow.id, CaseEventDetail.name == "answer"),
        )
        .where(
            *happened(span, ANSWERED),
            is_first(ANSWERED),
            span.here(CaseEventRow.case_id),
            _has_recommendation(CaseEventRow.case_id),
            ~_ran_out_before(span),
        )
        .group_by(CaseEventDetail.value)
    )
    for answer, number in session.execute(counted):
        yield (str(answer),), int(number)
    silent = sum(session.scalar(_unanswered(span, how)) or 0 for how in (_ended_in, _silent_in))
    if silent:
        yield (NOT_ANSWERED,), silent


def _unanswered(span: Span, how: Callable[[Span], ColumnElement[bool]]) -> Select[int]:
    """How many cases had the agency's time run out in the quarter, and nothing counted before.

    Asked once for what events tell, and once for what nothing has happened to since: each has its
    own index.
    """
    clock, earlier, answer = CaseClockRow, aliased(CaseClockRow), aliased(CaseEventRow)
    counted_before = exists().where(
        earlier.case_id == clock.case_id,
        earlier.kind == _TIME,
        earlier.run < clock.run,
        earlier.ran_out,
        earlier.late,
    )
    answered_before = exists().where(
        answer.case_id == clock.case_id,
        answer.kind.in_([kind.value for kind in ANSWERED]),
        answer.recorded_at < func.coalesce(clock.ended_at, clock.due_at),
    )
    return (
        select(func.count())
        .select_from(clock)
        .where(
            clock.kind == _TIME,
            how(span),
            span.here(clock.case_id),
            _has_recommendation(clock.case_id),
            ~counted_before,
            ~answered_before,
        )
    )


def _ended_in(span: Span) -> ColumnElement[bool]:
    return and_(span.has(CaseClockRow.ended_at), CaseClockRow.ran_out, CaseClockRow.late)


def _silent_in(span: Span) -> ColumnElement[bool]:
    return and_(
        CaseClockRow.stopped_at.is_(None),
        span.has(CaseClockRow.due_at),
        CaseClockRow.ended_at.is_(None),
        CaseClockRow.paused.is_(False),
    )


def _ran_out_before(span: Span) -> ColumnElement[bool]:
    """Whether the case was counted as not answered: in an earlier quarter, or in this one."""
    clock = aliased(CaseClockRow)
    return exists().where(
        clock.case_id == CaseEventRow.case_id,
        # Said so that the case leads to it, and not the kind.
        func.coalesce(clock.kind, "") == _TIME,
        clock.ran_out,
        clock.ended_at <= CaseEventRow.recorded_at,
        # An answer that was keyed in late is one, as long as the quarter is not closed.
        or_(clock.late, clock.ended_at < span.begins_at),
    )


def _has_recommendation(case_id: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return exists().where(
        Allegation.case_id == case_id,
        Allegation.disposition == Disposition.POLICY_FAILURE.value,
    )
