"""How each closed quarter of a jurisdiction stands: published, next, or waiting for another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.numbers.catalogue import Catalogue
from intake.numbers.cube import FROM_TOTALS
from intake.numbers.models import QuarterTotal
from intake.numbers.quarters import Quarter
from intake.publication.models import ReleaseRequest, ReleaseTrial
from intake.publication.released import ReleaseLine, list_releases


class QuarterState(StrEnum):
    """How a closed quarter stands."""

    PUBLISHED = "published"
    NEXT = "next"
    WAITING = "waiting"
    TOTALS_ONLY = "totals_only"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class QuarterStanding:
    """A closed quarter, and the newest request for it.

    Attributes:
        closed_at: when it was counted.
    """

    quarter: Quarter
    state: QuarterState
    closed_at: datetime
    release: ReleaseLine | None
    request: ReleaseRequest | None


@dataclass(frozen=True, slots=True)
class TableTrial:
    """What the newest request found of a table."""

    table: str
    shown: int
    withheld: int
    dropped: bool


def standings(
    session: Session, jurisdiction: str, catalogue: Catalogue
) -> tuple[QuarterStanding, ...]:
    """The closed quarters of a jurisdiction, the newest first."""
    releases = {line.period: line for line in list_releases(session, jurisdiction)}
    requests = _newest_requests(session, jurisdiction)
    rows = session.scalars(
        select(QuarterTotal)
        .where(QuarterTotal.jurisdiction == jurisdiction)
        .order_by(QuarterTotal.quarter)
    ).all()
    found = []
    due = _due(catalogue, releases, [row.quarter for row in rows])
    for row in rows:
        state = _state(row, catalogue, releases, due)
        found.append(
            QuarterStanding(
                quarter=Quarter.parse(row.quarter),
                state=state,
                closed_at=row.closed_at,
                release=releases.get(row.quarter),
                request=requests.get(row.quarter),
            )
        )
    return tuple(reversed(found))


def trials(session: Session, request_id: str) -> tuple[TableTrial, ...]:
    """What a request found of each table; none before it is done."""
    rows = session.scalars(
        select(ReleaseTrial)
        .where(ReleaseTrial.request_id == request_id)
        .order_by(ReleaseTrial.table)
    )
    return tuple(TableTrial(row.table, row.shown, row.withheld, row.dropped) for row in rows)


def _newest_requests(session: Session, jurisdiction: str) -> Mapping[str, ReleaseRequest]:
    rows = session.scalars(
        select(ReleaseRequest)
        .where(ReleaseRequest.jurisdiction == jurisdiction)
        .order_by(ReleaseRequest.requested_at)
    )
    return {row.period: row for row in rows}


def _due(
    catalogue: Catalogue, releases: Mapping[str, ReleaseLine], counted: list[str]
) -> str | None:
    if releases:
        return Quarter.parse(max(releases)).after().name
    return min((name for name in counted if name >= catalogue.first_period), default=None)


def _state(
    row: QuarterTotal, catalogue: Catalogue, releases: Mapping[str, ReleaseLine], due: str | None
) -> QuarterState:
    if row.quarter in releases:
        return QuarterState.PUBLISHED
    if row.quarter < catalogue.first_period or (due is not None and row.quarter < due):
        return QuarterState.BEFORE
    if row.source == FROM_TOTALS:
        return QuarterState.TOTALS_ONLY
    return QuarterState.NEXT if row.quarter == due else QuarterState.WAITING
