"""Frozen counts of closed quarters: rows that are never revised."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, moment


class QuarterTotal(Base):
    """How many complaints and cases were entered in a jurisdiction in a closed quarter.

    ``source`` tells where the quarter's facts come from: ``events`` (this install's own cases),
    ``imported`` (a table that an office kept by hand) or ``totals`` (closed before facts were
    kept, so that there are these two numbers alone).
    """

    __tablename__ = "quarter_total"

    jurisdiction: Mapped[str] = code(primary_key=True)
    quarter: Mapped[str] = code(primary_key=True)
    complaints: Mapped[int] = count()
    cases: Mapped[int] = count()
    source: Mapped[str] = code(default="events")
    closed_at: Mapped[datetime] = moment()


class CountFact(Base):
    """One count above zero of the frozen cube: a measure, a closed quarter and values.

    ``key`` joins the values of the measure's dimensions, in their order, with ``|``.
    """

    __tablename__ = "count_fact"

    jurisdiction: Mapped[str] = code(primary_key=True)
    quarter: Mapped[str] = code(primary_key=True)
    measure: Mapped[str] = code(primary_key=True)
    key: Mapped[str] = code(primary_key=True, length=240)
    number: Mapped[int] = count()
