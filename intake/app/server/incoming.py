"""Bytes of requests on their way in: kept in memory until gunicorn's parser can read them whole."""

from __future__ import annotations

import re

from gunicorn.http.unreader import Unreader

# The end of a head, or a line end that gunicorn's parser refuses at sight.
_HEAD_IS_OVER = re.compile(rb"\r\n\r\n|(?<!\r)\n")
_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")
_LONGEST_CHUNK_LINE = 8_000


class Incoming(Unreader):  # type: ignore[misc]
    """What the parser reads from. It never waits: where it runs dry, the request is over."""

    def __init__(self, *, longest_line: int) -> None:
        super().__init__()
        self.data = bytearray()
        self._longest_line = longest_line
        self._searched = 0

    def __len__(self) -> int:
        return len(self.data)

    def add(self, data: bytes) -> None:
        """Keep what came."""
        self.data += data

    def has_head(self) -> bool:
        """Whether the parser can decide about the head: it is whole, or surely refused."""
        since, self._searched = max(0, self._searched - 3), len(self.data)
        if _HEAD_IS_OVER.search(self.data, since):
            return True
        most = self._longest_line + 2
        return len(self.data) > most and self.data.find(b"\r\n", 0, most) < 0

    def read(self, size: int | None = None, read_ahead: int | None = None) -> bytes:
        """The next `size` bytes, or all; fewer where there are no more."""
        end = len(self.data) if size is None or size < 0 else size
        with memoryview(self.data) as view:
            piece = bytes(view[:end])
        del self.data[:end]
        self._searched = 0
        return piece

    def unread(self, data: bytes) -> None:
        """Put back what was read too far."""
        self.data[:0] = data

    def take_buffered(self) -> bytes:
        """Everything that is here."""
        return self.read()


class Length:
    """The end of a body of known length."""

    def __init__(self, length: int) -> None:
        self._length = length

    def ended(self, data: bytearray) -> bool:
        """Whether the body is whole."""
        return len(data) >= self._length


class Chunks:
    """The end of a chunked body, found by hopping from size to size.

    It only says when to stop gathering; the parser reads the same bytes afterwards and decides.
    A body that makes no sense counts as ended, so that the parser refuses it.
    """

    def __init__(self) -> None:
        self._at = 0
        self._in_trailers = False

    def ended(self, data: bytearray) -> bool:
        """Whether the body is whole, trailers included."""
        while not self._in_trailers:
            end = data.find(b"\r\n", self._at, self._at + _LONGEST_CHUNK_LINE)
            if end < 0:
                return len(data) >= self._at + _LONGEST_CHUNK_LINE
            size = _SIZE.match(data, self._at, end)
            if size is None:
                return True
            length = int(size[0], 16)
            self._in_trailers = length == 0
            self._at = end + 2 + (length + 2 if length else 0)
        if data[self._at : self._at + 2] == b"\r\n":
            return True
        most = self._at + _LONGEST_CHUNK_LINE
        return data.find(b"\r\n\r\n", self._at, most) >= 0 or len(data) >= most
