"""The lines of a file of a backup, unpacked within bounds.

A backup is sealed to a public key: whoever can write where it lies can put another file there, and
a small one can unpack to anything.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from intake.actions.backup.sections import Section

MIB = 2**20
_PIECE = MIB


class RestoreRefused(Exception):
    """The backup cannot be restored here; nothing was changed."""


@dataclass(frozen=True)
class Bounds:
    """What one file may unpack to: bytes of a line, bytes in all, and lines."""

    line: int
    total: int
    lines: int


def bounds_of(section: Section, *, size: int) -> Bounds:
    """The bounds of a file of so many bytes.

    Rows are mostly sealed bytes, which pack badly: no true backup comes near a hundredfold.
    """
    if section is Section.KEYS:
        return Bounds(line=16 * MIB, total=64 * MIB, lines=1_000)
    total = 100 * size + 64 * MIB
    return Bounds(line=128 * MIB, total=total, lines=total)


def unpacked_lines(pieces: Iterable[bytes], bounds: Bounds) -> Iterator[bytes]:
    """The whole lines of what was packed. Raises RestoreRefused where it breaks the bounds."""
    rest, total, count = b"", 0, 0
    for part in _parts(pieces):
        total += len(part)
        *whole, rest = (rest + part).split(b"\n")
        count += len(whole)
        longest = max(len(rest), *map(len, whole), 0)
        if total > bounds.total or count > bounds.lines or longest > bounds.line:
            raise RestoreRefused("the file unpacks to more than a backup holds")
        yield from whole


def _parts(pieces: Iterable[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    for piece in pieces:
        left, part = piece, b"-"
        while left or len(part) == _PIECE:
            try:
                part = unpacker.decompress(left, _PIECE)
            except zlib.error:
                raise RestoreRefused("the file is not packed as a backup is") from None
            left = unpacker.unconsumed_tail
            yield part
