"""Who may do what: roles, permissions, and the one table between them."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What a person does in a unit; one person may have several roles."""

    INTAKE = "intake"
    INVESTIGATOR = "investigator"
    LEAD = "lead"
    SUPERVISOR = "supervisor"
    DIRECTOR = "director"
    CLERK = "clerk"
    DUTY_OFFICER = "duty_officer"
    ADMINISTRATOR = "administrator"
    MONITOR = "monitor"


class Permission(StrEnum):
    """One thing that can be allowed."""

    # reading
    SEE_QUEUE = "see_queue"
    SEE_CASE = "see_case"
    OPEN_NEW_COMPLAINT = "open_new_complaint"
    OPEN_COMPLAINT = "open_complaint"
    SEE_AUDIT = "see_audit"
    SEE_REPORTS = "see_reports"
    PUBLISH_REPORTS = "publish_reports"
    # taking in
    TAKE_COMPLAINT = "take_complaint"
    RECORD_FOR_OTHERS = "record_for_others"
    ACKNOWLEDGE = "acknowledge"
    ACCEPT = "accept"
    REPLACE_CODE = "replace_code"
    # working
    ASSIGN = "assign"
    WRITE_MESSAGE = "write_message"
    WRITE_NOTE = "write_note"
    REQUEST_INFORMATION = "request_information"
    FRAME_ALLEGATION = "frame_allegation"
    SETTLE_ALLEGATION = "settle_allegation"
    OPEN_INVESTIGATION = "open_investigation"
    INVESTIGATE = "investigate"
    MEDIATE = "mediate"
    REFER = "refer"
    JOIN = "join"
    # deciding
    REROUTE_NEW = "reroute_new"
    REROUTE_LATE = "reroute_late"
    CONFIRM_WITHDRAWAL = "confirm_withdrawal"
    CLOSE = "close"
    SUSPEND = "suspend"
    EXTEND = "extend"
    REVIEW_FINDINGS = "review_findings"
    APPROVE_FINDINGS = "approve_findings"
    RECORD_BOARD_DECISION = "record_board_decision"
    DECIDE_APPEAL = "decide_appeal"
    REOPEN = "reopen"
    SEND_LETTER = "send_letter"
    RECORD_AGENCY_RESPONSE = "record_agency_response"
    # urgency
    RAISE_URGENCY = "raise_urgency"
    LOWER_URGENCY = "lower_urgency"
    WORK_URGENT = "work_urgent"
    # people, units, keys
    MANAGE_PEOPLE = "manage_people"
    MANAGE_UNITS = "manage_units"
    MAKE_UNIT_KEYS = "make_unit_keys"
    ADMIT_MEMBER = "admit_member"
    GRANT = "grant"
    EXPORT = "export"


_P = Permission
_READER = frozenset({_P.SEE_QUEUE, _P.SEE_CASE})
_WORKER = _READER | {
    _P.OPEN_COMPLAINT,
    _P.WRITE_MESSAGE,
    _P.WRITE_NOTE,
    _P.RECORD_FOR_OTHERS,
    _P.RAISE_URGENCY,
    _P.ADMIT_MEMBER,
}

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = MappingProxyType(
    {
        Role.INTAKE: _WORKER
        | {
            _P.OPEN_NEW_COMPLAINT,
            _P.TAKE_COMPLAINT,
            _P.ACKNOWLEDGE,
            _P.ACCEPT,
            _P.REPLACE_CODE,
            _P.REQUEST_INFORMATION,
            _P.FRAME_ALLEGATION,
            _P.REROUTE_NEW,
        },
        Role.INVESTIGATOR: _WORKER | {_P.INVESTIGATE, _P.FRAME_ALLEGATION},
        Role.LEAD: _WORKER
        | {
            _P.ASSIGN,
            _P.FRAME_ALLEGATION,
            _P.SETTLE_ALLEGATION,
            _P.OPEN_INVESTIGATION,
            _P.MEDIATE,
            _P.REFER,
            _P.JOIN,
            _P.LOWER_URGENCY,
            _P.SEND_LETTER,
            _P.RECORD_AGENCY_RESPONSE,
            _P.MAKE_UNIT_KEYS,
            _P.SEE_AUDIT,
        },
        Role.SUPERVISOR: _WORKER
        | {
            _P.ASSIGN,
            _P.SETTLE_ALLEGATION,
            _P.REROUTE_NEW,
            _P.REROUTE_LATE,
            _P.CONFIRM_WITHDRAWAL,
            _P.CLOSE,
            _P.SUSPEND,
            _P.EXTEND,
            _P.REVIEW_FINDINGS,
            _P.DECIDE_APPEAL,
            _P.REOPEN,
            _P.LOWER_URGENCY,
            _P.SEE_AUDIT,
            _P.SEE_REPORTS,
            _P.GRANT,
            _P.EXPORT,
        },
        Role.DIRECTOR: _READER
        | {
            _P.OPEN_COMPLAINT,
            _P.WRITE_NOTE,
            _P.REVIEW_FINDINGS,
            _P.APPROVE_FINDINGS,
            _P.DECIDE_APPEAL,
            _P.SEE_AUDIT,
            _P.SEE_REPORTS,
            # The director answers for what the body says in public.
            _P.PUBLISH_REPORTS,
            _P.ADMIT_MEMBER,
        },
        Role.CLERK: _READER
        | {
            _P.TAKE_COMPLAINT,
            _P.RECORD_FOR_OTHERS,
            _P.ACKNOWLEDGE,
            _P.RECORD_BOARD_DECISION,
            _P.SEND_LETTER,
            _P.RECORD_AGENCY_RESPONSE,
            # The clerk brings out the board's papers; protected numbers are one of them.
            _P.PUBLISH_REPORTS,
        },
        Role.DUTY_OFFICER: _WORKER
        | {_P.OPEN_NEW_COMPLAINT, _P.WORK_URGENT, _P.LOWER_URGENCY, _P.TAKE_COMPLAINT},
        # The administrator looks after people and units and opens nothing.
        Role.ADMINISTRATOR: frozenset({_P.MANAGE_PEOPLE, _P.MANAGE_UNITS}),
        Role.MONITOR: _READER | {_P.OPEN_COMPLAINT, _P.SEE_REPORTS},
    }
)


def permissions_of(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return everything that a person with these roles may do."""
    return frozenset().union(*(ROLE_PERMISSIONS[role] for role in roles))
