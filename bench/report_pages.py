"""Pages about published numbers, against the style sheet through the same server."""

from __future__ import annotations

from statistics import median
from typing import Any

from bench.client import Client, Reply
from bench.drafts import HOME
from bench.filing import STYLESHEET, low_tenth
from bench.installs import PLACE, Install
from tests.fixtures.releases_in_store import store_releases

TIMES = 400
QUARTERS = tuple(f"{year}Q{number}" for year in range(2020, 2026) for number in range(1, 5))
NEWEST = QUARTERS[-1]
PAGES = {
    "release": f"{HOME}/reports/{NEWEST}",
    "one rule": f"{HOME}/reports/{NEWEST}/rules/R5",
    "one agency": f"{HOME}/reports/{NEWEST}/agencies/police",
    "two agencies": f"{HOME}/reports/compare?agencies=police&agencies=library",
}


def pages(install: Install, port: int) -> dict[str, Any]:
    """Each page once new, and then as it is kept; asked for by turns with the style sheet."""
    with install.services.sessions() as session:
        store_releases(session, PLACE, QUARTERS, scale=3)
    client = Client(port)
    sheet = STYLESHEET.findall(client.get(f"{HOME}/").body.decode())[0]
    found = {name: _against(client, path, sheet) for name, path in PAGES.items()}
    client.close()
    return found


def _against(client: Client, path: str, sheet: str) -> dict[str, Any]:
    first = _expected(client.get(path))
    replies = [(_expected(client.get(path)), _expected(client.get(sheet))) for _ in range(TIMES)]
    shown, static = (list(side) for side in zip(*replies, strict=True))
    return {
        "ratio": median(r.ms for r in static) / median(r.ms for r in shown),
        "ratio_undisturbed": low_tenth([r.ms for r in static]) / low_tenth([r.ms for r in shown]),
        "ratio_processor_time": _cpu(static) / _cpu(shown),
        "ms": median(r.ms for r in shown),
        "first_ms": first.ms,
        "statements": max(r.told("Sql") for r in shown),
        "bytes": first.wire,
    }


def _cpu(replies: list[Reply]) -> float:
    return median(reply.told("Cpu") for reply in replies)


def _expected(reply: Reply) -> Reply:
    if reply.status != 200:
        raise RuntimeError(f"{reply.status}: {reply.body[:500]!r}")
    return reply
