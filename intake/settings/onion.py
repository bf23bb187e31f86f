"""The name of an onion service, version 3: 56 letters and digits that hold its key, and a checksum.

By the section "Encoding onion addresses" of Tor's rend-spec-v3.
"""

import re
from base64 import b32decode
from hashlib import sha3_256

ENDING = ".onion"
VERSION = b"\x03"
_SHAPE = re.compile(r"[a-z2-7]{56}\.onion")
_KEY_BYTES, _CHECKSUM_BYTES = 32, 2


def has_onion_shape(host: str) -> bool:
    """Whether a host looks as Tor writes a name of version 3: in lower case, and nothing else."""
    return _SHAPE.fullmatch(host) is not None


def is_onion_name(host: str) -> bool:
    """Whether a host is a whole name of version 3, with nothing mistyped."""
    if not has_onion_shape(host):
        return False
    raw = b32decode(host.removesuffix(ENDING).upper())
    key, checksum, version = raw[:_KEY_BYTES], raw[_KEY_BYTES:-1], raw[-1:]
    return version == VERSION and checksum == _checksum(key)


def _checksum(key: bytes) -> bytes:
    return sha3_256(b".onion checksum" + key + VERSION).digest()[:_CHECKSUM_BYTES]
