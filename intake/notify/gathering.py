"""Gather notices: whoever has several waiting gets one for all of them, and one an interval.

The first goes at once. What comes within the interval after it waits, and goes together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.db.ids import Random
from intake.db.models import JobRun
from intake.db.transaction import transaction
from intake.notify.claims import Claimed, rows_for
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.models import OutboxRow

_PERIOD = "last"
_URGENT = frozenset({NoticeKind.NEW_URGENT_COMPLAINT, NoticeKind.URGENT_REMINDER})
_GATHERED = (RecipientKind.UNIT, RecipientKind.ADMINISTRATORS, RecipientKind.ON_CALL)
FAMILIES: Mapping[NoticeKind, frozenset[NoticeKind]] = MappingProxyType(
    {
        NoticeKind.NEW_COMPLAINTS: frozenset(
            {NoticeKind.NEW_COMPLAINT, NoticeKind.NEW_URGENT_COMPLAINT}
        ),
        NoticeKind.NEWS_IN_CASES: frozenset({NoticeKind.CASE_NEWS}),
        NoticeKind.URGENT_REMINDERS: frozenset({NoticeKind.URGENT_REMINDER}),
        NoticeKind.ADMINISTRATOR_ALARM: frozenset({NoticeKind.ADMINISTRATOR_ALARM}),
    }
)
"""What goes together, and the kind of the notice that tells of several."""
_SEVERAL = {kind: several for several, family in FAMILIES.items() for kind in family}

People = Callable[[Session, Claimed], Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """How notices are gathered.

    Attributes:
        every: how long after one the next of its family goes to the same recipient.
        people: who the members of a group are.
    """

    every: timedelta
    people: People
    random: Random


def is_gathered(claimed: Claimed) -> bool:
    """Whether a notice waits for others of its family."""
    return (
        not claimed.gathered
        and NoticeKind(claimed.kind) in _SEVERAL
        and RecipientKind(claimed.recipient_kind) in _GATHERED
    )


def gather(session: Session, gathering: Gathering, *, claimed: Claimed, at: datetime) -> bool:
    """Replace all waiting notices of a family by one for each person, in one transaction.

    Returns:
        False where it is too early for the next one, or somebody else gathered them just now.
    """
    several = _SEVERAL[NoticeKind(claimed.kind)]
    with transaction(session):
        turn = f"told {several.value} {claimed.recipient_kind} {claimed.recipient}"
        last = _last(session, turn)
        if last is not None and last + gathering.every > at:
            _hold(session, claimed, until=last + gathering.every, at=at)
            return False
        waiting = session.scalars(
            select(OutboxRow).where(_waiting(claimed)).with_for_update()
        ).all()
        if not waiting:
            return False
        _note(session, turn, at)
        told = _together(claimed, waiting, several)
        people = _recipients(session, gathering, told)
        rows = rows_for(told, people, at=at, random=gathering.random)
        ids = [row.id for row in waiting]
        session.expunge_all()
        if rows:
            session.execute(insert(OutboxRow), rows)
        session.execute(delete(OutboxRow).where(OutboxRow.id.in_(ids)))
    return True


def _recipients(
    session: Session, gathering: Gathering, told: Claimed
) -> Sequence[tuple[RecipientKind, str]]:
    """Each person of a group; a line of the on-call list is a person already."""
    if told.recipient_kind == RecipientKind.ON_CALL.value:
        return ((RecipientKind.ON_CALL, told.recipient),)
    return tuple((RecipientKind.STAFF, person) for person in gathering.people(session, told))


def _together(claimed: Claimed, waiting: Sequence[OutboxRow], several: NoticeKind) -> Claimed:
    """One notice that stands for these; for a single case it is that case's own."""
    cases = {row.case_id or row.id for row in waiting}
    urgent = {row.case_id or row.id for row in waiting if row.kind in _URGENT}
    if len(cases) == 1:
        row = max(waiting, key=lambda row: row.kind in _URGENT)
        return replace(
            claimed,
            kind=row.kind,
            case_id=row.case_id,
            complaint_id=row.complaint_id,
            gathered=True,
        )
    return replace(
        claimed,
        kind=several.value,
        case_id=None,
        complaint_id=None,
        cases=len(cases),
        urgent=len(urgent),
        gathered=True,
    )


def _waiting(claimed: Claimed) -> ColumnElement[bool]:
    family = FAMILIES[_SEVERAL[NoticeKind(claimed.kind)]]
    return (
        OutboxRow.state.in_((OutboxState.WAITING.value, OutboxState.CLAIMED.value))
        & OutboxRow.kind.in_([kind.value for kind in family])
        & (OutboxRow.recipient_kind == claimed.recipient_kind)
        & (OutboxRow.recipient == claimed.recipient)
        & OutboxRow.gathered.is_(False)
    )


def _hold(session: Session, claimed: Claimed, *, until: datetime, at: datetime) -> None:
    """Let all that is due wait; what waits already is not touched again."""
    session.execute(
        update(OutboxRow)
        .where(_waiting(claimed), OutboxRow.not_before <= at)
        .values(state=OutboxState.WAITING.value, not_before=until, claimed_by=None, claimed_at=None)
        .execution_options(synchronize_session=False)
    )


def _last(session: Session, turn: str) -> datetime | None:
    """When the last one of a family went, if one did; holds the turn until the end."""
    row = session.get(
        JobRun, {"name": turn, "period": _PERIOD}, with_for_update=True, populate_existing=True
    )
    if row is not None:
        return row.finished_at
    try:
        with session.begin_nested():
            session.execute(insert(JobRun), [{"name": turn, "period": _PERIOD}])
    except IntegrityError:
        # Another worker gathers for the first time at this very moment.
        return session.get_one(
            JobRun, {"name": turn, "period": _PERIOD}, with_for_update=True
        ).finished_at
    return None


def _note(session: Session, turn: str, at: datetime) -> None:
    session.execute(
        update(JobRun)
        .where(JobRun.name == turn, JobRun.period == _PERIOD)
        .values(finished_at=at)
        .execution_options(synchronize_session=False)
    )
