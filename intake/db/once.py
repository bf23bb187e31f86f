"""Do a thing once a period, whatever restarts and however many workers there are."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from intake.db.models import JobRun


def take_turn(session: Session, *, name: str, period: str, at: datetime) -> bool:
    """Take the one turn of a job in a period; the caller holds the transaction of the job itself.

    Returns:
        True for the one caller that is to do it. A turn taken twice at the same moment ends in an
        IntegrityError for one of them, and with it that job's transaction.
    """
    known = select(JobRun.name).where(JobRun.name == name, JobRun.period == period)
    if session.scalar(known) is not None:
        return False
    session.execute(insert(JobRun).values(name=name, period=period, finished_at=at))
    return True


def turns_taken(session: Session, *, name: str) -> tuple[int, datetime | None]:
    """How many turns of a job were taken, and when the last was."""
    found = session.execute(
        select(func.count(), func.max(JobRun.finished_at)).where(JobRun.name == name)
    ).one()
    return found[0], found[1]
