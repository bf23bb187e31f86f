"""Ed25519 signatures (RFC 8032) over a message in a named context."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from intake.vault.derivation import checked_key
from intake.vault.encoding import enc
from intake.vault.errors import KeyUnproven

PUBLIC_SIZE = 32


class SigningKey:
    """A signing key made of its 32-byte seed."""

    __slots__ = ("_key", "public_bytes")

    def __init__(self, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(checked_key(seed))
        self.public_bytes = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes, *, context: bytes) -> bytes:
        """Sign; 64 bytes, the same each time."""
        return self._key.sign(enc(context, message))


def verify(public_bytes: bytes, signature: bytes, message: bytes, *, context: bytes) -> None:
    """Raise KeyUnproven unless the signature was made with this key for this context."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public_bytes)
        key.verify(signature, enc(context, message))
    except (InvalidSignature, ValueError, TypeError):
        raise KeyUnproven("the signature does not hold") from None
