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


@pytest.mark.parametrize("words", ENUMS)
def test_codes_are_short_lower_case_and_named_alike(words: type[StrEnum]) -> None:
    for word in words:
        assert re.fullmatch(r"[a-z][a-z0-9_]{1,39}", word.value)
        assert word.name.lower() == word.value


def test_closed_and_referred_are_the_only_ends() -> None:
    assert {Status.CLOSED, Status.REFERRED} == TERMINAL
    assert set(Status) == OPEN | TERMINAL


def test_every_reason_code_is_taken_by_some_row() -> None:
    taken = {reason for row in TABLE for reason in row.reasons}
    assert taken == set(ReasonCode)


def test_roll_up_words_are_findings_or_partial() -> None:
    findings = {d.value for d in Disposition}
    assert {r.value for r in RollUp} - findings == {"partially_sustained"}
