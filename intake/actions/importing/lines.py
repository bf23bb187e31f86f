"""Lines of a JSON Lines file, one at a time however large the file, and the record of each."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

LINE_LIMIT = 4_000_000
"""Most bytes of one line: a narrative and its translation at their longest fit several times."""


class LineUnreadable(ValueError):
    """A line holds no record; the message says why and quotes nothing of it."""


def numbered_lines(file: BinaryIO) -> Iterator[tuple[int, bytes, int]]:
    """Number, content and length in the file of each line that is not blank.

    Line ends are LF or CRLF, the last may lack one; a byte order mark is passed over. Of a line
    over the limit only so much is kept that it is known to be over.
    """
    number = 0
    while line := file.readline(LINE_LIMIT + 1):
        number += 1
        length = len(line)
        content = line
        while len(line) > LINE_LIMIT and not line.endswith(b"\n"):
            line = file.readline(LINE_LIMIT + 1)
            length += len(line)
        if number == 1:
            content = content.removeprefix(codecs.BOM_UTF8)
        if content.strip():
            yield number, content, length


def read_line(line: bytes) -> Any:
    """The JSON value of a line.

    Raises:
        LineUnreadable: it is too long, not UTF-8, or not JSON by the standard (RFC 8259), or an
            object in it has one name twice.
    """
    if len(line) > LINE_LIMIT:
        raise LineUnreadable(f"longer than {LINE_LIMIT} bytes")
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        raise LineUnreadable("not UTF-8") from None
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_no_name_twice)
    except LineUnreadable:
        raise
    except json.JSONDecodeError as error:
        raise LineUnreadable(f"not JSON: {error.msg}, column {error.colno}") from None
    except (ValueError, RecursionError):
        # A number of thousands of digits; objects within objects without end.
        raise LineUnreadable("not JSON that can be used") from None


def _no_constant(_name: str) -> None:
    raise LineUnreadable("not JSON: NaN and Infinity are not numbers")


def _no_name_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise LineUnreadable("an object uses a name twice")
    return found
