"""The kinds of notice and of recipient."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about; each has a folder of its own under ``templates/email``."""

    NEW_COMPLAINT = "new_complaint"
    NEW_URGENT_COMPLAINT = "new_urgent_complaint"
    CASE_NEWS = "case_news"
    URGENT_REMINDER = "urgent_reminder"
    CLOCK_DUE = "clock_due"
    COMPLAINANT_NEWS = "complainant_news"
    INVITATION = "invitation"
    ADMINISTRATOR_ALARM = "administrator_alarm"


class RecipientKind(StrEnum):
    """Who a notice goes to; the worker finds the addresses when it sends."""

    UNIT = "unit"
    STAFF = "staff"
    COMPLAINANT = "complainant"
    ON_CALL = "on_call"
    ADMINISTRATORS = "administrators"


class OutboxState(StrEnum):
    """Where a row of the outbox stands."""

    WAITING = "waiting"
    CLAIMED = "claimed"
    SENT = "sent"
    GIVEN_UP = "given_up"
