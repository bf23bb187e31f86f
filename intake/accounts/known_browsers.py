"""Browsers that a person has signed in with: strangers' failures do not keep them out.

Anybody can type wrong passwords for an address until its account pauses, or until the limit over
all accounts is used up. Who comes with the token of an earlier sign-in has a limit of their own
(OWASP calls it a device cookie). The token names nobody and opens nothing. It ends with the
passphrase: who stole one together with a browser's cookies keeps neither.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from intake.accounts.attempts import EVERYBODY, Bucket
from intake.accounts.models import Staff
from intake.vault.derivation import derive
from intake.vault.encoding import context, enc
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring

DAYS = 90
_MOST_CHARACTERS = 100


def new_token(*, keyring: Keyring, install_id: str, staff: Staff, at: datetime) -> str:
    """The token for the cookie after a full sign-in; good for 90 days, with this passphrase."""
    until = int((at + timedelta(days=DAYS)).timestamp())
    key = keyring.current(Purpose.PEPPER).key
    return f"{until}.{_mark(key, install_id, staff, until)}"


def is_known(
    token: str | None, *, keyring: Keyring, install_id: str, staff: Staff, at: datetime
) -> bool:
    """Whether a token is this person's, and not too old."""
    until, _, mark = (token or "")[:_MOST_CHARACTERS].partition(".")
    if not until.isascii() or not until.isdigit() or int(until) < at.timestamp():
        return False
    return any(
        hmac.compare_digest(
            _mark(key.key, install_id, staff, int(until)).encode(), mark.encode("utf-8")
        )
        for key in keyring.all(Purpose.PEPPER)
    )


def limit_of(staff_id: str, *, known: bool) -> Bucket:
    """The limit that a try is drawn from: that of one person's known browsers, or everybody's."""
    if not known:
        return EVERYBODY
    return Bucket(f"known-browser-failures/{staff_id}", capacity=10, per_minute=1)


def _mark(key: bytes, install_id: str, staff: Staff, until: int) -> str:
    marking = derive(key, info=context("known-browser", install_id))
    wrapped = sha256(staff.wrapped_seed or b"").digest()  # new with each passphrase
    return hmac.new(marking, enc(staff.id, until, wrapped), sha256).hexdigest()
