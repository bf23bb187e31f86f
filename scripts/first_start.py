"""Measure a first start: `intake run` in an empty folder, as `make run` starts it.

    python scripts/first_start.py [CHECKOUT]

Prints the seconds until a page is there and until `ready`, the memory of all processes at one and
at five minutes, and the processor seconds of all of them, ended ones too. Needs Linux and nothing
but Python; CHECKOUT is another copy of the sources with its own .venv, to compare with.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PROC = Path("/proc")
MARKS = (60, 300)
"""At how many seconds after the start memory and processor time are read."""
PAUSE = 0.1
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Start:
    """One start under measurement; times in seconds since it, memory in MB."""

    process: subprocess.Popen[bytes]
    address: str
    begun: float = field(default_factory=time.monotonic)
    said: bytes = b""

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self.begun

    def is_ready(self) -> bool:
        """Whether it has said that it is ready; reads what it says."""
        if self.process.stdout is None:
            raise RuntimeError("its words are not read")
        with selectors.DefaultSelector() as selector:
            selector.register(self.process.stdout, selectors.EVENT_READ)
            while selector.select(0) and (more := os.read(self.process.stdout.fileno(), 65536)):
                self.said += more
        return b"\nready " in b"\n" + self.said

    def shows_page(self) -> bool:
        """Whether the first page is there."""
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(self.address, timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def processes(self) -> Iterator[Path]:
        """The folders of the process and of all that descend from it."""
        children: dict[int, list[int]] = {}
        for folder in PROC.glob("[0-9]*"):
            if stat := stat_of(folder):
                children.setdefault(int(stat[1]), []).append(int(folder.name))
        waiting = [self.process.pid]
        while waiting:
            pid = waiting.pop()
            waiting.extend(children.get(pid, ()))
            yield PROC / str(pid)

    def memory(self) -> float:
        """The proportional set sizes of all processes together: what is shared counts once."""
        return sum(map(proportional_kib, self.processes())) / 1024

    def processor_seconds(self) -> float:
        """User and system time of all processes, with that of children that ended."""
        return sum(sum(map(int, stat[11:15])) for stat in self._stats()) / TICKS

    def _stats(self) -> Iterator[list[str]]:
        return (stat for folder in self.processes() if (stat := stat_of(folder)))


def stat_of(folder: Path) -> list[str]:
    """The fields of a process from its state on (see proc(5)); none where it ended."""
    try:
        return (folder / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def proportional_kib(folder: Path) -> int:
    """The proportional set size of one process; 0 where it ended."""
    try:
        lines = (folder / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def main(checkout: Path = ROOT) -> int:
    """Start, measure, stop, and print a line for each figure."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory(prefix="intake-first-start-") as folder:
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} before")
        start = begin(checkout, Path(folder) / "data")
        try:
            until_served(start)
            after(start)
        finally:
            start.process.terminate()
            start.process.wait()
    return 0


def begin(checkout: Path, data: Path) -> Start:
    """Start `intake run` on a free port, with no settings but its folder."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    command = [str(checkout / ".venv" / "bin" / "intake"), "run"]
    environment = {**kept, "INTAKE_DATA": str(data), "PORT": str(port)}
    process = subprocess.Popen(  # noqa: S603
        command, cwd=checkout, env=environment, stdout=subprocess.PIPE
    )
    return Start(process, f"http://127.0.0.1:{port}/")


def until_served(start: Start) -> None:
    """Wait for the first page and for `ready`; print when they came."""
    page = ready = False
    while not (page and ready):
        if start.process.poll() is not None:
            raise SystemExit("it ended before it was ready")
        if not page and (page := start.shows_page()):
            tell(start, "until a page")
        if not ready and (ready := start.is_ready()):
            tell(start, "until ready")
        time.sleep(PAUSE / 4)


def tell(start: Start, what: str) -> None:
    """Print how long something took, on the clock and of the processors."""
    seconds = start.seconds
    print(
        f"{seconds:7.1f} s {what} ({start.processor_seconds():.1f} processor seconds)", flush=True
    )


def after(start: Start) -> None:
    """Print memory and processor time at each mark, and the most memory before it."""
    most = 0.0
    for mark in MARKS:
        while start.seconds < mark:
            most = max(most, start.memory())
            start.is_ready()
            time.sleep(max(PAUSE, min(1.0, mark - start.seconds)))
        count = len(list(start.processes()))
        print(
            f"{mark:5d} s  {start.memory():6.0f} MB in {count} processes (at most {most:.0f} MB), "
            f"{start.processor_seconds():5.1f} processor seconds, load {os.getloadavg()[0]:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:2])))
