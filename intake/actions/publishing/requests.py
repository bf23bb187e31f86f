"""What members of staff ask for: to try out a quarter, or to publish it; the worker takes it up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.publishing.errors import Outcome
from intake.audit.actor import staff_actor
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.db.changes import changed
from intake.db.ids import new_id
from intake.db.transaction import transaction
from intake.numbers.quarters import Quarter
from intake.publication.models import ReleaseRequest, ReleaseTrial

if TYPE_CHECKING:  # who asks for a release does not load what computes one
    from intake.actions.publishing.candidate import Candidate

GIVEN_UP_AFTER = timedelta(hours=6)
"""A computation that was begun so long ago was killed with its machine."""


class RequestKind(StrEnum):
    """What is asked for."""

    DRY_RUN = "dry_run"
    PUBLISH = "publish"


class RequestPending(Exception):
    """Something asked for before, for the same jurisdiction, is not done yet."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is to be carried out."""

    id: str
    jurisdiction: str
    period: str
    kind: RequestKind
    requested_by: str


def ask_release(
    session: Session,
    *,
    context: ActionContext,
    staff_id: str,
    jurisdiction: str,
    quarter: Quarter,
    kind: RequestKind,
) -> str:
    """Note what somebody asks for, one thing at a time; gives the request's id.

    Raises:
        RequestPending: another request for this jurisdiction waits or is at work.
    """
    with transaction(session):
        _give_up_old(session, context.at)
        pending = select(ReleaseRequest.id).where(
            ReleaseRequest.jurisdiction == jurisdiction, ReleaseRequest.finished_at.is_(None)
        )
        if session.scalar(pending.limit(1)) is not None:
            raise RequestPending(jurisdiction)
        wanted = NewRequest(jurisdiction, quarter, kind)
        return note_request(
            session, wanted, context=context, staff_id=staff_id, requested_at=context.at
        )


@dataclass(frozen=True)
class NewRequest:
    """What somebody asks for: what is to be done with which quarter of which jurisdiction."""

    jurisdiction: str
    quarter: Quarter
    kind: RequestKind


def note_request(
    session: Session,
    wanted: NewRequest,
    *,
    context: ActionContext,
    staff_id: str,
    requested_at: datetime,
) -> str:
    """Write down a request; the caller holds the transaction. Gives the request's id.

    Args:
        requested_at: it is not taken up before; a demonstration asks ahead of time.
    """
    id = new_id(context.random)
    session.execute(
        insert(ReleaseRequest).values(
            id=id,
            jurisdiction=wanted.jurisdiction,
            period=wanted.quarter.name,
            kind=wanted.kind.value,
            requested_by=staff_id,
            requested_at=requested_at,
        )
    )
    context.record(
        session,
        AuditKind.RELEASE_ASKED,
        actor=staff_actor(staff_id),
        on=ObjectKind.QUARTER.of(f"{wanted.jurisdiction} {wanted.quarter.name}"),
    )
    return id


def take_request(session: Session, *, at: datetime) -> Request | None:
    """Take the oldest request that nobody has begun; None where there is none by now."""
    waiting = (
        select(ReleaseRequest)
        .where(
            ReleaseRequest.started_at.is_(None),
            ReleaseRequest.finished_at.is_(None),
            ReleaseRequest.requested_at <= at,
        )
        .order_by(ReleaseRequest.requested_at, ReleaseRequest.id)
        .limit(1)
    )
    if session.scalar(waiting) is None:
        return None
    with transaction(session):
        _give_up_old(session, at)
        row = session.scalar(waiting.with_for_update(skip_locked=True))
        if row is None:
            return None
        row.started_at = at
        return _request(row)


def find_request(session: Session, id: str) -> Request | None:
    """The request with this id; None where there is none, or it is done."""
    row = session.get(ReleaseRequest, id)
    return None if row is None or row.finished_at is not None else _request(row)


def finish_request(
    session: Session, id: str, *, at: datetime, outcome: Outcome, found: Candidate | None = None
) -> None:
    """Write down what came of a request, once; a second outcome changes nothing."""
    with transaction(session):
        done = changed(
            session,
            update(ReleaseRequest)
            .where(ReleaseRequest.id == id, ReleaseRequest.finished_at.is_(None))
            .values(
                finished_at=at,
                outcome=outcome.value,
                shown=None if found is None else found.shown,
                withheld=None if found is None else found.withheld,
            ),
        )
        if found is None or not done or not found.tables:
            return
        session.execute(
            insert(ReleaseTrial),
            [
                {
                    "request_id": id,
                    "table": table.id,
                    "shown": table.shown,
                    "withheld": table.withheld,
                    "dropped": table.dropped,
                }
                for table in found.tables
            ],
        )


def _give_up_old(session: Session, at: datetime) -> None:
    session.execute(
        update(ReleaseRequest)
        .where(
            ReleaseRequest.finished_at.is_(None), ReleaseRequest.started_at < at - GIVEN_UP_AFTER
        )
        .values(finished_at=at, outcome=Outcome.INTERRUPTED.value)
    )


def _request(row: ReleaseRequest) -> Request:
    return Request(row.id, row.jurisdiction, row.period, RequestKind(row.kind), row.requested_by)
