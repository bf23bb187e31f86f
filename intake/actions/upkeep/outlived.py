"""Complaints of which something has outlived its time, and what of each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from intake.actions.context import ActionContext
from intake.cases.models import Case
from intake.cases.queue_key import CLOSED_FROM, closed_at, closed_before
from intake.cases.retention import Due, EndedCase, due_for_erasure
from intake.complaints.models import Erasable
from intake.rules.problems import UnknownEntity
from intake.rules.retention import Retention
from intake.vault.keys import KeyLetter

_LEAST = timedelta(days=365)
"""No period is shorter than a year, so that what ended later need not be looked at."""


@dataclass(frozen=True, kw_only=True)
class Outlived:
    """What of a complaint is due to be erased, and which shares of its keys are still there."""

    due: Due
    left: frozenset[tuple[str, str]] = field(repr=False)

    def is_left(self, owner_id: str, *letters: KeyLetter) -> bool:
        """Whether a share of one of these keys of an owner is still there."""
        return any((owner_id, letter.value) in self.left for letter in letters)


def candidates(session: Session, *, context: ActionContext) -> tuple[str, ...]:
    """Ids of complaints that ended long enough ago and of which shares are left."""
    other = aliased(Case)
    return tuple(
        session.scalars(
            select(Case.complaint_id)
            .where(
                Case.queue_key >= closed_before(context.at - _LEAST),
                exists().where(Erasable.complaint_id == Case.complaint_id),
                ~exists().where(
                    other.complaint_id == Case.complaint_id, other.queue_key < CLOSED_FROM
                ),
            )
            .distinct()
        )
    )


def find_outlived(
    session: Session, *, context: ActionContext, complaint_id: str, lock: bool = False
) -> Outlived | None:
    """What is due of a complaint; None where a case is open or nothing due is left.

    Args:
        lock: keep others from changing the cases until the end of the transaction.
    """
    query = select(Case).where(Case.complaint_id == complaint_id)
    cases = session.scalars(
        (query.with_for_update() if lock else query).execution_options(populate_existing=True)
    ).all()
    ended = [found for case in cases if (found := _ended(case, context)) is not None]
    if not ended or len(ended) < len(cases):
        return None
    place = context.configuration.jurisdiction(cases[0].jurisdiction)
    due = due_for_erasure(
        ended,
        retention_of=lambda entity: _retention(context, entity),
        today=place.calendar.local_day(context.at),
    )
    owners = select(Erasable.owner_id, Erasable.key_letter).where(
        Erasable.complaint_id == complaint_id
    )
    whole = Outlived(
        due=due, left=frozenset((owner, key) for owner, key in session.execute(owners))
    )
    is_due = (
        (due.identity and whole.is_left(complaint_id, KeyLetter.IDENTITY))
        or (due.content and whole.is_left(complaint_id, KeyLetter.CONTENT))
        or any(whole.is_left(id_, KeyLetter.THREAD, KeyLetter.CASE) for id_ in due.cases)
    )
    return whole if is_due else None


def _ended(case: Case, context: ActionContext) -> EndedCase | None:
    at = closed_at(case.queue_key)
    if at is None:
        return None
    calendar = context.configuration.jurisdiction(case.jurisdiction).calendar
    return EndedCase(
        id=case.id,
        entity=case.entity,
        disposition=case.disposition,
        ended=calendar.local_day(at),
    )


def _retention(context: ActionContext, entity: str) -> Retention:
    try:
        return context.configuration.entity(entity).retention
    except UnknownEntity:
        return Retention()
