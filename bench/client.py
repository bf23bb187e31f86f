"""A browser's connection, kept alive, that reads what the server tells of each request."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from bench.installs import Install

CLIENTS = 8
_SECONDS_TO_START = 60
Made = TypeVar("Made")


@dataclass(frozen=True)
class Reply:
    """An answer, with milliseconds as the client and as the server saw them."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    ms: float
    wire: int

    def told(self, name: str) -> float:
        """A number from the server: Ms, Cpu, Sql, Wait or Pid."""
        return float(self.headers[f"X-Bench-{name}"])


class Client:
    """One browser."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def get(self, path: str) -> Reply:
        """Ask for a page."""
        return self._ask("GET", path, None)

    def post(self, path: str, form: Any) -> Reply:
        """Send a form."""
        return self._ask("POST", path, urlencode(form, doseq=True).encode())

    def close(self) -> None:
        """Let go."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: bytes | None) -> Reply:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Accept-Encoding": "gzip", "Cookie": cookies}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        data = response.read()
        took = (time.perf_counter() - began) * 1000
        pairs = response.getheaders()
        for name, value in pairs:
            if name == "Set-Cookie":
                pair = value.partition(";")[0]
                self.cookies[pair.partition("=")[0]] = pair.partition("=")[2]
        sent = [(n, v) for n, v in pairs if not n.startswith("X-Bench-")]
        head = len(f"HTTP/1.1 {response.status} {response.reason}\r\n\r\n")
        wire = head + sum(len(name) + len(value) + 4 for name, value in sent) + len(data)
        return Reply(response.status, dict(pairs), data, took, wire)


@contextmanager
def served(install: Install) -> Iterator[int]:
    """The install behind a server of its own; gives the port."""
    port = install.settings.port
    environ = {k: v for k, v in os.environ.items() if not k.startswith("INTAKE_") and k != "PORT"}
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.server"], env={**environ, **install.environ}
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def free_port() -> int:
    """A port that nobody has."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def at_once(jobs: list[Callable[[], Made]]) -> tuple[list[Made], float]:
    """Do jobs at the same time, a thread each; what they gave, and the seconds it took."""
    made: list[Made] = []
    faults: list[BaseException] = []

    def do(job: Callable[[], Made]) -> None:
        try:
            made.append(job())
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=do, args=(job,)) for job in jobs]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return made, time.perf_counter() - began


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _SECONDS_TO_START
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")
