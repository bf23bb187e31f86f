"""Commitments to keys: whoever holds a key can tell whether it is the one that was meant.

A commitment is to the key alone, not to its erase share: erasing a share breaks no proof. It hides
the key, which is 32 random bytes, and binds it to its place by SHA-256.
"""

import hashlib
import hmac

from intake.vault.derivation import checked_key
from intake.vault.encoding import enc

COMMITMENT_SIZE = 32

_PURPOSE = "intake/v1/key-commitment"


def commit(key: bytes, *, place: bytes) -> bytes:
    """The commitment to a 32-byte key of one place (`contexts.key_place`)."""
    return hashlib.sha256(enc(_PURPOSE, place, checked_key(key))).digest()


def is_committed(key: bytes, commitment: bytes, *, place: bytes) -> bool:
    """Whether this is the key that was meant."""
    return hmac.compare_digest(commit(key, place=place), commitment)
