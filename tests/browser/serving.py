"""Serves an install in this process on a loopback port, for a browser to visit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server


class _Quiet(WSGIRequestHandler):
    """Says nothing of requests: addresses of pages are nobody's business here either."""

    def log(self, type: str, message: str, *args: object) -> None:
        """Keep silent."""


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve the application and give its address, without a slash at the end."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
