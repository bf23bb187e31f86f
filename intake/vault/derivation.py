"""Derivation of keys: HKDF-SHA256 (RFC 5869), always to 32 bytes."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from intake.vault.errors import KeyMalformed

KEY_SIZE = 32


def derive(secret: bytes, *, info: bytes, salt: bytes | None = None) -> bytes:
    """Derive a 32-byte key from a uniformly random secret for the one use that `info` names."""
    return HKDF(algorithm=SHA256(), length=KEY_SIZE, salt=salt, info=info).derive(secret)


def checked_key(key: bytes) -> bytes:
    """Give a 32-byte key back; raises KeyMalformed for anything else."""
    if not isinstance(key, bytes) or len(key) != KEY_SIZE:
        raise KeyMalformed("a key is 32 bytes")
    return key
