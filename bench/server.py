"""The process under measure: the product, the bare application and a large answer in one server."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from bench.bare import MOUNT, make_bare
from bench.installs import in_one_place
from bench.slow import LARGE_BYTES, LARGE_MOUNT
from intake.app import logs
from intake.app.factory import create_app
from intake.app.server import serve
from intake.app.services import build_services
from intake.db import transaction as transactions
from intake.settings import Settings, load_settings

_here = threading.local()


class Measured:
    """An application that tells in headers of its own what a request took.

    `X-Bench-Ms` and `X-Bench-Cpu`: milliseconds from call to answer, and of this thread's
    processor time; `X-Bench-Sql`: statements; `X-Bench-Wait`: milliseconds that a writer waited
    for its turn (SQLite) or for its slowest statement (PostgreSQL); `X-Bench-Pid`: the process.
    """

    def __init__(self, app: Callable[..., Any]) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer, and measure."""
        _here.sql, _here.wait = 0, 0.0
        began, cpu = time.perf_counter(), time.thread_time()

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            took = (time.perf_counter() - began) * 1000
            cpu_took = (time.thread_time() - cpu) * 1000
            told = [
                ("X-Bench-Ms", f"{took:.3f}"),
                ("X-Bench-Cpu", f"{cpu_took:.3f}"),
                ("X-Bench-Sql", str(_here.sql)),
                ("X-Bench-Wait", f"{_here.wait * 1000:.3f}"),
                ("X-Bench-Pid", str(os.getpid())),
            ]
            return start_response(status, headers + told, *rest)

        return self._app(environ, start)


def watch(engine: Any) -> None:
    """Count statements, and time writers."""
    waits_for_turn = engine.dialect.name == "sqlite"

    def before(*_call: Any) -> None:
        _here.sql = getattr(_here, "sql", 0) + 1
        _here.since = time.perf_counter()

    def after(*_call: Any) -> None:
        if not waits_for_turn:
            _waited(_here.since)

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    transactions._queue = _timed_queue


_queue = transactions._queue


@contextmanager
def _timed_queue(path: Path | None) -> Iterator[None]:
    since = time.perf_counter()
    with _queue(path):
        if path is not None:
            _waited(since)
        yield


def _waited(since: float) -> None:
    _here.wait = max(getattr(_here, "wait", 0.0), time.perf_counter() - since)


def make_app(settings: Settings) -> Callable[..., Any]:
    """All of them; the product and the bare application on one engine."""
    services = in_one_place(build_services(settings))
    engine = services.sessions.kw["bind"]
    watch(engine)
    product = create_app(settings, services=services)
    others = {MOUNT: make_bare(services), LARGE_MOUNT: _large}
    return Measured(DispatcherMiddleware(product, others))


def _large(_environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Length", str(LARGE_BYTES))])
    return [bytes(LARGE_BYTES)]


if __name__ == "__main__":
    found = load_settings(os.environ)
    logs.configure(found)
    serve(lambda: make_app(found), found)
