"""Faults that the crash test must see: each breaks one promise in the process it is put into."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.actions.complaint import filing
from intake.db.transaction import transaction
from intake.notify import delivery
from intake.notify.claims import Claimed, claim_due
from intake.notify.kinds import OutboxState
from intake.notify.models import OutboxRow

TOLD_IN = tuple(
    f"INSERT INTO {table} "
    for table in ("audit_entry", "outbox", "tag_key", "log_event", "log_entry")
)


def two_commits() -> None:
    """Filing commits the complaint first, and what tells of it in a second transaction."""
    send_rows = filing.send_rows

    def apart(session: Session, rows: Any) -> None:
        told = [row for row in rows if row[0].text.startswith(TOLD_IN)]
        assert told
        send_rows(session, [row for row in rows if row not in told])
        session.commit()
        session.connection(execution_options={"writes": True})
        send_rows(session, told)

    filing.send_rows = apart


def sent_before_sending() -> None:
    """The worker marks its notices as sent when it claims them."""

    def claim(session: Session, *, at: datetime, worker_id: str) -> tuple[Claimed, ...]:
        claimed = claim_due(session, at=at, worker_id=worker_id)
        with transaction(session):
            session.execute(
                update(OutboxRow)
                .where(OutboxRow.id.in_([row.id for row in claimed]))
                .values(state=OutboxState.SENT.value, sent_at=at)
            )
        return claimed

    delivery.claim_due = claim


def another_name_each_time() -> None:
    """A mail that is sent again does not carry the name that it had before."""
    mail = delivery._mail

    def renamed(post: delivery.Post, claimed: Claimed, *args: Any) -> Any:
        return mail(post, replace(claimed, message_key=post.random(16).hex()), *args)

    delivery._mail = renamed


MUTANTS: Mapping[str, Callable[[], None]] = MappingProxyType(
    {
        "two-commits": two_commits,
        "sent-before-sending": sent_before_sending,
        "another-name-each-time": another_name_each_time,
    }
)
