"""The supervisor starts its parts, says when they serve, and never leaves one behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads Linux's /proc")

WEB = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""
SLEEPER = "import time; time.sleep(120)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(120)"
BROKEN = "import sys; sys.exit(3)"
SUPERVISE = """
import sys
from intake.cli.supervisor import Supervisor
port, worker, web = sys.argv[1:]
parts = {"web": (sys.executable, "-c", web, port), "worker": (sys.executable, "-c", worker)}
sys.exit(Supervisor(parts, address=f"http://127.0.0.1:{port}", grace_seconds=1).run())
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture
def start(port: int) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def begin(worker: str = SLEEPER, web: str = WEB) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, str(port), worker, web],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


def ready(process: subprocess.Popen[str], port: int) -> list[int]:
    assert process.stdout is not None
    assert process.stdout.readline() == f"ready http://127.0.0.1:{port}\n"
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    parts = [int(pid) for pid in children.split()]
    assert len(parts) == 2
    return parts


def gone(pid: int) -> bool:
    for _ in range(200):
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_stop_ends_all_parts_and_is_a_success(start: Start, port: int, number: int) -> None:
    process = start()
    parts = ready(process, port)
    process.send_signal(number)
    assert process.wait(20) == 0
    assert all(gone(pid) for pid in parts)


def test_a_part_that_does_not_listen_is_ended_after_its_time(start: Start, port: int) -> None:
    process = start(worker=STUBBORN)
    parts = ready(process, port)
    process.terminate()
    assert process.wait(20) == 0
    assert all(gone(pid) for pid in parts)


def test_a_part_that_ends_by_itself_ends_the_other_and_is_told(start: Start, port: int) -> None:
    process = start()
    parts = ready(process, port)
    os.kill(parts[1], signal.SIGKILL)
    assert process.wait(20) == 1
    assert gone(parts[0])
    assert process.stderr is not None
    assert "worker ended by itself" in process.stderr.read()


def test_a_part_that_never_comes_up_is_told(start: Start) -> None:
    process = start(web=BROKEN)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (1, "")
    assert "web did not come up" in err


def test_another_server_on_the_port_is_not_mistaken_for_ours(start: Start, port: int) -> None:
    other = subprocess.Popen([sys.executable, "-c", WEB, str(port)])
    try:
        time.sleep(0.5)
        process = start()
        out, err = process.communicate(timeout=20)
        assert (process.returncode, out) == (1, "")
        assert "is in use; set PORT" in err
    finally:
        other.kill()
        other.wait()


def test_killed_outright_it_leaves_no_part_behind(start: Start, port: int) -> None:
    process = start()
    parts = ready(process, port)
    process.kill()
    assert all(gone(pid) for pid in parts)
