"""The kinds of notice and of recipient."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about; each has a folder of its own under ``templates/email``."""

    NEW_COMPLAINT = "new_complaint"
    NEW_URGENT_COMPLAINT = "new_urgent_complaint"
    NEW_COMPLAINTS = "new_complaints"
    CASE_NEWS = "case_news"
    NEWS_IN_CASES = "news_in_cases"
    URGENT_REMINDER = "urgent_reminder"
    URGENT_REMINDERS = "urgent_reminders"
    CLOCK_DUE = "clock_due"
    COMPLAINANT_NEWS = "complainant_news"
    NEW_CODE = "new_code"
    INVITATION = "invitation"
    ADMINISTRATOR_ALARM = "administrator_alarm"


class RecipientKind(StrEnum):
    """Who a notice goes to; the worker finds the addresses when it sends."""

    UNIT = "unit"
    STAFF = "staff"
    COMPLAINANT = "complainant"
    ON_CALL = "on_call"
    ADMINISTRATORS = "administrators"

    def of(self, id: str) -> NoticeRecipient:
        """One of this kind."""
        return NoticeRecipient(self, id)


@dataclass(frozen=True, slots=True)
class NoticeRecipient:
    """Who a notice goes to.

    Attributes:
        id: a unit's key, a staff id, a complaint's id, or a jurisdiction (administrators).
    """

    kind: RecipientKind
    id: str


class OutboxState(StrEnum):
    """Where a row of the outbox stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    GIVEN_UP = "given_up"
