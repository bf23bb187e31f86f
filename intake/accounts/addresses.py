"""Email addresses: the one test of them, one spelling, and the tag by which an account is found."""

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

MOST_OF_NAME = 64
"""Octets before the @, by RFC 5321, 4.5.3.1.1."""

# RFC 5322, 3.2.3: dot-atom. Nothing beyond ASCII before the @: our mail adapter does not speak
# SMTPUTF8 (RFC 6531), and few servers do.
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_NAME = re.compile(rf"{_ATOM}(\.{_ATOM})*")
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST = re.compile(rf"({_LABEL}\.)+[A-Za-z]([A-Za-z0-9-]{{0,61}}[A-Za-z0-9])")


def checked_address(typed: str) -> str:
    """The address as it is kept and written to; raises AddressMalformed.

    Residents, clerks, staff and imports all come here: what passes can stand in the head of an
    email, and our own mail adapter can hand it to a server.
    """
    address = unicodedata.normalize("NFKC", typed).strip()
    name, at, host = address.rpartition("@")
    # A name in the coding of message heads (RFC 2047) would be read as other characters there.
    sound = at and len(name) <= MOST_OF_NAME and _NAME.fullmatch(name) and "=?" not in name
    if len(address) > MOST_CHARACTERS or not sound or not _HOST.fullmatch(_spelled(host)):
        raise AddressMalformed
    return address


def _spelled(host: str) -> str:
    """A host's name as it is looked up, in ASCII (IDNA); empty where it has no such form."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


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
