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
import http.server
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(port)), Handler).serve_forever()
"""
SLEEPER = "import time; time.sleep(120)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(120)"
ONCE_SERVED = """\
import time, urllib.request
for _ in range(400):
    try:
        urllib.request.urlopen("http://127.0.0.1:{port}/healthz", timeout=1)
        break
    except OSError:
        time.sleep(0.05)
time.sleep(1)"""
"""What behind the page would be told as not come up, if it broke before the page was there."""
BROKEN = "import sys; sys.exit(3)"
SUPERVISE = """
import sys
from functools import partial
from intake.cli.supervisor import Part, Supervisor
port, worker, web, *before = sys.argv[1:]
def does(source):
    return partial(exec, source, {"port": port})
parts = {"web": Part(work=does(web)), "worker": Part(work=does(worker))}
if before:
    parts["before"] = Part(work=does(before[0]), ends=True, before_ready=True)
    parts["behind"] = Part(work=does(before[1]), ends=True, after="before", niceness=5)
    parts["worker"] = Part(work=does(worker), after="behind")
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

    def begin(
        worker: str = SLEEPER, web: str = WEB, before: tuple[str, ...] = ()
    ) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", SUPERVISE, str(port), worker, web, *before],
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
    parts = children_of(process)
    assert len(parts) == 2
    return parts


def children_of(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [int(pid) for pid in children.split()]


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
    other = subprocess.Popen([sys.executable, "-c", f"port = {port}\n{WEB}"])
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


def test_work_before_is_done_before_ready_and_work_behind_before_the_worker(
    start: Start, port: int
) -> None:
    tell = "import os; print('{name}', os.getpid() == os.getsid(0), os.nice(0), flush=True)"
    slow = "import time; time.sleep(0.5)\n" + tell.format(name="before")
    behind = "import time; time.sleep(0.5)\n" + tell.format(name="behind")
    process = start(worker=f"{tell.format(name='worker')}\n{SLEEPER}", before=(slow, behind))
    assert process.stdout is not None
    said = [process.stdout.readline().strip() for _ in range(4)]
    nice = os.nice(0)
    assert said == [
        f"before True {nice}",
        f"ready http://127.0.0.1:{port}",
        f"behind True {nice + 5}",
        f"worker True {nice}",
    ]
    parts = children_of(process)
    assert len(parts) == 2
    process.terminate()
    assert process.wait(20) == 0
    assert all(gone(pid) for pid in parts)


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ((BROKEN, "pass"), "before did not come up"),
        (("pass", f"{ONCE_SERVED}\n{BROKEN}"), "behind ended by itself"),
    ],
)
def test_work_that_breaks_ends_everything_and_is_told(
    start: Start, port: int, before: tuple[str, str], told: str
) -> None:
    first, behind = before
    process = start(before=(first, behind.format(port=port)))
    _, err = process.communicate(timeout=20)
    assert process.returncode == 1
    assert told in err
