"""Read a case's events back, in order: the truth that everything else is projected from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.cases.models import CaseEventDetail, CaseEventRow
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import ActorKind, EventKind, Status
from intake.cases.workflow.event import CaseEvent


def read_events(session: Session, case_id: str) -> tuple[CaseEvent, ...]:
    """The events of one case, oldest first, in two statements."""
    return read_histories(session, (case_id,))[case_id]


def read_histories(
    session: Session, case_ids: Sequence[str]
) -> Mapping[str, tuple[CaseEvent, ...]]:
    """The events of several cases, in two statements however many they are."""
    rows = session.scalars(
        select(CaseEventRow)
        .where(CaseEventRow.case_id.in_(case_ids))
        .order_by(CaseEventRow.case_id, CaseEventRow.seq)
    ).all()
    details: dict[str, dict[str, str]] = defaultdict(dict)
    found = session.execute(
        select(CaseEventDetail.event_id, CaseEventDetail.name, CaseEventDetail.value)
        .join(CaseEventRow, CaseEventRow.id == CaseEventDetail.event_id)
        .where(CaseEventRow.case_id.in_(case_ids))
    )
    for event_id, name, value in found:
        details[event_id][name] = value
    histories: dict[str, list[CaseEvent]] = {case_id: [] for case_id in case_ids}
    for row in rows:
        histories[row.case_id].append(event_from_row(row, details.get(row.id, {})))
    return {case_id: tuple(events) for case_id, events in histories.items()}


def read_part_ids(session: Session, case_id: str) -> Mapping[str, str]:
    """By event id, the sealed part with the words that belong to it; one statement."""
    rows = session.execute(
        select(CaseEventRow.id, CaseEventRow.part_id).where(
            CaseEventRow.case_id == case_id, CaseEventRow.part_id.is_not(None)
        )
    )
    return {event_id: part_id for event_id, part_id in rows if part_id is not None}


def event_from_row(row: CaseEventRow, details: Mapping[str, str]) -> CaseEvent:
    """One event as it was recorded."""
    return CaseEvent(
        id=row.id,
        case_id=row.case_id,
        seq=row.seq,
        kind=EventKind(row.kind),
        from_status=Status(row.from_status) if row.from_status else None,
        to_status=Status(row.to_status),
        effective_day=row.effective_day,
        recorded_at=row.recorded_at,
        actor_kind=ActorKind(row.actor_kind),
        actor_id=row.actor_id,
        reason=ReasonCode(row.reason) if row.reason else None,
        details=MappingProxyType(dict(details)),
    )
