"""Look for words in bytes, in every dress in which software is known to write them down."""

from __future__ import annotations

import base64
import contextlib
import gzip
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from urllib.parse import quote

_ZLIB_HEADS = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda")
_GZIP_HEAD = b"\x1f\x8b\x08"


@cache
def dresses(word: str) -> frozenset[bytes]:
    """A word as UTF-8, UTF-16, hexadecimal, base64 at each offset, and percent-encoded."""
    plain = word.encode("utf-8")
    found = {plain, word.encode("utf-16-le"), word.encode("utf-16-be")}
    found |= {plain.hex().encode(), plain.hex().upper().encode()}
    found.add(quote(word, safe="").encode())
    found.add("".join(f"%{byte:02X}" for byte in plain).encode())
    found.add("".join(f"\\u{ord(sign):04x}" for sign in word).encode())
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + plain)
        # What stands at the edges depends on the neighbours; the middle does not.
        found.add(encoded[4 if offset else 0 : -4])
    return frozenset(found)


def find_words(data: bytes, words: Iterable[str]) -> frozenset[str]:
    """Which of these words occur in bytes, compressed stretches included."""
    pieces = (data, *_unpacked(data))
    return frozenset(
        word for word in words if any(dress in piece for piece in pieces for dress in dresses(word))
    )


def files_under(*folders: Path) -> Iterator[Path]:
    """Every file below these folders."""
    for folder in folders:
        yield from (path for path in sorted(folder.rglob("*")) if path.is_file())


def find_in_files(words: Iterable[str], *folders: Path) -> dict[str, frozenset[str]]:
    """For each file that holds one of the words: which."""
    wanted = tuple(words)
    found = {}
    for path in files_under(*folders):
        hits = find_words(path.read_bytes(), wanted)
        hits |= find_words(str(path).encode(), wanted)
        if hits:
            found[path.name] = hits
    return found


def _unpacked(data: bytes) -> Iterator[bytes]:
    """What opens as a zlib or gzip stream anywhere in the bytes."""
    for head in _ZLIB_HEADS:
        yield from _streams(data, head, lambda piece: zlib.decompressobj().decompress(piece))
    yield from _streams(data, _GZIP_HEAD, _gunzip)


def _streams(data: bytes, head: bytes, unpack) -> Iterator[bytes]:  # type: ignore[no-untyped-def]
    start = data.find(head)
    while start >= 0:
        with contextlib.suppress(zlib.error, OSError, EOFError):
            yield unpack(data[start:])
        start = data.find(head, start + 1)


def _gunzip(piece: bytes) -> bytes:
    return zlib.decompressobj(wbits=31).decompress(piece)


def packed(word: str) -> tuple[bytes, bytes]:
    """A word as zlib and as gzip, for the scanner's own test."""
    return zlib.compress(word.encode() * 3), gzip.compress(word.encode() * 3)
