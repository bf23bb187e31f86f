"""Keeps the parts of one install running side by side, and ends them together.

Each part is a copy of this process, made by fork: what was loaded before is loaded once and lies in
memory once.
"""

import ctypes
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from types import FrameType
from urllib.parse import urlsplit

from intake.app.priority import give_way

SECONDS_TO_START = 120.0
_PARENT_DEATH_SIGNAL, _NAME = 1, 15
"""PR_SET_PDEATHSIG and PR_SET_NAME in Linux's prctl(2)."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One process.

    Attributes:
        work: what it does; its number is the exit code.
        after: the part that has to have ended well before this one begins.
        ends: whether it does its work and ends. One that does not serves until it is told to stop.
        before_ready: whether nothing is ready before it has ended.
        niceness: by how much others come first; see nice(2).
    """

    work: Callable[[], int]
    after: str | None = None
    ends: bool = False
    before_ready: bool = False
    niceness: int = 0


class Supervisor:
    """Starts parts, says when they serve, and ends all when one ends or when told to.

    `address` is where the pages will answer at `/healthz`; `grace_seconds` is what running requests
    get at the end.
    """

    def __init__(self, parts: Mapping[str, Part], *, address: str, grace_seconds: float) -> None:
        self._parts = parts
        self._address = address
        self._grace = grace_seconds
        self._started: dict[str, BaseProcess] = {}
        self._told_to_stop = False

    def run(self) -> int:
        """Return 0 after a stop that was asked for (Ctrl-C, SIGTERM), 1 otherwise."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        if is_taken(self._address):
            print(f"intake run: {self._address} is in use; set PORT to another", file=sys.stderr)
            return 1
        try:
            if self._wait_until_ready():
                print(f"ready {self._address}", flush=True)
                self._wait_for_end()
        finally:
            self._end_all()
        return 0 if self._told_to_stop else 1

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _going(self) -> bool:
        """Start what may begin now; whether all goes well."""
        if self._told_to_stop or self._failed():
            return False
        for name, part in self._parts.items():
            if name not in self._started and (part.after is None or self._is_done(part.after)):
                self._started[name] = start(name, part)
        return True

    def _is_done(self, name: str) -> bool:
        return name in self._started and self._started[name].exitcode == 0

    def _failed(self) -> list[str]:
        """The parts that ended, save those that did their work."""
        ended = (name for name, one in self._started.items() if one.exitcode is not None)
        return [name for name in ended if not (self._parts[name].ends and self._is_done(name))]

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + SECONDS_TO_START
        awaited = [name for name, part in self._parts.items() if part.before_ready]
        while self._going() and time.monotonic() < deadline:
            if all(map(self._is_done, awaited)) and answers(f"{self._address}/healthz"):
                return True
            time.sleep(0.05)
        self._explain("did not come up")
        return False

    def _wait_for_end(self) -> None:
        while self._going():
            time.sleep(0.2)
        self._explain("ended by itself")

    def _explain(self, what: str) -> None:
        if not self._told_to_stop:
            named = " and ".join(self._failed() or self._parts)
            print(f"intake run: {named} {what}; stopping", file=sys.stderr, flush=True)

    def _end_all(self) -> None:
        for part in self._started.values():
            if part.is_alive():
                part.terminate()
        deadline = time.monotonic() + self._grace
        for part in self._started.values():
            part.join(max(0.1, deadline - time.monotonic()))
            if part.is_alive():
                part.kill()
                part.join()


def start(name: str, part: Part) -> BaseProcess:
    """Start a part in a session of its own, so that Ctrl-C reaches it through us alone."""
    process = get_context("fork").Process(target=_become, args=(name, part), name=name)
    process.start()
    return process


def is_taken(address: str) -> bool:
    """Say whether another server has this address already: its answer must not pass for ours."""
    parts = urlsplit(address)
    try:
        socket.create_connection((str(parts.hostname), parts.port or 80), timeout=2).close()
    except OSError:
        return False
    return True


def answers(address: str) -> bool:
    """Say whether an address on this machine answers with success."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _become(name: str, part: Part) -> None:
    os.setsid()
    give_way(part.niceness)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform == "linux":
        kernel = ctypes.CDLL(None)
        kernel.prctl(_NAME, f"intake {name}"[:15].encode())
        # Even killed outright, `intake run` leaves no server behind.
        kernel.prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)
    sys.exit(part.work())
