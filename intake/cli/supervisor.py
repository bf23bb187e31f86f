"""Keeps the parts of one install running side by side, and ends them together."""

import ctypes
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from types import FrameType
from urllib.parse import urlsplit

SECONDS_TO_START = 60.0
_PARENT_DEATH_SIGNAL = 1
"""PR_SET_PDEATHSIG in Linux's prctl(2)."""

Parts = Mapping[str, Sequence[str]]


class Supervisor:
    """Starts parts, says when they serve, and ends all when one ends or when told to.

    `parts` maps each part's name to its command line. `address` is where the pages will answer at
    `/healthz`; `grace_seconds` is what running requests get at the end.
    """

    def __init__(self, parts: Parts, *, address: str, grace_seconds: float) -> None:
        self._commands = parts
        self._address = address
        self._grace = grace_seconds
        self._parts: dict[str, subprocess.Popen[bytes]] = {}
        self._told_to_stop = False

    def run(self) -> int:
        """Return 0 after a stop that was asked for (Ctrl-C, SIGTERM), 1 otherwise."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        if is_taken(self._address):
            print(f"intake run: {self._address} is in use; set PORT to another", file=sys.stderr)
            return 1
        try:
            for name, command in self._commands.items():
                self._parts[name] = start(command)
            if self._wait_until_ready():
                print(f"ready {self._address}", flush=True)
                self._wait_for_end()
        finally:
            self._end_all()
        return 0 if self._told_to_stop else 1

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._told_to_stop = True

    def _going(self) -> bool:
        return not self._told_to_stop and not self._ended()

    def _ended(self) -> list[str]:
        return [name for name, part in self._parts.items() if part.poll() is not None]

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + SECONDS_TO_START
        while self._going() and time.monotonic() < deadline:
            if answers(f"{self._address}/healthz"):
                return True
            time.sleep(0.1)
        self._explain("did not come up")
        return False

    def _wait_for_end(self) -> None:
        while self._going():
            time.sleep(0.2)
        self._explain("ended by itself")

    def _explain(self, what: str) -> None:
        if not self._told_to_stop:
            named = " and ".join(self._ended() or self._commands)
            print(f"intake run: {named} {what}; stopping", file=sys.stderr, flush=True)

    def _end_all(self) -> None:
        for part in self._parts.values():
            if part.poll() is None:
                part.terminate()
        deadline = time.monotonic() + self._grace
        for part in self._parts.values():
            try:
                part.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                part.kill()
                part.wait()


def start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start a part in a session of its own, so that Ctrl-C reaches it through us alone."""
    return subprocess.Popen(  # noqa: S603  (commands are written in this package, never typed)
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,
    )


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


def _end_with_parent() -> None:
    # Even killed outright, `intake run` leaves no server behind.
    ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGTERM)
