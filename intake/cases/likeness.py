"""Cases that look alike: by facts that are stored in the clear anyway, and by no word of anybody.

The key of a case stands for place, agency, urgency, rules and the other facts of its complaint, the
hour in which it came and the size class of what was sent. It is gone once somebody opened the case.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intake.cases.models import Case
from intake.cases.queue_key import CLOSED_FROM
from intake.questions.urgency import Urgency
from intake.vault.encoding import enc

LENGTH = 10
LEAST = 3
"""Fewer than so many are no group."""


@dataclass(frozen=True, kw_only=True)
class Alike:
    """The cases of one key that are open and that nobody has opened yet.

    Attributes:
        reference, agency, urgency, received_day: of the one that comes first in the queue.
    """

    number: int
    reference: str
    agency: str
    urgency: Urgency
    received_day: date


def likeness_of(facts: Sequence[str], *, at: datetime) -> str:
    """The key of these facts and of the hour in which the complaint came."""
    hour = at.astimezone(UTC).strftime("%Y-%m-%dT%H")
    told = enc("intake/v1/likeness", hour, *facts)
    return hashlib.sha256(told).hexdigest()[:LENGTH]


def alike(
    session: Session, *, units: Collection[str], keys: Collection[str]
) -> Mapping[str, Alike]:
    """The groups of these keys within units, in one statement; none for a key without cases."""
    mine = (Case.unit.in_(units), Case.likeness.in_(keys), Case.queue_key < CLOSED_FROM)
    groups = (
        select(
            Case.likeness.label("key"),
            func.count().label("number"),
            func.min(Case.queue_key).label("first"),
        )
        .where(*mine)
        .group_by(Case.likeness)
        .subquery()
    )
    rows = session.execute(
        select(
            groups.c.key,
            groups.c.number,
            Case.reference,
            Case.agency,
            Case.urgency,
            Case.received_day,
        )
        .join(Case, Case.queue_key == groups.c.first)
        .where(Case.unit.in_(units))
    )
    return {
        row.key: Alike(
            number=row.number,
            reference=row.reference,
            agency=row.agency,
            urgency=Urgency(row.urgency),
            received_day=row.received_day,
        )
        for row in rows
    }
