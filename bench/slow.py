"""Pages of residents next to slow sockets, against the same pages without them."""

from __future__ import annotations

import time
from statistics import median
from typing import Any

from bench.client import Client, at_once
from bench.drafts import HOME
from tests.fixtures.slow_sockets import Aim, Kind, SlowSockets

SOCKETS = 60
RESIDENTS = 20
PAGES_EACH = 15
ROUNDS = 3
PAGE = f"{HOME}/p/1"
# What an answer that is read slowly comes from: no page is large enough for the system's buffers.
LARGE_MOUNT = "/bench-large"
LARGE_BYTES = 1_200_000
_SECONDS_TO_SETTLE = 1


def pages(port: int) -> dict[str, Any]:
    """Rounds without and with them in turns: milliseconds of the slowest and of the middle page."""
    without: list[list[float]] = []
    beside: list[list[float]] = []
    aim = Aim(port=port, page=PAGE, large=LARGE_MOUNT)
    _crowd(port)
    for _ in range(ROUNDS):
        without.append(_crowd(port))
        with SlowSockets(aim, dict.fromkeys(Kind, SOCKETS // len(Kind)), pause=3):
            time.sleep(_SECONDS_TO_SETTLE)
            beside.append(_crowd(port))
    # Of the rounds' slowest the middle one: a single page is slow for many reasons.
    slowest = [median(max(times) for times in rounds) for rounds in (without, beside)]
    middle = [median(median(times) for times in rounds) for rounds in (without, beside)]
    return {
        "slowest_ratio": slowest[1] / slowest[0],
        "ratio": middle[1] / middle[0],
        "slowest_ms": slowest[1],
        "slowest_without_ms": slowest[0],
    }


def _crowd(port: int) -> list[float]:
    found, _ = at_once([lambda: _one_resident(port)] * RESIDENTS)
    return [ms for times in found for ms in times]


def _one_resident(port: int) -> list[float]:
    times = []
    for _ in range(PAGES_EACH):
        client = Client(port)
        reply = client.get(PAGE)
        client.close()
        if reply.status != 200:
            raise RuntimeError(f"{reply.status}: {reply.body[:500]!r}")
        times.append(reply.ms)
    return times
