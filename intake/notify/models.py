"""The outbox: messages to send, written in the transaction that they tell of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, flag, moment, row_id


class OutboxRow(Base):
    """One message to one unit, person or complainant. It holds no address and no word of the
    matter.

    ``state``: waiting, claimed, sent, given_up. ``message_key`` names the mail, so that a retry
    after a crash carries the same Message-ID. ``gathered``: it stands for all that waited, about so
    many ``cases``, so many of them ``urgent``.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "state", "not_before"),)

    id: Mapped[str] = row_id(primary_key=True)
    kind: Mapped[str] = code()
    recipient_kind: Mapped[str] = code()
    recipient: Mapped[str] = code(length=160)
    case_id: Mapped[str | None] = row_id(nullable=True)
    complaint_id: Mapped[str | None] = row_id(nullable=True, index=True)
    state: Mapped[str] = code()
    not_before: Mapped[datetime] = moment()
    attempts: Mapped[int] = count(default=0)
    claimed_by: Mapped[str | None] = row_id(nullable=True)
    claimed_at: Mapped[datetime | None] = moment(nullable=True)
    sent_at: Mapped[datetime | None] = moment(nullable=True)
    message_key: Mapped[str] = row_id()
    gathered: Mapped[bool] = flag(default=False)
    cases: Mapped[int] = count(default=1)
    urgent: Mapped[int] = count(default=0)
