"""The second factor: time-based codes (RFC 6238), each good once."""

from __future__ import annotations

import base64
import hmac
import unicodedata
from datetime import datetime

import pyotp

from intake.vault import contexts
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring
from intake.vault.server.values import open_value, seal_value

PURPOSE = Purpose.SECOND_FACTORS
SECRET_BYTES = 20
STEP_SECONDS = 30
DIGITS = 6
# One step early or late: clocks of telephones differ (RFC 6238, section 5.2).
_DRIFT = (0, -1, 1)


def new_secret(raw: bytes) -> str:
    """The secret, in base32, made of 20 random bytes; raises ValueError for another length."""
    if len(raw) != SECRET_BYTES:
        raise ValueError("a second-factor secret is made of 20 bytes")
    return base64.b32encode(raw).decode("ascii")


def seal_secret(secret: str, *, keyring: Keyring, install_id: str, staff_id: str) -> bytes:
    """Seal a secret for the person's row; raises KeyAbsent."""
    place = _context(install_id, staff_id)
    return seal_value(keyring, PURPOSE, secret.encode("ascii"), context=place)


def open_secret(sealed: bytes, *, keyring: Keyring, install_id: str, staff_id: str) -> str:
    """Open a secret; raises UnknownFormat, KeyAbsent or SealBroken."""
    place = _context(install_id, staff_id)
    return open_value(keyring, PURPOSE, sealed, context=place).decode("ascii")


def step_at(at: datetime) -> int:
    """The number of the half minute that `at` lies in."""
    return int(at.timestamp()) // STEP_SECONDS


def code_at_step(secret: str, step: int) -> str:
    """The code of one half minute."""
    return str(pyotp.TOTP(secret).generate_otp(step))


def current_code(secret: str, *, at: datetime) -> str:
    """The code that a person's device shows at this moment."""
    return code_at_step(secret, step_at(at))


def first_unused_code(secret: str, *, after: int | None, at: datetime) -> str | None:
    """The earliest code that is taken at this moment and was not used; None where all were.

    Args:
        after: the last half minute whose code was used.
    """
    steps = sorted(step_at(at) + drift for drift in _DRIFT)
    unused = (step for step in steps if after is None or step > after)
    return next((code_at_step(secret, step) for step in unused), None)


def matching_step(secret: str, typed: str, *, at: datetime) -> int | None:
    """The half minute whose code was typed, now or one step early or late; None: no match.

    White space is ignored and digits of any script are read.
    """
    digits = unicodedata.normalize("NFKC", "".join(typed.split()))
    code = "".join(str(unicodedata.digit(sign, -1)) for sign in digits)
    steps = [step_at(at) + drift for drift in _DRIFT]
    matches = [s for s in steps if hmac.compare_digest(code_at_step(secret, s), code)]
    return matches[0] if matches and len(digits) == DIGITS else None


def provisioning_uri(secret: str, *, account: str, issuer: str) -> str:
    """The address that a QR code carries to an authenticator."""
    return str(pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer))


def _context(install_id: str, staff_id: str) -> bytes:
    return contexts.server_value(install_id, purpose=PURPOSE, owner_id=staff_id)
