"""The address that "there is news" goes to: sealed by the resident's side, opened by the worker."""

from __future__ import annotations

from intake.vault import contexts
from intake.vault.boxes import PUBLIC_SIZE, PrivateKey, PublicKey, open_box, seal_box
from intake.vault.encoding import dec, enc, read_text
from intake.vault.errors import UnknownFormat
from intake.vault.padding import ADDRESS_FLOOR, pad, unpad
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring


def seal_update_address(
    address: str, *, keyring: Keyring, install_id: str, complaint_id: str
) -> bytes:
    """Seal an address; the resident's side holds the public half alone. Raises KeyAbsent."""
    key = keyring.current(Purpose.UPDATE_ADDRESSES)
    public = (
        PublicKey.from_bytes(key.key)
        if len(key.key) == PUBLIC_SIZE
        else PrivateKey.from_seed(key.key).public
    )
    info = enc(_context(install_id, complaint_id), key.id)
    plain = pad(address.encode("utf-8"), floor=ADDRESS_FLOOR)
    return enc(key.id, seal_box(public, plain, info=info))


def open_update_address(
    sealed: bytes, *, keyring: Keyring, install_id: str, complaint_id: str
) -> str:
    """Open an address with the worker's keyring. Raises UnknownFormat, KeyAbsent, SealBroken."""
    fields = dec(sealed)
    if len(fields) != 2:
        raise UnknownFormat("not a sealed address")
    key_id = read_text(fields[0])
    private = PrivateKey.from_seed(keyring.get(Purpose.UPDATE_ADDRESSES, key_id).key)
    info = enc(_context(install_id, complaint_id), key_id)
    return read_text(unpad(open_box(private, fields[1], info=info)))


def _context(install_id: str, complaint_id: str) -> bytes:
    return contexts.server_value(
        install_id, purpose=Purpose.UPDATE_ADDRESSES.value, owner_id=complaint_id
    )
