"""The queue: one page of cases by keyset, and capped counts, at the same cost at any size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from intake.cases.models import Case, CaseRule
from intake.cases.queue_key import CLOSED_FROM, END, RANKS, due_before
from intake.cases.vocabulary import Status
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode

PAGE_SIZE = 50
COUNT_CEILING = 1000
UNASSIGNED = "nobody"


class Shown(StrEnum):
    """Which part of the queue; OVERDUE are the open cases whose next clock has passed."""

    OPEN = "open"
    CLOSED = "closed"
    OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True)
class QueueFilter:
    """What a person asks to see; ``units`` are those whose cases they may see, never empty.

    ``assignee``: a staff id, or ``nobody``. ``folded``: keys of cases that look alike, left out.
    """

    units: tuple[str, ...]
    shown: Shown = Shown.OPEN
    status: Status | None = None
    urgency: Urgency | None = None
    rule: RuleCode | None = None
    agency: str | None = None
    language: str | None = None
    assignee: str | None = None
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class QueuedCase:
    """One line of the queue; facts only."""

    id: str
    reference: str
    unit: str
    agency: str
    status: Status
    urgency: Urgency
    language: str
    assignee_id: str | None
    received_day: date
    first_opened_day: date | None
    next_due_at: datetime | None
    likeness: str | None
    position: str

    def is_overdue(self, at: datetime) -> bool:
        """Whether its next clock has passed."""
        return self.next_due_at is not None and self.next_due_at <= at


@dataclass(frozen=True, kw_only=True)
class QueuePage:
    """One page, and the position to ask the next one with, or None at the end."""

    cases: tuple[QueuedCase, ...]
    next_position: str | None


@dataclass(frozen=True, kw_only=True)
class QueueCounts:
    """Counts, each at most COUNT_CEILING + 1, which means "more than the ceiling"."""

    open: int
    critical: int
    high: int
    overdue: int
    unassigned: int
    mine: int


def queue_page(
    session: Session,
    *,
    wanted: QueueFilter,
    at: datetime,
    after: str | None = None,
    size: int = PAGE_SIZE,
) -> QueuePage:
    """One page in one statement, the same for one case or a million.

    Args:
        after: the position that the page before ended with.
    """
    statement = page_statement(wanted, at=at, after=after, size=size)
    rows = session.execute(statement).all()
    cases = tuple(_case(row) for row in rows[:size])
    more = len(rows) > size
    return QueuePage(cases=cases, next_position=cases[-1].position if more else None)


def page_statement(
    wanted: QueueFilter, *, at: datetime, after: str | None, size: int
) -> Select[Any]:
    """The statement behind :func:`queue_page`: short index ranges, a few a unit, merged.

    The ranges give places alone, from the index; only the cases of the page itself are looked up.
    In a large table each of them lies on a page of its own.
    """
    ranges = [
        _places_in(unit, wanted, low=max(low, after or ""), high=high).limit(size + 1)
        for unit in wanted.units
        for low, high in _ranges(wanted.shown, at)
    ]
    pieces = union_all(*(select(piece.subquery()) for piece in ranges)).subquery()
    first = select(pieces).order_by(pieces.c.position).limit(size + 1).subquery()
    return (
        select(*_columns(), first.c.position)
        .join(first, (Case.unit == first.c.unit) & (Case.queue_key == first.c.position))
        .order_by(first.c.position)
    )


def queue_counts(
    session: Session, *, units: Sequence[str], at: datetime, person_id: str
) -> QueueCounts:
    """The counts above the queue, in one statement that reads at most the ceiling each."""
    open_ranges = _ranges(Shown.OPEN, at)
    columns = [
        _capped("open", units, open_ranges),
        _capped("critical", units, open_ranges, Case.urgency == Urgency.CRITICAL.value),
        _capped("high", units, open_ranges, Case.urgency == Urgency.HIGH.value),
        _capped("overdue", units, _ranges(Shown.OVERDUE, at)),
        _capped("unassigned", units, open_ranges, Case.assignee_id.is_(None)),
        _capped("mine", units, open_ranges, Case.assignee_id == person_id),
    ]
    return QueueCounts(**session.execute(select(*columns)).one()._mapping)


def _capped(
    name: str,
    units: Sequence[str],
    ranges: Sequence[tuple[str, str]],
    *where: ColumnElement[bool],
) -> ColumnElement[int]:
    ceiling = COUNT_CEILING + 1
    pieces = [
        select(literal(1).label("one"))
        .where(Case.unit == unit, Case.queue_key > low, Case.queue_key < high, *where)
        .limit(ceiling)
        .subquery()
        for unit in units
        for low, high in ranges
    ]
    merged = union_all(*(select(piece) for piece in pieces)).subquery()
    limited = select(merged).limit(ceiling).subquery()
    return select(func.count()).select_from(limited).scalar_subquery().label(name)


def _ranges(shown: Shown, at: datetime) -> tuple[tuple[str, str], ...]:
    """The key ranges, open below and closed above, that make up a part of the queue.

    A key begins with urgency and due moment, so what is overdue is one range an urgency.
    """
    if shown is Shown.OVERDUE:
        return tuple((rank, due_before(rank, at)) for rank in RANKS.values())
    return (("", CLOSED_FROM),) if shown is Shown.OPEN else ((CLOSED_FROM, END),)


def _places_in(unit: str, wanted: QueueFilter, *, low: str, high: str) -> Select[str, str]:
    conditions = _conditions(wanted)
    table: type[Case] | type[CaseRule] = Case
    if wanted.rule is not None:
        table = CaseRule
        if conditions:
            conditions += (CaseRule.case_id == Case.id,)
        conditions += (CaseRule.rule == wanted.rule.value,)
    return (
        select(table.unit, table.queue_key.label("position"))
        .where(table.unit == unit, table.queue_key > low, table.queue_key < high, *conditions)
        .order_by(table.queue_key)
    )


def _conditions(wanted: QueueFilter) -> tuple[ColumnElement[bool], ...]:
    pairs = (
        (Case.status, wanted.status and wanted.status.value),
        (Case.urgency, wanted.urgency and wanted.urgency.value),
        (Case.agency, wanted.agency),
        (Case.language, wanted.language),
    )
    conditions: list[ColumnElement[bool]] = [column == value for column, value in pairs if value]
    if wanted.folded:
        conditions.append(Case.likeness.is_(None) | Case.likeness.not_in(wanted.folded))
    if wanted.assignee == UNASSIGNED:
        conditions.append(Case.assignee_id.is_(None))
    elif wanted.assignee:
        conditions.append(Case.assignee_id == wanted.assignee)
    return tuple(conditions)


def _columns() -> tuple[InstrumentedAttribute[Any], ...]:
    return (
        Case.id,
        Case.reference,
        Case.unit,
        Case.agency,
        Case.status,
        Case.urgency,
        Case.language,
        Case.assignee_id,
        Case.received_day,
        Case.first_opened_day,
        Case.next_due_at,
        Case.likeness,
    )


def _case(row: Row[Any]) -> QueuedCase:
    values = dict(row._mapping)
    values["status"] = Status(values["status"])
    values["urgency"] = Urgency(values["urgency"])
    return QueuedCase(**values)
