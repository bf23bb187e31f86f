"""The kinds of act that the record names."""

from __future__ import annotations

from enum import StrEnum


class AuditKind(StrEnum):
    """A closed vocabulary; the words for people are in the labels."""

    COMPLAINT_FILED = "complaint_filed"
    COMPLAINT_IMPORTED = "complaint_imported"
    COMPLAINT_ENTERED = "complaint_entered"
    COMPLAINT_OPENED = "complaint_opened"
    CASE_OPENED = "case_opened"
    CASE_READ = "case_read"
    CASE_MOVED = "case_moved"
    CASE_RECORDED = "case_recorded"
    CASE_DECIDED = "case_decided"
    CASE_CLOSED = "case_closed"
    CASE_URGENT = "case_urgent"
    CASE_GRANTED = "case_granted"
    CASE_REROUTED = "case_rerouted"
    CASE_ACCESS_REMOVED = "case_access_removed"
    MESSAGE_SENT = "message_sent"
    MESSAGES_READ = "messages_read"
    CODE_REPLACED = "code_replaced"
    ROUTE_ALARM = "route_alarm"
    STAFF_INVITED = "staff_invited"
    STAFF_JOINED = "staff_joined"
    STAFF_DISABLED = "staff_disabled"
    STAFF_RESET = "staff_reset"
    ROLE_GIVEN = "role_given"
    ROLE_TAKEN = "role_taken"
    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGNED_OUT = "signed_out"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105
    SECOND_FACTOR_CHANGED = "second_factor_changed"
    RECOVERY_KEY_MADE = "recovery_key_made"
    UNIT_KEY_MADE = "unit_key_made"
    UNIT_KEY_SHARED = "unit_key_shared"
    UNIT_KEY_ROTATED = "unit_key_rotated"
    UNIT_RECOVERED = "unit_recovered"
    QUARTER_CLOSED = "quarter_closed"
    BACKUP_MADE = "backup_made"
    NOTICE_GIVEN_UP = "notice_given_up"
    MEMBER_KEY_REFUSED = "member_key_refused"
