"""The server speaks HTTP on its address, stops in good order, and keeps no record of visitors."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake.app.server import options
from intake.settings import Settings, load_settings

SERVE = """
import os, time
from intake.app import logs
from intake.app.server import serve
from intake.settings import load_settings
def app(environ, start):
    if environ["PATH_INFO"] == "/slow":
        time.sleep(1.5)
    if environ["PATH_INFO"] == "/broken/my-secret-path":
        raise RuntimeError("what the visitor typed")
    start("200 OK", [("Content-Type", "text/plain")])
    return [environ["REMOTE_ADDR"].encode()]
settings = load_settings(os.environ)
logs.configure(settings)
serve(lambda: app, settings)
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def log(data_dir: Path) -> Path:
    return data_dir / "intake.log"


@pytest.fixture
def server(data_dir: Path, port: int, log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    environ = {
        **os.environ,
        "INTAKE_DATA": str(data_dir),
        "PORT": str(port),
        "INTAKE_LOG_FILE": str(log),
        "GUNICORN_CMD_ARGS": "--access-logfile=-",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE], env=environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield process
    process.kill()
    process.communicate()


def get(port: int, path: str = "/", **headers: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    status = connection.getresponse().status
    connection.close()
    return status


def test_it_answers_and_records_neither_address_nor_path(
    server: "subprocess.Popen[bytes]", port: int, log: Path
) -> None:
    assert get(port, "/es/saguaro-city/p/3") == 200
    assert get(port, "/broken/my-secret-path") == 500
    with socket.create_connection(("127.0.0.1", port)) as raw:
        raw.sendall(b"NOT HTTP AT ALL my-secret-line\r\n\r\n")
        raw.recv(1000)
    server.terminate()
    said, _ = server.communicate(timeout=20)
    written = log.read_text("utf-8")
    events = [json.loads(line) for line in written.splitlines()]
    assert "server started" in {event["event"] for event in events}
    assert {"RuntimeError"} <= {event.get("error") for event in events}
    for quoted in ("secret", "visitor", "/es/", "p/3"):
        assert quoted not in written
        assert quoted not in said.decode()
    assert written.count("127.0.0.1") == 1  # where it listens
    assert said == b""


def test_over_large_addresses_and_headers_are_refused(
    server: "subprocess.Popen[bytes]", port: int
) -> None:
    assert get(port, "/" + "a" * 3_000) == 414
    assert get(port, Cookie="a" * 20_000) in {400, 431}
    assert get(port, **{f"X-{number}": "a" for number in range(100)}) in {400, 431}
    assert get(port) == 200


def test_a_running_request_is_answered_before_the_server_stops(
    server: "subprocess.Popen[bytes]", port: int
) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/slow")
    time.sleep(0.5)
    server.send_signal(signal.SIGTERM)
    assert connection.getresponse().status == 200
    connection.close()
    assert server.wait(20) == 0


def test_a_forwarded_address_is_not_believed(server: "subprocess.Popen[bytes]", port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers={"X-Forwarded-For": "192.0.2.7"})
    assert connection.getresponse().read() == b"127.0.0.1"
    connection.close()


def test_it_binds_where_the_settings_say(settings: Settings, data_dir: Path) -> None:
    assert options(settings)["bind"] == "127.0.0.1:8000"
    assert options(settings)["accesslog"] is None
    six = load_settings({"INTAKE_DATA": str(data_dir), "INTAKE_HOST": "::1"})
    assert options(six)["bind"] == "[::1]:8000"
