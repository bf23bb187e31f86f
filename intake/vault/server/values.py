"""Values under the server keyring, with the id of their key, so that they outlive a rotation."""

from intake.vault.encoding import dec, enc, read_text
from intake.vault.errors import UnknownFormat
from intake.vault.formats import BlobSuite, body, header
from intake.vault.sealing import open_small, seal_small
from intake.vault.server.keyring import Keyring


def seal_value(keyring: Keyring, purpose: str, plaintext: bytes, *, context: bytes) -> bytes:
    """Seal under the current key of a purpose; raises KeyAbsent."""
    key = keyring.current(purpose)
    sealed = seal_small(key.key, plaintext, context=enc(purpose, key.id, context))
    return header(BlobSuite.SERVER) + enc(key.id, sealed)


def open_value(keyring: Keyring, purpose: str, blob: bytes, *, context: bytes) -> bytes:
    """Open what `seal_value` made; raises UnknownFormat, KeyAbsent or SealBroken."""
    key_id, sealed = _read(blob)
    key = keyring.get(purpose, key_id)
    return open_small(key.key, sealed, context=enc(purpose, key_id, context))


def _read(blob: bytes) -> tuple[str, bytes]:
    fields = dec(body(blob, BlobSuite.SERVER))
    if len(fields) != 2:
        raise UnknownFormat("not a server value")
    return read_text(fields[0]), fields[1]
