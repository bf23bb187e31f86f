"""The two bytes in front of every blob: version and suite; whatever is not listed is refused."""

from enum import IntEnum

from intake.vault.errors import UnknownFormat

VERSION = 1
HEADER_SIZE = 2


class BlobSuite(IntEnum):
    """What kind of blob it is, and with that the primitives it was made with."""

    PART = 0x01
    """Cobblestone-256 under HKDF-SHA256(key, share)."""
    SMALL = 0x02
    """Cobblestone-256 under a key derived from one server or cookie key."""
    SERVER = 0x03
    """As SMALL, with the id of the keyring key in front."""
    BOX = 0x11
    """HPKE: MLKEM768-X25519, HKDF-SHA256, AES-256-GCM."""
    PASSWORD = 0x21
    """Argon2id with salt, cost and pepper, then Cobblestone-256."""
    KEY_SET = 0x31
    """Keys of a complaint, as they lie in a box."""
    UNIT_KEYS = 0x32
    """The two seeds of a unit, as they lie in a box."""
    STATEMENT = 0x41
    """A unit key statement (the signed bytes)."""
    SIGNED_STATEMENT = 0x42
    """A statement with its Ed25519 signature."""
    MANIFEST = 0x51
    """What a complaint was filed as."""
    RECORD = 0x53
    """A record of a case's chain."""
    PART_LIST = 0x52
    """The list of a complaint's parts."""
    GRANT = 0x54
    """Which keys of a case a unit gave to another one (the signed bytes)."""
    SIGNED_GRANT = 0x55
    """A grant with its Ed25519 signature."""


def header(suite: BlobSuite) -> bytes:
    """The two bytes that open a blob of this suite."""
    return bytes((VERSION, suite))


def body(blob: bytes, suite: BlobSuite) -> bytes:
    """What follows the header of a blob of this suite.

    Raises UnknownFormat for another version, another suite, and what is no blob at all (a column
    that was empty, say), so that nothing unknown is ever handed to a primitive.
    """
    if not isinstance(blob, bytes | bytearray | memoryview):
        raise UnknownFormat("not a blob")
    data = bytes(blob)
    if data[:HEADER_SIZE] != header(suite):
        raise UnknownFormat("the version or suite of this blob is not known here")
    return data[HEADER_SIZE:]
