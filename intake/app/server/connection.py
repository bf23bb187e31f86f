"""One connection: what has come of its request, what is left of its answer, and until when."""

from __future__ import annotations

import contextlib
import socket
import time
from enum import Enum, auto
from typing import Any

from gunicorn.http.body import Body, ChunkedReader, LengthReader
from gunicorn.http.errors import ChunkMissingTerminator, LimitRequestHeaders, NoMoreData
from gunicorn.http.parser import RequestParser

from intake.app.server.incoming import Chunks, Incoming, Length
from intake.app.server.outgoing import Outgoing
from intake.app.server.patience import IDLE_SECONDS, LINGER_SECONDS, Patience

_READ_BYTES = 64 * 1024
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


class Phase(Enum):
    """What the connection waits for."""

    IDLE = auto()
    """A next request on a connection that had one."""
    HEAD = auto()
    """The rest of a request's headers."""
    BODY = auto()
    """The rest of its body."""
    ANSWER = auto()
    """Someone to read the answer."""
    END = auto()
    """The other side to hang up."""


class Step(Enum):
    """What reading led to."""

    WAIT = auto()
    WHOLE = auto()
    GONE = auto()


class Connection:
    """A client's socket, never waited for.

    `sock`, `client` and `server` are the names that gunicorn's `handle_request` knows.
    """

    def __init__(self, cfg: Any, client: socket.socket, ends: tuple[Any, Any], patience: Patience):
        self.socket = client
        self.sock = Outgoing(client)
        self.client, self.server = ends
        self.incoming = Incoming(longest_line=cfg.limit_request_line)
        self.parser = RequestParser(cfg, (), self.client)
        self.parser.unreader = self.incoming
        self.request: Any = None
        self.fault: Exception | None = None
        self.weight = 0
        self._longest_head = cfg.limit_request_line + cfg.limit_request_fields * (
            cfg.limit_request_field_size + 2
        )
        self._patience = patience
        self._body: Length | Chunks | None = None
        self._gathered = True
        self.wait_for(Phase.HEAD)

    @property
    def held(self) -> int:
        """Bytes in memory, both ways."""
        return len(self.incoming) + len(self.sock)

    def wait_for(self, phase: Phase) -> None:
        """Begin to wait, with the time that this is given."""
        self.phase = phase
        self.since = time.monotonic()
        self.deadline = (
            self.since
            + {
                Phase.IDLE: IDLE_SECONDS,
                Phase.HEAD: self._patience.header_seconds,
                Phase.BODY: self._patience.body_seconds,
                Phase.ANSWER: self._patience.drain_seconds,
                Phase.END: LINGER_SECONDS,
            }[phase]
        )

    def next_request(self) -> None:
        """Wait for another request, part of which may be here."""
        self.request, self.fault, self._body = None, None, None
        self.wait_for(Phase.HEAD if self.incoming else Phase.IDLE)

    def receive(self) -> Step:
        """Take in what has come."""
        try:
            data = self.socket.recv(_READ_BYTES)
        except (BlockingIOError, InterruptedError):
            return Step.WAIT
        except OSError:
            return Step.GONE
        if not data:
            return Step.GONE
        if self.phase is Phase.IDLE:
            self.wait_for(Phase.HEAD)
        elif self.phase is Phase.BODY:
            self.deadline += len(data) / self._patience.bytes_per_second
        self.incoming.add(data)
        return self.look()

    def look(self) -> Step:
        """Whether the request is whole: a thread can answer it, or refuse it, without waiting."""
        if self.request is None and not self._read_head():
            return Step.WAIT
        if self.fault or self._body is None or self._body.ended(self.incoming.data):
            return Step.WHOLE
        # Only a chunked body can come to this.
        self._gathered = len(self.incoming) <= self._patience.body_bytes + _READ_BYTES
        return Step.WAIT if self._gathered else Step.WHOLE

    def read_chunks(self) -> None:
        """Put a chunked body together before the application sees it; raises what gunicorn refuses.

        Otherwise a fault in it would come up wherever the application reads, as an error of its
        own; or nowhere, where it reads nothing.
        """
        if not isinstance(self._body, Chunks) or not self._gathered:
            return
        try:
            data = self.request.body.read()
        except NoMoreData:
            raise ChunkMissingTerminator(b"") from None
        self.incoming.unread(data)
        self.request.body = Body(LengthReader(self.incoming, len(data)))

    def finish_request(self) -> bool:
        """Pass over what the application left unread; whether a next request can be told apart."""
        try:
            return self._gathered and bool(self.parser.finish_body())
        except Exception:
            return False

    def send(self) -> bool:
        """Send more of the answer; whether any is left."""
        moved = self.sock.flush()
        self.deadline += moved / self._patience.bytes_per_second
        return bool(self.sock)

    def end(self) -> None:
        """Say that nothing more comes."""
        self.wait_for(Phase.END)
        self.incoming.read()
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_WR)

    def discard(self) -> Step:
        """Throw away what still comes after the last answer."""
        try:
            return Step.WAIT if self.socket.recv(_READ_BYTES) else Step.GONE
        except (BlockingIOError, InterruptedError):
            return Step.WAIT
        except OSError:
            return Step.GONE

    def close(self) -> None:
        """Let go of everything."""
        self.sock.drop()
        self.incoming.read()
        with contextlib.suppress(OSError):
            self.socket.close()

    def _read_head(self) -> bool:
        if not self.incoming.has_head():
            if len(self.incoming) > self._longest_head:
                self.fault = LimitRequestHeaders("limit request headers fields size")
            return self.fault is not None
        try:
            self.request = next(self.parser)
        except Exception as fault:
            self.fault = fault
            return True
        self._expect_body()
        return True

    def _expect_body(self) -> None:
        """Decide how the body is gathered.

        A body longer than `body_bytes` is not: the application sees its length and refuses it. An
        application that takes large bodies in a stream would get them from here, through a source
        with a deadline that `Incoming` reads where it now runs dry.
        """
        reader = self.request.body.reader
        if isinstance(reader, ChunkedReader):
            self._body, self._gathered = Chunks(), True
        else:
            self._body = Length(reader.length)
            self._gathered = reader.length <= self._patience.body_bytes
        expects = self.request._expected_100_continue
        self.request._expected_100_continue = False
        if not self._gathered:
            self._body = None
        elif not self._body.ended(self.incoming.data):
            self.wait_for(Phase.BODY)
            if expects:
                with contextlib.suppress(OSError):
                    self.sock.sendall(_CONTINUE)
