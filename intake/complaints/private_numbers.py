"""Numbers that nobody here needs: whether a text seems to hold an A-number or a social security
number.

A person is told before sending, and may send all the same. Jail, badge, case and telephone numbers
look alike; the patterns are narrow so that the warning is not learned to be ignored.

Sources: the alien registration number is "A" and seven to nine digits (8 CFR 1.2 and USCIS forms);
the social security number is three, two and four digits, never 000, 666 or 9xx in front, never 00
in the middle, never 0000 at the end (SSA, number randomization, 2011).
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class PrivateNumber(StrEnum):
    """What a number in the text seems to be."""

    ALIEN = "alien_registration_number"
    SOCIAL_SECURITY = "social_security_number"


# "A" directly before, or "A number" and the like in words; 7 to 9 digits, grouped or not.
_DIGITS = r"(?:\d{3}[ -]\d{3}[ -]\d{3}|\d{3}[ -]\d{3}[ -]\d{2}|\d{2}[ -]\d{3}[ -]\d{3}|\d{7,9})"
_ALIEN = re.compile(
    rf"(?<![^\W_])(?:A[ #:-]{{0,2}}|A[ -]?(?:number|n[uú]mero|no\.?|num\.?|#)[^\d\n]{{0,12}}"
    rf"|(?:alien|n[uú]mero (?:de )?(?:extranjero|A)|registro de extranjero)[^\d\n]{{0,24}})"
    rf"{_DIGITS}(?!\d)(?![ -]\d)",
    re.IGNORECASE,
)
_SOCIAL = re.compile(
    r"(?<![\d-])(?!000|666|9\d\d)\d{3}([ -])(?!00)\d{2}\1(?!0000)\d{4}(?!\d)(?!-\d)"
)
_SOCIAL_WORDS = re.compile(
    r"(?:\bSSN\b|social security|seguro social)[^\d\n]{0,24}"
    r"(?!000|666|9\d\d)\d{3}[ -]?(?!00)\d{2}[ -]?(?!0000)\d{4}(?!\d)",
    re.IGNORECASE,
)


def private_numbers(text: str) -> frozenset[PrivateNumber]:
    """What kinds of private number `text` seems to hold."""
    plain = _folded(text)
    found = set()
    if _ALIEN.search(plain):
        found.add(PrivateNumber.ALIEN)
    if _SOCIAL.search(plain) or _SOCIAL_WORDS.search(plain):
        found.add(PrivateNumber.SOCIAL_SECURITY)
    return frozenset(found)


def _folded(text: str) -> str:
    """Full-width and other digits, dashes and spaces in their plain spelling."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(
        "-"
        if unicodedata.category(character) == "Pd"
        else " "
        if character == "\u00a0"
        else str(unicodedata.decimal(character))
        if character.isdecimal()
        else character
        for character in plain
        if unicodedata.category(character) != "Cf"
    )
