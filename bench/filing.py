"""Filing: the final POST against the bare application, alone and in a crowd; whole filings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from statistics import median
from typing import Any

from bench.bare import MOUNT
from bench.client import CLIENTS, Client, Reply, at_once
from bench.drafts import AGENCY, HOME, STORY, Ready, make_drafts
from bench.installs import Install
from intake.vault.cookies import csrf_token, decode_secret

PAIRS = 200
CROWD_EACH = 30
WALKS_EACH = 6
SEND = f"{HOME}/p/8"
CODE = re.compile(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}")
EDITION = re.compile(r'name="(edition)" value="([0-9a-f]+)"')
STYLESHEET = re.compile(r'<link rel="stylesheet" href="([^"]+)"')
ANSWERS: Mapping[int, Mapping[str, Any]] = {
    2: {"common_held_now": "yes", "common_situations": ["kept_in_jail", "bail_not_taken"]},
    3: {"words": STORY},
    4: {"agencies": [AGENCY], "common_federal_agents": "with_local"},
    5: {"common_how_many": "1", "common_age_group": "adult"},
    6: {"mode": "anonymous", "role": "family"},
    7: {},
    8: {},
}


def final_post(install: Install, port: int) -> dict[str, Any]:
    """The final POST and the bare one in turns, each twice in two, from one browser each."""
    drafts = make_drafts(install, PAIRS + 10)
    bare: list[Reply] = []
    final: list[Reply] = []
    for number, draft in enumerate(drafts):
        turns = [lambda d=draft: _send_bare(d, port), lambda d=draft: _send(d, port)]
        replies = [turn() for turn in (turns if number % 2 else turns[::-1])]
        pair = replies if number % 2 else replies[::-1]
        if number >= 10:  # the first ones warm both up
            bare.append(pair[0])
            final.append(pair[1])
    bare_ms, final_ms = [r.ms for r in bare], [r.ms for r in final]
    return {
        "ratio": _ratio(bare_ms, final_ms),
        "ratio_undisturbed": low_tenth(bare_ms) / low_tenth(final_ms),
        "ratio_server_time": _ratio([r.told("Ms") for r in bare], [r.told("Ms") for r in final]),
        "ratio_processor_time": _ratio(
            [r.told("Cpu") for r in bare], [r.told("Cpu") for r in final]
        ),
        "final_ms": median(final_ms),
        "bare_ms": median(bare_ms),
        "final_undisturbed_ms": low_tenth(final_ms),
        "bare_undisturbed_ms": low_tenth(bare_ms),
        "final_cpu_ms": median(r.told("Cpu") for r in final),
        "bare_cpu_ms": median(r.told("Cpu") for r in bare),
        "statements": max(r.told("Sql") for r in final),
    }


def crowd(install: Install, port: int) -> dict[str, Any]:
    """Final POSTs of eight clients at once."""
    drafts = make_drafts(install, CLIENTS * CROWD_EACH)
    shares = [drafts[n::CLIENTS] for n in range(CLIENTS)]
    replies, seconds = at_once([lambda s=share: [_send(d, port) for d in s] for share in shares])
    times = sorted(reply.ms for share in replies for reply in share)
    waits = [reply.told("Wait") for share in replies for reply in share]
    return {
        "per_second": len(times) / seconds,
        "p50_ms": times[len(times) // 2],
        "p99_ms": times[int(len(times) * 0.99)],
        "longest_ms": times[-1],
        "longest_wait_of_a_writer_ms": max(waits),
    }


def whole_filings(install: Install, port: int) -> dict[str, Any]:
    """All pages from the first screen to the receipt, by eight clients at once."""
    walks, seconds = at_once(
        [lambda: [walk(install, port) for _ in range(WALKS_EACH)] for _ in range(CLIENTS)]
    )
    pages: dict[str, list[Reply]] = defaultdict(list)
    for share in walks:
        for replies in share:
            for name, reply in replies.items():
                pages[name].append(reply)
    return {
        "filings_per_second": CLIENTS * WALKS_EACH / seconds,
        "pages": {
            name: {
                "statements": max(r.told("Sql") for r in replies),
                "bytes": max(r.wire for r in replies),
                "server_cpu_ms": median(r.told("Cpu") for r in replies),
            }
            for name, replies in pages.items()
        },
        "server_pid": int(walks[0][0]["GET p/1"].told("Pid")),
    }


def first_page(port: int) -> dict[str, Any]:
    """What a phone loads for the first screen, style sheet included, with nothing kept before."""
    client = Client(port)
    found = client.get(f"{HOME}/p/1")
    sheets = STYLESHEET.findall(found.body.decode())
    loaded = [client.get(sheet) for sheet in sheets]
    client.close()
    total = found.wire + sum(sheet.wire for sheet in loaded)
    return {"page_bytes": found.wire, "with_style_sheet_bytes": total}


def walk(install: Install, port: int) -> dict[str, Reply]:
    """One person's way through all pages; the reply of each."""
    client = Client(port)
    replies = {"GET p/1": client.get(f"{HOME}/p/1")}
    for number, answers in ANSWERS.items():
        shown = replies[f"GET p/{number}"] = _expect(client.get(f"{HOME}/p/{number}"), 200)
        token = csrf_token(decode_secret(client.cookies["s"]), install.services.install_id)
        hidden = dict(EDITION.findall(shown.body.decode()))
        sent = client.post(f"{HOME}/p/{number}", {**answers, **hidden, "csrf_token": token})
        replies[f"POST p/{number}"] = _expect(sent, 303)
    replies["GET p/9"] = _expect(client.get(f"{HOME}/p/9"), 200)
    client.close()
    return replies


def _send(draft: Ready, port: int) -> Reply:
    return _once(draft, port, SEND, {"csrf_token": draft.token, "edition": draft.edition})


def _send_bare(draft: Ready, port: int) -> Reply:
    return _once(draft, port, f"{MOUNT}{SEND}", {"csrf_token": draft.token, "words": STORY})


def _once(draft: Ready, port: int, path: str, form: Mapping[str, str]) -> Reply:
    client = draft.client(port)
    try:
        return _expect(client.post(path, form), 303)
    finally:
        client.close()


def _expect(reply: Reply, status: int) -> Reply:
    if reply.status != status:
        raise RuntimeError(f"{reply.status} in place of {status}: {reply.body[:2000]!r}")
    return reply


def low_tenth(times: list[float]) -> float:
    """What only a tenth of the times stays below: what it takes while nothing else runs."""
    return sorted(times)[len(times) // 10]


def _ratio(bare: list[float], final: list[float]) -> float:
    return median(bare) / median(final)
