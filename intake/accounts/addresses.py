"""E-mail addresses of staff: one spelling, and the keyed tag by which an account is found."""

from __future__ import annotations

import hmac
import re
import unicodedata
from hashlib import sha256

from intake.accounts.errors import AddressMalformed
from intake.vault.derivation import derive
from intake.vault.encoding import enc
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring

PURPOSE = Purpose.ADDRESSES
MOST_CHARACTERS = 254

# One @, something on both sides, no white space or control character: a mail server says the rest.
_SHAPE = re.compile(r"[^\s@\x00-\x1f\x7f<>\",;:\\()\[\]]+@[^\s@\x00-\x1f\x7f<>\",;:\\()\[\]]+\Z")


def checked_address(typed: str) -> str:
    """The address as it is kept and written to; raises AddressMalformed.

    Line breaks and separators are refused: an address also stands in a mail's header.
    """
    address = unicodedata.normalize("NFKC", typed).strip()
    if len(address) > MOST_CHARACTERS or not _SHAPE.match(address):
        raise AddressMalformed
    return address


def login_tag(keyring: Keyring, address: str) -> bytes:
    """The tag under which a new account is kept; raises KeyAbsent."""
    return _tag(keyring.current(PURPOSE).key, address)


def login_tags(keyring: Keyring, address: str) -> tuple[bytes, ...]:
    """Every tag an account with this address may be kept under, one for each key of the ring."""
    return tuple(_tag(key.key, address) for key in reversed(keyring.all(PURPOSE)))


def _tag(key: bytes, address: str) -> bytes:
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", address).casefold())
    named = enc("intake/v1/login-tag", folded.strip().encode("utf-8", "surrogatepass"))
    tagging = derive(key, info=enc("intake/v1/login-tag-key"))
    return hmac.new(tagging, named, sha256).digest()
