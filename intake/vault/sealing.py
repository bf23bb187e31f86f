"""Symmetric sealing with Cobblestone-256: parts of a complaint, and small server-side values."""

from cryptography.cobblestone import Cobblestone256Decryptor, Cobblestone256Encryptor
from cryptography.exceptions import InvalidTag

from intake.vault.derivation import checked_key, derive
from intake.vault.encoding import enc
from intake.vault.errors import SealBroken
from intake.vault.formats import BlobSuite, body, header

_PART_KEY = enc("intake/v1/part-key")
_SMALL_KEY = enc("intake/v1/small-key")


def seal(key: bytes, plaintext: bytes, *, share: bytes, context: bytes) -> bytes:
    """Seal bytes under HKDF(key, share), bound to `context`.

    `key` and `share` are 32 bytes each; without the share, which lies in a table of its own, the
    key opens nothing. Raises KeyMalformed. The result is 74 bytes longer than the plaintext.
    """
    return encrypt(_part_key(key, share), plaintext, prefix=header(BlobSuite.PART), context=context)


def open_sealed(key: bytes, blob: bytes, *, share: bytes, context: bytes) -> bytes:
    """Open what `seal` made; raises UnknownFormat, SealBroken or KeyMalformed."""
    sealed = body(blob, BlobSuite.PART)
    return decrypt(_part_key(key, share), sealed, prefix=header(BlobSuite.PART), context=context)


def seal_small(key: bytes, plaintext: bytes, *, context: bytes) -> bytes:
    """Seal a server-side value under one 32-byte key (a keyring or cookie key), unpadded."""
    return encrypt(_small_key(key), plaintext, prefix=header(BlobSuite.SMALL), context=context)


def open_small(key: bytes, blob: bytes, *, context: bytes) -> bytes:
    """Open what `seal_small` made; raises UnknownFormat, SealBroken or KeyMalformed."""
    sealed = body(blob, BlobSuite.SMALL)
    return decrypt(_small_key(key), sealed, prefix=header(BlobSuite.SMALL), context=context)


def encrypt(key: bytes, plaintext: bytes, *, prefix: bytes, context: bytes) -> bytes:
    """Prefix and ciphertext of one message; the prefix is bound too. For modules of the vault."""
    encryptor = Cobblestone256Encryptor(key, enc(prefix, context))
    return b"".join((prefix, encryptor.update(plaintext), encryptor.finalize()))


def decrypt(key: bytes, sealed: bytes, *, prefix: bytes, context: bytes) -> bytes:
    """The plaintext, only once the final mark was checked; raises SealBroken."""
    try:
        decryptor = Cobblestone256Decryptor(key, enc(prefix, context))
        return decryptor.update(sealed) + decryptor.finalize()
    except (InvalidTag, ValueError, TypeError):
        raise SealBroken("the seal does not open here") from None


def _part_key(key: bytes, share: bytes) -> bytes:
    return derive(checked_key(key), salt=checked_key(share), info=_PART_KEY)


def _small_key(key: bytes) -> bytes:
    return derive(checked_key(key), info=_SMALL_KEY)
