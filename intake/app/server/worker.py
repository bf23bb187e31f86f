"""gunicorn's threaded worker, with waiting moved out of its threads.

The main loop gathers each request in memory, without waiting for any, and hands it to a thread once
it is whole. The thread writes its answer and goes; the main loop sends what the client has not
taken yet. So it makes no difference to a thread how slowly someone sends or reads. Parsing, calling
the application and writing answers stay gunicorn's.
"""

from __future__ import annotations

import errno
import selectors
import socket
import time
from functools import partial
from typing import Any

from gunicorn.http.errors import NoMoreData
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

from intake.app.server.connection import Connection, Phase, Step
from intake.app.server.waiting import Waiting

_NOBODY_IS_THERE = {errno.EAGAIN, errno.EWOULDBLOCK, errno.ECONNABORTED}
_NO_MORE_FILES = {errno.EMFILE, errno.ENFILE}
_READER_LEFT = {errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN}
# What the system takes of an answer that nobody reads. Left alone it grows to megabytes, and each
# time it grows it looks as if somebody had read.
_SENT_AHEAD = 256 * 1024
_SECONDS_BETWEEN_LOOKS = 0.25


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """Threads for requests, one loop for everyone who waits.

    Methods that gunicorn does not have begin with an underscore; all but `handle` run in the loop.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._patience = self.app.patience
        self._waiting = Waiting(self._patience)
        self._next_look = 0.0

    def accept(self, listener: Any) -> None:
        """Take a new connection, and let the oldest waiting one go if there are too many."""
        try:
            client, address = listener.accept()
        except OSError as error:
            if error.errno in _NO_MORE_FILES:
                self._close(self._waiting.oldest())
            elif error.errno not in _NOBODY_IS_THERE:
                raise
            return
        self.nr_conns += 1
        client.setblocking(False)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SENT_AHEAD)
        if self.nr_conns >= self.worker_connections:
            self._close(self._waiting.oldest())
        ends = (address, listener.getsockname())
        connection = Connection(self.cfg, client, ends, self._patience)
        self._follow(connection, connection.receive())

    def handle(self, conn: Connection) -> bool:
        """Answer a whole request, in a thread; whether the connection can be used again."""
        try:
            if conn.fault is not None:
                raise conn.fault
            conn.read_chunks()
            return bool(self.handle_request(conn.request, conn)) and conn.finish_request()
        except (NoMoreData, StopIteration):
            return False
        except OSError as error:
            if error.errno not in _READER_LEFT:
                self.log.exception("Socket error processing request.")
        except Exception as error:
            self.handle_error(conn.request, conn.sock, conn.client, error)
        return False

    def finish_request(self, conn: Connection, fs: Any) -> None:
        """Send what is left of the answer; then wait for a next request, or for the end."""
        again = not fs.cancelled() and fs.exception() is None and fs.result()
        conn.sock.flush()
        conn.wait_for(Phase.ANSWER)
        self._send(conn, again)

    def murder_keepalived(self, force: bool = False) -> None:
        """Close every connection past its deadline, or all."""
        now = time.monotonic()
        if now >= self._next_look or force:
            self._next_look = now + _SECONDS_BETWEEN_LOOKS
            for connection in self._waiting if force else self._waiting.late(now):
                self._close(connection)

    def murder_pending(self) -> None:
        """Nothing: there is one kind of waiting here."""

    def _cap_keepalive(self, deadline: float) -> None:
        """Wait no longer than this for requests that have not come; called at a stop."""
        for connection in self._waiting:
            if connection.phase in {Phase.IDLE, Phase.HEAD}:
                connection.deadline = min(connection.deadline, deadline)

    def _follow(self, connection: Connection, step: Step) -> None:
        """Do what a look at the connection led to."""
        if step is Step.GONE:
            self._close(connection)
            return
        self._waiting.weigh(connection)
        if step is Step.WHOLE:
            self._stop_waiting(connection)
            self.enqueue_req(connection)
        else:
            self._wait(connection, selectors.EVENT_READ, self._readable)
        self._close(self._waiting.costliest(time.monotonic()))

    def _readable(self, connection: Connection, _socket: Any) -> None:
        if connection not in self._waiting:
            return
        ending = connection.phase is Phase.END
        self._follow(connection, connection.discard() if ending else connection.receive())

    def _send(self, connection: Connection, again: bool) -> None:
        left = connection.send()
        self._waiting.weigh(connection)
        if connection.sock.broken:
            self._close(connection)
        elif left:
            self._wait(connection, selectors.EVENT_WRITE, partial(self._writable, again=again))
            self._close(self._waiting.costliest(time.monotonic()))
        else:
            self._stop_waiting(connection)
            self._after_answer(connection, again)

    def _writable(self, connection: Connection, _socket: Any, *, again: bool) -> None:
        if connection in self._waiting:
            self._send(connection, again)

    def _after_answer(self, connection: Connection, again: bool) -> None:
        if not again:
            connection.end()
            self._follow(connection, connection.discard())
            return
        connection.next_request()
        if not self.alive:
            stop = time.monotonic() + STOP_KEEPALIVE_LINGER
            connection.deadline = min(connection.deadline, stop)
        self._follow(connection, connection.look())

    def _wait(self, connection: Connection, event: int, callback: Any) -> None:
        if connection not in self._waiting:
            self.poller.register(connection.socket, event, partial(callback, connection))
        self._waiting.enter(connection)

    def _stop_waiting(self, connection: Connection) -> None:
        if connection in self._waiting:
            self._waiting.leave(connection)
            self.poller.unregister(connection.socket)

    def _close(self, connection: Connection | None) -> None:
        if connection is None:
            return
        self._stop_waiting(connection)
        connection.close()
        self._waiting.weigh(connection)
        self.nr_conns -= 1
