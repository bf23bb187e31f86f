"""Makes a browser's PNG small: a palette of its commonest colours instead of three bytes a pixel.

Only the standard library is used; it reads what Chromium writes (eight bits, RGB or RGBA, not
interlaced) and nothing else. The format is that of the PNG specification, third edition.
"""

import struct
import zlib
from collections import Counter
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
BYTES_A_PIXEL = {2: 3, 6: 4}
COLOURS = 256


class NotFromChromium(ValueError):
    """The picture is of another kind than these lines read."""


def shrink(png: bytes) -> bytes:
    """The same picture with at most 256 colours; raises NotFromChromium."""
    width, height, rows = _pixels(png)
    counted = Counter(row[at : at + 3] for row in rows for at in range(0, width * 3, 3))
    palette = [colour for colour, _ in counted.most_common(COLOURS)]
    numbers = {colour: number for number, colour in enumerate(palette)}
    for colour in counted:
        if colour not in numbers:
            numbers[colour] = numbers[_nearest(colour, palette)]
    lines = (
        b"\0" + bytes(numbers[row[at : at + 3]] for at in range(0, width * 3, 3)) for row in rows
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    return SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", b"".join(palette)),
            _chunk(b"IDAT", zlib.compress(b"".join(lines), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _nearest(colour: bytes, palette: list[bytes]) -> bytes:
    return min(palette, key=lambda one: sum((a - b) ** 2 for a, b in zip(one, colour, strict=True)))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(SIGNATURE)
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        yield png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        at += 12 + length


def _pixels(png: bytes) -> tuple[int, int, list[bytes]]:
    """Width, height and the rows of pixels, three bytes each."""
    found = list(_chunks(png))
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", found[0][1])
    if depth != 8 or colour not in BYTES_A_PIXEL or interlaced:
        raise NotFromChromium(f"depth {depth}, colour type {colour}")
    size = BYTES_A_PIXEL[colour]
    data = zlib.decompress(b"".join(part for kind, part in found if kind == b"IDAT"))
    rows, above, length = [], bytes(width * size), width * size + 1
    for start in range(0, height * length, length):
        above = _unfiltered(data[start], bytearray(data[start + 1 : start + length]), above, size)
        rows.append(above if size == 3 else _opaque(above))
    return width, height, rows


def _unfiltered(kind: int, row: bytearray, above: bytes, size: int) -> bytes:
    for at in range(len(row)) if kind else ():
        left = row[at - size] if at >= size else 0
        corner = above[at - size] if at >= size else 0
        row[at] = (row[at] + _predicted(kind, left, above[at], corner)) & 255
    return bytes(row)


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind < 4:
        return (left, up, (left + up) // 2)[kind - 1]
    estimate = left + up - corner
    distances = (abs(estimate - left), abs(estimate - up), abs(estimate - corner))
    return (left, up, corner)[distances.index(min(distances))]


def _opaque(row: bytes) -> bytes:
    return b"".join(row[at : at + 3] for at in range(0, len(row), 4))
