"""Where the final POST spends its time, beside the bare one: shares of a profile, by kind of work.

Taken in one process, without HTTP. A profiler makes calls in Python dearer than they are, so that
seals, statements and commits weigh more in truth than here.
"""

from __future__ import annotations

import cProfile
import pstats
from collections import Counter
from collections.abc import Mapping
from typing import Any

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client

from bench.bare import MOUNT, make_bare
from bench.drafts import HOME, STORY, Ready, make_drafts
from bench.installs import Install
from intake.app.factory import create_app

POSTS = 60
WARM = 10
SEND = f"{HOME}/p/8"
KINDS = (
    ("commit", ("method 'commit' of",)),
    ("statements in the driver", ("sqlite3", "psycopg", "select.epoll", "pq")),
    ("SQLAlchemy", ("sqlalchemy",)),
    ("seals and keys", ("cryptography", "intake/vault", "hashlib", "shake", "hmac", "mlkem")),
    ("weighing and routing", ("intake/questions", "intake/routing", "intake/rules", "weighing")),
    ("Flask and Werkzeug", ("flask", "werkzeug", "wtforms", "jinja2", "blinker")),
    ("rows and cases", ("intake/",)),
)
OTHER = "Python's own"


def final_post(install: Install) -> dict[str, Any]:
    """Milliseconds by kind of work, and calls, of one final POST and one bare POST."""
    parts = install.services
    app = DispatcherMiddleware(
        create_app(install.settings, services=parts), {MOUNT: make_bare(parts)}
    )
    drafts = make_drafts(install, POSTS + WARM)
    profiles = {"bare": cProfile.Profile(), "final": cProfile.Profile()}
    for number, draft in enumerate(drafts):
        for name, profile in profiles.items():
            if number >= WARM:
                profile.enable()
            _post(app, draft, bare=name == "bare", port=install.settings.port)
            profile.disable()
    return {name: _shares(profile) for name, profile in profiles.items()}


def _post(app: Any, draft: Ready, *, bare: bool, port: int) -> None:
    client = Client(app)
    client.set_cookie("s", draft.cookie, domain="127.0.0.1")
    form = {"csrf_token": draft.token, **({"words": STORY} if bare else {"edition": draft.edition})}
    path = f"{MOUNT}{SEND}" if bare else SEND
    reply = client.post(path, data=form, base_url=f"http://127.0.0.1:{port}")
    if reply.status_code != 303:
        raise RuntimeError(reply.status)


def _shares(profile: cProfile.Profile) -> dict[str, Any]:
    stats = pstats.Stats(profile)
    found: Counter[str] = Counter()
    for (file, _line, name), (_calls, _all, own, _total, _callers) in _rows(stats).items():
        found[_kind(f"{file} {name}")] += own / POSTS * 1000
    calls: int = stats.total_calls  # type: ignore[attr-defined]
    return {
        "calls": calls / POSTS,
        "ms": {name: found[name] for name, _ in KINDS} | {OTHER: found[OTHER]},
    }


def _rows(stats: pstats.Stats) -> Mapping[tuple[str, int, str], tuple[Any, ...]]:
    return stats.stats  # type: ignore[attr-defined,no-any-return]


def _kind(place: str) -> str:
    return next((kind for kind, marks in KINDS if any(mark in place for mark in marks)), OTHER)
