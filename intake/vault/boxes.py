"""Boxes to people: single-shot HPKE with the hybrid post-quantum KEM MLKEM768-X25519 (X-Wing).

Sources: RFC 9180 (HPKE); draft-connolly-cfrg-xwing-kem (the seed and both halves of a key).
"""

import hashlib
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from intake.vault.derivation import KEY_SIZE, checked_key
from intake.vault.encoding import enc
from intake.vault.errors import KeyMalformed, SealBroken
from intake.vault.formats import BlobSuite, body, header
from intake.vault.randomness import RandomBytes, draw

PUBLIC_SIZE = 1216
_MLKEM_PUBLIC_SIZE = 1184
_MLKEM_SEED_SIZE = 64
_PARSED_KEYS = 1024

_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


class PublicKey:
    """The public half of a recipient's key, parsed once."""

    __slots__ = ("_key", "public_bytes")

    def __init__(self, key: MLKEM768X25519PublicKey, public_bytes: bytes) -> None:
        self._key = key
        self.public_bytes = public_bytes

    @classmethod
    def from_bytes(cls, data: bytes) -> "PublicKey":
        """Parse 1,216 bytes; raises KeyMalformed. Parsed keys are kept, 1,024 at most."""
        return _parse_public(bytes(data))

    @property
    def sha256(self) -> bytes:
        """SHA-256 of the public bytes, as it stands in a unit's statement."""
        return hashlib.sha256(self.public_bytes).digest()

    def encrypt(self, plaintext: bytes, info: bytes) -> bytes:
        """HPKE ciphertext with its encapsulated key in front; raises KeyMalformed."""
        try:
            return _SUITE.encrypt(plaintext, self._key, info)
        except ValueError:
            raise KeyMalformed("no key can be agreed with this public key") from None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PublicKey) and other.public_bytes == self.public_bytes

    def __hash__(self) -> int:
        return hash(self.public_bytes)


class PrivateKey:
    """A recipient's key, made of its 32-byte X-Wing seed.

    Private keys are not kept in any cache: they live as long as the caller holds them.
    """

    __slots__ = ("_key", "public", "seed")

    def __init__(self, seed: bytes) -> None:
        self.seed = checked_key(seed)
        expanded = hashlib.shake_256(seed).digest(_MLKEM_SEED_SIZE + KEY_SIZE)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:_MLKEM_SEED_SIZE])
        x25519 = X25519PrivateKey.from_private_bytes(expanded[_MLKEM_SEED_SIZE:])
        self._key = MLKEM768X25519PrivateKey(mlkem, x25519)
        halves = mlkem.public_key(), x25519.public_key()
        raw = halves[0].public_bytes_raw() + halves[1].public_bytes_raw()
        self.public = PublicKey(MLKEM768X25519PublicKey(*halves), raw)

    @classmethod
    def from_seed(cls, seed: bytes) -> "PrivateKey":
        """Make the key of a 32-byte seed; raises KeyMalformed."""
        return cls(seed)

    @classmethod
    def generate(cls, random: RandomBytes) -> "PrivateKey":
        """Make a new key."""
        return cls(draw(random, KEY_SIZE))

    @property
    def public_bytes(self) -> bytes:
        """The 1,216 bytes of the public half: ML-KEM-768, then X25519."""
        return self.public.public_bytes

    def decrypt(self, ciphertext: bytes, info: bytes) -> bytes:
        """The plaintext; raises SealBroken."""
        try:
            return _SUITE.decrypt(ciphertext, self._key, info)
        except (InvalidTag, ValueError, TypeError):
            raise SealBroken("the box does not open with this key here") from None


def seal_box(public: PublicKey, plaintext: bytes, *, info: bytes) -> bytes:
    """Seal to one recipient; `info` says where the box belongs (`intake.vault.contexts`).

    Raises KeyMalformed. The result is 1,138 bytes longer than the plaintext.
    """
    prefix = header(BlobSuite.BOX)
    return prefix + public.encrypt(plaintext, enc(prefix, info))


def open_box(private: PrivateKey, blob: bytes, *, info: bytes) -> bytes:
    """Open a box; raises UnknownFormat or SealBroken (foreign, altered, or another place)."""
    return private.decrypt(body(blob, BlobSuite.BOX), enc(header(BlobSuite.BOX), info))


@lru_cache(maxsize=_PARSED_KEYS)
def _parse_public(data: bytes) -> PublicKey:
    if len(data) != PUBLIC_SIZE:
        raise KeyMalformed("a public key is 1,216 bytes")
    try:
        mlkem = MLKEM768PublicKey.from_public_bytes(data[:_MLKEM_PUBLIC_SIZE])
        x25519 = X25519PublicKey.from_public_bytes(data[_MLKEM_PUBLIC_SIZE:])
        return PublicKey(MLKEM768X25519PublicKey(mlkem, x25519), data)
    except ValueError:
        raise KeyMalformed("these bytes are no public key") from None
