"""Residents on the other side of a wire: they file, and press again whenever no answer came."""

from __future__ import annotations

import http.client
import re
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.web.resident.browser import Browser

SECONDS_TO_ANSWER = 30
CODE = re.compile(r"(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}")
REFERENCE = re.compile(r"\b20\d\d-[0-9A-Z]{6}\b")


class NoAnswer(Exception):
    """The server was away for longer than any restart takes."""


@dataclass(frozen=True)
class Answer:
    """An answer, as `Browser` reads one."""

    status_code: int
    headers: dict[str, str]
    body: bytes

    def get_data(self, *, as_text: bool) -> str:
        """The page."""
        assert as_text
        return self.body.decode("utf-8")


@dataclass
class PatientClient:
    """One device with one cookie. A request that gets no answer is sent again, the same bytes.

    Attributes:
        broken: how many requests ended without an answer.
    """

    port: int
    broken: int = 0
    _cookie: str = ""

    def get(self, address: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", address, None)

    def post(self, address: str, *, data: Any) -> Answer:
        """Send a form."""
        fields = list(data.items(multi=True)) if hasattr(data, "items") else list(data)
        return self._ask("POST", address, urlencode(fields).encode())

    def _ask(self, method: str, address: str, body: bytes | None) -> Answer:
        parts = urlsplit(address)
        path = f"{parts.path}?{parts.query}" if parts.query else parts.path
        end = time.monotonic() + SECONDS_TO_ANSWER
        while time.monotonic() < end:
            try:
                return self._once(method, path, body)
            except (OSError, http.client.HTTPException):
                self.broken += 1
                wait_for_port(self.port, end)
        raise NoAnswer(f"{method} {path}")

    def _once(self, method: str, path: str, body: bytes | None) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS_TO_ANSWER)
        headers = {"Cookie": self._cookie} if self._cookie else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            answer = Answer(response.status, dict(response.getheaders()), response.read())
        finally:
            connection.close()
        if "Set-Cookie" in answer.headers:
            self._cookie = answer.headers["Set-Cookie"].partition(";")[0]
        assert answer.status_code < 500, f"{method} {path}: {answer.status_code}"
        return answer


def wait_for_port(port: int, end: float) -> None:
    """Wait until something listens, or until `end` (monotonic seconds)."""
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)


@dataclass(frozen=True)
class Receipt:
    """What a resident was told, and what they had typed."""

    narrative: str
    code: str
    reference: str


def file_one(port: int, narrative: str) -> tuple[Receipt, int]:
    """Tell, look at the code early, send, press send again; the receipt and the lost answers.

    The receipt must show the code that was shown before, and be the same after a second press.
    """
    client = PatientClient(port)
    browser = Browser(client)  # type: ignore[arg-type]
    browser.get("/p/3")
    browser.fill(words=narrative)
    browser.get("/p/10")
    browser.fill()
    early = _one(CODE, browser)
    browser.get("/p/8")
    form = browser.forms()[0]
    browser.post("/p/8", form.fields)
    first = browser.address, _one(CODE, browser), _one(REFERENCE, browser)
    browser.post("/p/8", form.fields)
    again = browser.address, _one(CODE, browser), _one(REFERENCE, browser)
    assert first == again, "a second press led elsewhere"
    assert first[1] == early, "the receipt shows another code than the one shown before"
    return Receipt(narrative, first[1], first[2]), client.broken


def _one(pattern: re.Pattern[str], browser: Browser) -> str:
    found = set(pattern.findall(re.sub(r"</?(?:span|bdi)[^>]*>", "", browser.text)))
    assert len(found) == 1, f"{browser.address}: {browser.words}"
    return str(found.pop())


@dataclass
class Crowd:
    """Several residents who file one complaint after the other until they are told to go."""

    port: int
    size: int = 3
    receipts: list[Receipt] = field(default_factory=list)
    broken: int = 0
    faults: list[BaseException] = field(default_factory=list)
    _go: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _threads: list[threading.Thread] = field(default_factory=list)

    def come(self) -> None:
        """Begin to file."""
        self._threads = [threading.Thread(target=self._file, args=(n,)) for n in range(self.size)]
        for thread in self._threads:
            thread.start()

    def leave(self) -> None:
        """Let everybody finish what they began; raise the first thing that went wrong."""
        self._go.set()
        for thread in self._threads:
            thread.join(3 * SECONDS_TO_ANSWER)
            assert not thread.is_alive(), "a resident is still waiting"
        if self.faults:
            raise self.faults[0]

    def wait_for(self, done: Callable[[], bool], *, seconds: float) -> bool:
        """Wait until `done`, or a resident met a fault; False after `seconds`."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not self.faults:
            if done():
                return True
            time.sleep(0.02)
        return done()

    def _file(self, number: int) -> None:
        count = 0
        while not self._go.is_set():
            count += 1
            try:
                receipt, broken = file_one(self.port, f"Vecina {number}, relato {count}.")
            except BaseException as fault:
                self.faults.append(fault)
                return
            with self._lock:
                self.receipts.append(receipt)
                self.broken += broken
