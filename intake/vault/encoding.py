"""The one canonical encoding: every field as its length (four bytes, big-endian) and its bytes."""

import re
from struct import Struct

from intake.vault.errors import UnknownFormat

Field = bytes | str | int

_LENGTH = 4
_length = Struct(">I").pack
_PURPOSE = re.compile(r"[a-z][a-z0-9-]*\Z")


def enc(*fields: Field) -> bytes:
    """Join fields so that no two different lists give the same bytes.

    Text is written as UTF-8 and whole numbers from 0 up as decimal digits. Raises ValueError for
    text that is no UTF-8 (lone surrogates) and for negative numbers, TypeError for other types.
    """
    pieces: list[bytes] = []
    for field in fields:
        # Every seal and every record passes here: the usual types are told without a call.
        data = field if type(field) is bytes else _field_bytes(field)
        pieces += (_length(len(data)), data)
    return b"".join(pieces)


def dec(data: bytes) -> tuple[bytes, ...]:
    """Split what `enc` joined; raises UnknownFormat when the lengths do not fit."""
    fields: list[bytes] = []
    at = 0
    while at < len(data):
        start = at + _LENGTH
        end = start + int.from_bytes(data[at:start], "big")
        if start > len(data) or end > len(data):
            raise UnknownFormat("the lengths of the fields do not fit")
        fields.append(data[start:end])
        at = end
    return tuple(fields)


def read_text(field: bytes) -> str:
    """Read a text field back; raises UnknownFormat when it is no UTF-8."""
    try:
        return field.decode("utf-8")
    except UnicodeDecodeError:
        raise UnknownFormat("a text field is not UTF-8") from None


def read_number(field: bytes) -> int:
    """Read a number field back in its only allowed spelling; raises UnknownFormat otherwise."""
    if len(field) > 19 or not field.isdigit() or (field[:1] == b"0" and field != b"0"):
        raise UnknownFormat("a number field is not a number")
    return int(field)


def context(purpose: str, install_id: str, *ids: str | int) -> bytes:
    """Say where a sealed thing belongs: `enc("intake/v1/<purpose>", install id, ids...)`.

    Raises ValueError for a purpose that is not lower-case words with dashes and for an empty
    install id, so that a forgotten setting cannot make two installs interchangeable.
    """
    if not _PURPOSE.match(purpose):
        raise ValueError("a purpose is lower-case words with dashes")
    if not install_id:
        raise ValueError("the install id is empty")
    return enc(f"intake/v1/{purpose}", install_id, *ids)


def _field_bytes(field: Field) -> bytes:
    if isinstance(field, str):
        return field.encode("utf-8")
    if isinstance(field, bytes):
        return field
    if isinstance(field, bool) or not isinstance(field, int):
        raise TypeError("a field is bytes, text or a whole number")
    if field < 0:
        raise ValueError("a number field is not negative")
    return str(field).encode("ascii")
