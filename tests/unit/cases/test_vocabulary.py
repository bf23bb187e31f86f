"""The closed words: stable codes, and how they hang together."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

from intake.cases import reasons, vocabulary
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import (
    OPEN,
    TERMINAL,
    Disposition,
    EventKind,
    RollUp,
    Status,
)
from intake.cases.workflow.table import TABLE

ENUMS = [
    member
    for module in (vocabulary, reasons)
    for member in vars(module).values()
    if isinstance(member, type) and issubclass(member, StrEnum) and member is not StrEnum
]

STORED = (
    "submit acknowledged first_opened opened assigned accept_for_review reroute join "
    "withdraw confirm_withdrawal continue_own_motion request_information "
    "information_received information_timeout message_sent message_received note_added "
    "offer_mediation mediation_declined both_consent agreement mediation_failed refer_out "
    "referral_confirmed referral_returned referral_not_confirmed close_administratively "
    "open_investigation evidence_notice_sent suspend suspension_reviewed resume extend "
    "allegation_framed allegation_withdrawn allegation_settled finding_set submit_findings "
    "return_findings record_board_decision approve letter_sent agency_response_recorded "
    "request_review uphold modify remand appeal_window_ends reopen urgency_raised "
    "urgency_lowered urgent_seen custodian_contacted counsel_contacted urgent_decided moved "
    "urgent_ended"
)
"""The values of events in the database, in published files and in addresses."""


@pytest.mark.parametrize("words", ENUMS)
def test_codes_are_short_lower_case_and_named_alike(words: type[StrEnum]) -> None:
    for word in words:
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,39}", word.value)
        assert word.name.lower() == word.value or words is EventKind


def test_an_event_is_named_as_what_happened_and_stored_as_ever() -> None:
    """Half of the stored values are orders, from before: names in the code are past tense."""
    changed = set(EventKind) ^ set(STORED.split())
    assert " ".join(EventKind) == STORED, (
        f"STORED lists each value in the order of EventKind: add what is new; nothing that was "
        f"stored may go or change: {', '.join(sorted(map(str, changed))) or 'the order differs'}"
    )
    for one in EventKind:
        happened = (
            word.endswith("ED") or word in {"SENT", "SEEN", "SET", "UPHELD", "WITHDRAWN"}
            for word in one.name.split("_")
        )
        assert any(happened), one.name


def test_closed_and_referred_are_the_only_ends() -> None:
    assert {Status.CLOSED, Status.REFERRED} == TERMINAL
    assert set(Status) == OPEN | TERMINAL


def test_every_reason_code_is_taken_by_some_row() -> None:
    taken = {reason for row in TABLE for reason in row.reasons}
    assert taken == set(ReasonCode)


def test_roll_up_words_are_findings_or_partial() -> None:
    findings = {d.value for d in Disposition}
    assert {r.value for r in RollUp} - findings == {"partially_sustained"}
