"""The complainant's code: made at a draft's first POST, kept as the receipt, never stored."""

import hashlib

from intake.vault.boxes import PrivateKey
from intake.vault.derivation import derive
from intake.vault.encoding import context
from intake.vault.errors import CodeMalformed, CodeSlip
from intake.vault.randomness import RandomBytes, draw
from intake.vault.symbols.crockford import (
    fold,
    grouped,
    is_readable,
    is_sound,
    to_symbols,
    with_check,
)
from intake.vault.symbols.crockford import to_bytes as symbols_to_bytes

SECRET_SIZE = 15
"""Bytes of randomness in a code: 120 bits."""
SYMBOLS = 25
GROUP = 5


def new_code(random: RandomBytes) -> str:
    """A new code, written as five groups of five: 24 random symbols and a check symbol."""
    return grouped(with_check(to_symbols(draw(random, SECRET_SIZE))), size=GROUP)


def read_code(typed: str) -> str:
    """Bring what someone typed into the form in which `new_code` writes a code.

    Raises CodeMalformed if that is not 25 readable symbols, and CodeSlip if the check symbol
    tells of a slip. A code that reads well may still be unknown: only its lookup tells.
    """
    symbols = fold(typed)
    if len(symbols) != SYMBOLS or not is_readable(symbols):
        readable = sum(is_readable(symbol) for symbol in symbols)
        raise CodeMalformed(found=readable, expected=SYMBOLS)
    if not is_sound(symbols):
        raise CodeSlip
    return grouped(symbols, size=GROUP)


def lookup_digest(code: str, install_id: str) -> bytes:
    """What a complaint is found by: SHA-256 of the lookup id derived from the code, 32 bytes.

    Raises CodeMalformed and CodeSlip as `read_code` does.
    """
    lookup_id = derive(_secret(code), info=context("code-lookup", install_id))
    return hashlib.sha256(lookup_id).digest()


def mailbox_key(code: str, install_id: str) -> PrivateKey:
    """The key pair that boxes for the complainant are sealed to; only its public half is stored.

    Raises CodeMalformed and CodeSlip as `read_code` does.
    """
    return PrivateKey(derive(_secret(code), info=context("code-mailbox", install_id)))


def draft_key(code: str, install_id: str) -> bytes:
    """The key under which the keys of an unsent complaint lie.

    It follows from the code alone: no public key leads to it, so who can write to the database and
    does not know the code cannot bring in keys of their own.
    Raises CodeMalformed and CodeSlip as `read_code` does.
    """
    return derive(_secret(code), info=context("code-draft", install_id))


def _secret(code: str) -> bytes:
    symbols = fold(read_code(code))
    secret = symbols_to_bytes(symbols[:-1], size=SECRET_SIZE)
    if secret is None:
        raise CodeMalformed(found=len(symbols), expected=SYMBOLS)
    return secret
