"""The warning about A-numbers and social security numbers: what sets it off, and what does not."""

import pytest

from intake.complaints.private_numbers import PrivateNumber, private_numbers

ALIEN = frozenset({PrivateNumber.ALIEN})
SOCIAL = frozenset({PrivateNumber.SOCIAL_SECURITY})


@pytest.mark.parametrize(
    "text",
    [
        "my number is A123456789",
        "A-123-456-789 they wrote",
        "A 12 345 678",
        "A# 123456789",
        "his A-number is 123 456 789",
        "el número A es 123456789",
        "a number: 12345678",
        "alien registration number 123-456-789",
        "número de extranjero 123456789",
        "Ａ１２３４５６７８９",
        "A\u200b123456789",
        "A‑123‑456‑789",
    ],
)
def test_alien_numbers_are_noticed(text: str) -> None:
    assert private_numbers(text) == ALIEN


@pytest.mark.parametrize(
    "text",
    [
        "my social is 123-45-6789",
        "123 45 6789",
        "SSN 123456789",
        "social security number: 123456789",
        "seguro social 123-45-6789",
        "SSN: ١٢٣-٤٥-٦٧٨٩",
    ],
)
def test_social_security_numbers_are_noticed(text: str) -> None:
    assert private_numbers(text) == SOCIAL


@pytest.mark.parametrize(
    "text",
    [
        "",
        "booking number 118-773",
        "jail number 118773 and cell A 12",
        "call 602-555-0143 or (602) 555-0143",
        "badge 4471, unit A-14, case CR-2026-001234",
        "on 2026-03-02 at 14:05, plate ABC1234",
        "Route A 1234",
        "000-12-3456 and 666-12-3456 and 912-34-5678",
        "123-00-4567 and 123-45-0000",
        "invoice 123-45-67890",
        "extra 123456789 without any word for it",
        "area 1234567",
        "a 1,234,567 dollar bond",
        "the I-200 and the I-247A forms",
    ],
)
def test_other_numbers_are_let_alone(text: str) -> None:
    assert private_numbers(text) == frozenset()


def test_both_kinds_at_once() -> None:
    assert private_numbers("A123456789, 123-45-6789") == ALIEN | SOCIAL
