"""A server on a port of its own, with a small application or with the product."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The system takes less than half of it, so that the rest waits in the server.
LARGE_BYTES = 1_200_000
LARGE = f"/bytes/{LARGE_BYTES}"
SMALL_APP = """
import os
from intake.app import logs
from intake.app.server import serve
from intake.settings import load_settings

def app(environ, start):
    path = environ["PATH_INFO"]
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if path == "/unread":
        said = b"unread"
    elif path == "/catching":
        try:
            said = environ["wsgi.input"].read()
        except Exception:
            start("500 Internal Server Error", [("Content-Length", "5")])
            return [b"ouch!"]
    elif path.startswith("/bytes/"):
        said = bytes(int(path[7:]))
    elif path == "/broken":
        start("200 OK", [("Content-Length", "100")])
        def broken():
            yield b"half"
            raise RuntimeError("in the middle")
        return broken()
    elif length > 2_000_000:
        start("413 Content Too Large", [("Content-Length", "5")])
        return [b"large"]
    else:
        said = environ["wsgi.input"].read() or b"page"
    start("200 OK", [("Content-Length", str(len(said)))])
    return [said]

settings = load_settings(os.environ)
logs.configure(settings)
serve(lambda: app, settings)
"""
# The product's pages are too small for a slow reader, so that a large answer stands next to them.
PRODUCT = """
import os
from intake.app import logs
from intake.app.factory import create_app
from intake.app.server import serve
from intake.app.services import build_services
from intake.settings import load_settings

settings = load_settings(os.environ)
logs.configure(settings)
services = build_services(settings)
product = create_app(settings, services=services)
services.sessions.kw["bind"].dispose()

def app(environ, start):
    if not environ["PATH_INFO"].startswith("/bytes/"):
        return product(environ, start)
    count = int(environ["PATH_INFO"][7:])
    start("200 OK", [("Content-Length", str(count))])
    return [bytes(count)]

serve(lambda: app, settings)
"""


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def served(folder: Path, program: str = SMALL_APP, **settings: int) -> Iterator[int]:
    """The server, with these settings of `[server]`; gives its port."""
    port = free_port()
    environ = {
        **os.environ,
        "INTAKE_DATA": str(folder),
        "INTAKE_LOG_FILE": str(folder / "log"),
        "PORT": str(port),
        **{f"INTAKE_SERVER__{name.upper()}": str(value) for name, value in settings.items()},
    }
    process = subprocess.Popen([sys.executable, "-c", program], env=environ)
    try:
        wait_for_port(port)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def wait_for_port(port: int) -> None:
    """Until somebody listens there."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("nobody listens")


def seconds_to_get(port: int, path: str, status: int = 200) -> float:
    """How long a visitor who just came waits for a page."""
    began = time.monotonic()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    assert response.status == status
    return time.monotonic() - began


def slowest_page(port: int, path: str, *, seconds: float) -> float:
    """The slowest of the pages that somebody asks for during this time."""
    end, slowest = time.monotonic() + seconds, 0.0
    while time.monotonic() < end:
        slowest = max(slowest, seconds_to_get(port, path))
        time.sleep(0.05)
    return slowest
