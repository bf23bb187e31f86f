"""Codes of the second factor, against the vectors of RFC 6238."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta

import pytest

from intake.accounts.second_factor import (
    code_at_step,
    current_code,
    matching_step,
    new_secret,
    provisioning_uri,
    step_at,
)

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_the_vectors_of_the_standard(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert current_code(SECRET, at=at) == code
    assert matching_step(SECRET, code, at=at) == seconds // 30


AT = datetime(2026, 3, 2, 16, 0, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("half_minutes", "taken"), [(-2, False), (-1, True), (1, True), (2, False)]
)
def test_one_half_minute_of_drift_is_allowed(half_minutes: int, taken: bool) -> None:
    code = current_code(SECRET, at=AT + timedelta(seconds=30 * half_minutes))
    expected = step_at(AT) + half_minutes if taken else None
    assert matching_step(SECRET, code, at=AT) == expected


def test_digits_are_read_in_any_script_and_with_spaces() -> None:
    code = code_at_step(SECRET, step_at(AT))
    arabic = "".join(chr(0x0660 + int(digit)) for digit in code)
    for typed in (f" {code[:3]} {code[3:]} ", arabic, f"{code}\n"):
        assert matching_step(SECRET, typed, at=AT) == step_at(AT), typed


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "-12345", "½23456", "١٢٣٤٥"])
def test_what_is_no_code_matches_nothing(typed: str) -> None:
    assert matching_step(SECRET, typed, at=AT) is None


def test_a_secret_is_twenty_bytes() -> None:
    assert len(base64.b32decode(new_secret(bytes(20)))) == 20
    with pytest.raises(ValueError, match="20 bytes"):
        new_secret(bytes(19))


def test_the_picture_names_account_and_office() -> None:
    uri = provisioning_uri(SECRET, account="ada@office.example", issuer="Complaint office")
    assert uri.startswith("otpauth://totp/Complaint%20office:ada%40office.example?secret=")
