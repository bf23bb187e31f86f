"""Case references: the year and six random symbols that nobody mistakes for others."""

import re

from intake.vault.errors import ReferenceMalformed
from intake.vault.randomness import RandomBytes, draw_index
from intake.vault.symbols.crockford import fold

SYMBOLS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0, 1, I, L or O, which look alike, and no vowels, so that no word comes about."""
LENGTH = 6

_SHAPE = re.compile(rf"(\d{{4}})([{SYMBOLS}]{{{LENGTH}}})\Z")


def new_reference(random: RandomBytes, year: int) -> str:
    """A new reference such as "2026-K7M3QX"; the caller sees to it that it is not taken."""
    if not 1000 <= year <= 9999:
        raise ValueError("a year has four digits")
    symbols = (SYMBOLS[draw_index(random, below=len(SYMBOLS))] for _ in range(LENGTH))
    return f"{year}-{''.join(symbols)}"


def read_reference(typed: str) -> str:
    """Bring a typed reference into its written form; raises ReferenceMalformed."""
    found = _SHAPE.match(fold(typed))
    if found is None:
        raise ReferenceMalformed("a reference is a year and six symbols")
    return f"{found[1]}-{found[2]}"
