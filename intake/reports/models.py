"""Frozen totals of a closed quarter, kept until releases are protected."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, moment


class QuarterTotal(Base):
    """How many complaints were entered in a jurisdiction in a quarter; one row, never revised, not
    shown.
    """

    __tablename__ = "quarter_total"

    jurisdiction: Mapped[str] = code(primary_key=True)
    quarter: Mapped[str] = code(primary_key=True)
    complaints: Mapped[int] = count()
    cases: Mapped[int] = count()
    closed_at: Mapped[datetime] = moment()
