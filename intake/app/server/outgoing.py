"""Bytes of an answer on their way out: a thread writes them and goes, whoever reads slowly."""

from __future__ import annotations

import errno
import socket
from collections import deque


class Outgoing:
    """What gunicorn's response takes for a socket.

    Writing hands the system what it takes at once and keeps the rest; the worker's main loop sends
    that later with `flush`. It belongs to the thread while a request runs, and to the main loop
    otherwise.
    """

    def __init__(self, client: socket.socket) -> None:
        self._client = client
        self._rest: deque[memoryview] = deque()
        self.held = 0
        self.broken = False

    def __len__(self) -> int:
        return self.held

    def sendall(self, data: bytes) -> None:
        """Send, or keep for later; raises `BrokenPipeError` if the reader has gone."""
        if data:
            self._rest.append(memoryview(data))
            self.held += len(data)
        self.flush()
        if self.broken:
            raise BrokenPipeError(errno.EPIPE, "nobody reads the answer")

    def send(self, data: bytes) -> int:
        """As `sendall`; returns how much was taken, which is all."""
        self.sendall(data)
        return len(data)

    def flush(self) -> int:
        """Send what the system takes now; returns how many bytes that was."""
        before = self.held
        while self._rest:
            try:
                sent = self._client.send(self._rest[0])
            except (BlockingIOError, InterruptedError):
                break
            except OSError:
                self.broken = True
                self.drop()
                return 0
            self.held -= sent
            if sent == len(self._rest[0]):
                self._rest.popleft()
            else:
                self._rest[0] = self._rest[0][sent:]
        return before - self.held

    def drop(self) -> None:
        """Let go of what was not sent."""
        self._rest.clear()
        self.held = 0

    # gunicorn shuts a connection itself when an answer breaks off in the middle. The main loop
    # does that here, after what was written has gone out.

    def shutdown(self, _how: int) -> None:
        """Leave it to the main loop."""

    def settimeout(self, _seconds: float | None) -> None:
        """Nothing here waits."""

    def gettimeout(self) -> float:
        """Nothing here waits."""
        return 0.0

    def recv(self, _size: int) -> bytes:
        """Nothing is read here."""
        return b""

    def close(self) -> None:
        """Leave it to the main loop."""
