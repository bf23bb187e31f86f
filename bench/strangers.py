"""Sixteen strangers guess passwords: what a known colleague and a resident notice of it."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import update

from bench.client import Client, Reply
from bench.drafts import HOME, make_drafts
from bench.installs import Install
from intake.accounts.addresses import login_tag
from intake.accounts.known_browsers import new_token
from intake.accounts.models import Staff
from intake.accounts.passwords import SeedPlace, wrap
from intake.accounts.second_factor import SECRET_BYTES, current_code, new_secret, seal_secret
from intake.db.transaction import transaction
from intake.vault.server.files import Process

STRANGERS = 16
ROUNDS = 5
PAGES_EACH = 60
SIGN_IN = "/staff/sign-in"
ADDRESS = "known@office.example"
PASSWORD = "quiet lantern over seven bridges at night"  # noqa: S105
RESIDENT_PAGE = f"{HOME}/p/3"
PACES = {"every second": 1.0, "without a pause": 0.0}
"""How long a stranger waits after each answer; the page says two seconds or more."""
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


@dataclass(frozen=True)
class Colleague:
    """Somebody of the office, and the browser that they have signed in with."""

    install: Install
    staff_id: str
    secret: str
    token: str

    def sign_in(self, port: int) -> tuple[bool, float]:
        """Whether the first try got through, and how many seconds it took."""
        self._forget_used_codes()
        client = Client(port)
        client.cookies["b"] = self.token
        began = time.perf_counter()
        form = {"address": ADDRESS, "password": PASSWORD}
        first = _send(client, SIGN_IN, form)
        code = current_code(self.secret, at=self.install.context().at)
        last = _send(client, f"{SIGN_IN}/code", {"code": code}) if first.status == 303 else first
        took = time.perf_counter() - began
        client.close()
        return (first.status, last.status) == (303, 303), took

    def _forget_used_codes(self) -> None:
        with self.install.services.sessions() as session, transaction(session):
            here = update(Staff).where(Staff.id == self.staff_id)
            session.execute(here.values(last_factor_step=None))


def guessing(install: Install, port: int) -> dict[str, Any]:
    """Each pace of strangers: a resident's page with and without them by turns, and sign-ins."""
    colleague = _colleague(install)
    colleague.sign_in(port)
    return {name: _with_strangers(install, port, colleague, pace) for name, pace in PACES.items()}


def _with_strangers(
    install: Install, port: int, colleague: Colleague, pace: float
) -> dict[str, Any]:
    alone: list[float] = []
    among: list[float] = []
    quiet: list[tuple[bool, float]] = []
    tried: list[tuple[bool, float]] = []
    told: Counter[int] = Counter()
    resident = make_drafts(install, 1)[0].client(port)
    for _ in range(ROUNDS):
        alone += _pages(resident)
        quiet.append(colleague.sign_in(port))
        with _strangers(port, pace, told):
            among += _pages(resident)
            tried += [colleague.sign_in(port) for _ in range(2)]
    resident.close()
    return {
        "page_ratio": median(among) / median(alone),
        "page_ms": median(among),
        "page_alone_ms": median(alone),
        "page_p95_ms": sorted(among)[int(len(among) * 0.95)],
        "first_try": sum(well for well, _ in tried),
        "sign_ins": len(tried),
        "sign_in_seconds": median(took for _, took in tried),
        "sign_in_longest_seconds": max(took for _, took in tried),
        "sign_in_alone_seconds": median(took for _, took in quiet),
        "answers": {str(status): count for status, count in sorted(told.items())},
    }


def _pages(resident: Client) -> list[float]:
    times = []
    for _ in range(PAGES_EACH):
        reply = resident.get(RESIDENT_PAGE)
        if reply.status != 200:
            raise RuntimeError(f"{reply.status}: {reply.body[:500]!r}")
        times.append(reply.ms)
        time.sleep(0.05)
    return times


@contextmanager
def _strangers(port: int, pace: float, told: Counter[int]) -> Iterator[None]:
    over, ready = threading.Event(), threading.Barrier(STRANGERS + 1)

    def guess(number: int) -> None:
        client = Client(port)
        token = _token(client, SIGN_IN)
        ready.wait(60)
        while not over.is_set():
            # Half of them know the colleague's address.
            address = ADDRESS if number % 2 else f"stranger{number}@office.example"
            form = {"csrf_token": token, "address": address, "password": "a stranger's guess"}
            told[client.post(SIGN_IN, form).status] += 1
            over.wait(pace)
        client.close()

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(STRANGERS)]
    for thread in threads:
        thread.start()
    ready.wait(60)
    try:
        yield
    finally:
        over.set()
        for thread in threads:
            thread.join()


def _send(client: Client, path: str, form: dict[str, str]) -> Reply:
    return client.post(path, {"csrf_token": _token(client, path), **form})


def _token(client: Client, path: str) -> str:
    return _TOKEN.findall(client.get(path).body.decode())[0]


def _colleague(install: Install) -> Colleague:
    """Give somebody an address, a password at its full cost, and a second factor."""
    context, worker = install.context(Process.STAFF), next(iter(install.people.values()))
    keyring, install_id, staff_id = context.keyring, context.install_id, worker.staff_id
    secret = new_secret(context.random(SECRET_BYTES))
    place = SeedPlace(keyring, install_id, staff_id)
    values = {
        "login_tag": login_tag(keyring, ADDRESS),
        "wrapped_seed": wrap(PASSWORD, worker.seed, place=place, random=context.random),
        "sealed_second_factor": seal_secret(
            secret, keyring=keyring, install_id=install_id, staff_id=staff_id
        ),
    }
    with install.services.sessions() as session, transaction(session):
        session.execute(update(Staff).where(Staff.id == staff_id).values(**values))
        staff = session.get_one(Staff, staff_id, populate_existing=True)
        token = new_token(keyring=keyring, install_id=install_id, staff=staff, at=context.at)
    return Colleague(install, staff_id, secret, token)
