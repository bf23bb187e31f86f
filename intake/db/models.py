"""Rows that belong to the install as a whole."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, day, moment, row_id


class Install(Base):
    """The one row that names this install; every sealing context is bound to its id."""

    __tablename__ = "install"

    id: Mapped[str] = row_id(primary_key=True)
    created_day: Mapped[date] = day()


class TokenBucket(Base):
    """A rate limit that holds across processes: tokens left at a moment, in thousandths."""

    __tablename__ = "token_bucket"

    name: Mapped[str] = code(primary_key=True, length=80)
    millitokens: Mapped[int] = count()
    updated_at: Mapped[datetime] = moment()


class JobRun(Base):
    """A periodic job's last run, so that it runs once a period whatever restarts."""

    __tablename__ = "job_run"

    name: Mapped[str] = code(primary_key=True, length=180)
    period: Mapped[str] = code(primary_key=True, length=40)
    finished_at: Mapped[datetime | None] = moment(nullable=True)
