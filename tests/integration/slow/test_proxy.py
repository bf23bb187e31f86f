"""Sixty slow sockets of each kind, through the server alone and through the documented proxy.

`make prove` asserts what pages take with them, against what they took without in the same run.
"""

import os
import re
import socket
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import pytest

from intake.settings import load_settings
from tests.fixtures.doors import ONION
from tests.fixtures.nginx import (
    MISSING,
    documented,
    documented_for_onion,
    find_nginx,
    in_front_of,
    spool,
)
from tests.fixtures.slow_sockets import Aim, Kind, SlowSocket, SlowSockets
from tests.fixtures.standing import PLACE, stand_up
from tests.integration.slow.serving import LARGE_BYTES, PRODUCT, seconds_to_get, served

PAGE = f"/{PLACE}/en/p/1"
SOCKETS = 60
# What the proxy and the system around it do not take all of.
LARGE_FOR_PROXY = LARGE_BYTES * 4
RESIDENTS = 4
PAGES_EACH = 25
DEADLINES: Mapping[Kind, int] = {
    Kind.SILENT: 10,
    Kind.HEADERS: 10,
    Kind.BODY: 20,
    Kind.CHUNKS: 20,
    Kind.READING: 20,
}
LATE = 3
# A page takes some milliseconds, so that the clock of a busy machine is not what is measured.
NOISE = 0.02
needs_nginx = pytest.mark.skipif(find_nginx() is None, reason=MISSING)


def directives(snippet: str) -> dict[str, str]:
    return dict(re.findall(r"^\s+(\w+) ([^;{]+);", snippet, re.MULTILINE))


def test_what_comes_by_onion_is_kept_in_memory_as_well_and_limited_by_nobodys_address() -> None:
    usual, onion = directives(documented()), directives(documented_for_onion())
    left_out = {name for name in usual if name not in onion}
    assert left_out == {
        *("http2", "ssl_certificate", "ssl_certificate_key"),
        *("limit_conn", "limit_conn_status", "limit_conn_log_level"),
        *("limit_req", "limit_req_status", "limit_req_log_level"),
    }
    differing = {name for name in onion if onion[name] != usual[name]}
    assert differing == {"listen", "server_name"}
    assert "X-Forwarded-Proto http;" in documented_for_onion()


def test_the_documented_proxy_keeps_bodies_and_answers_in_memory() -> None:
    said = directives(documented())
    megabytes = said["client_max_body_size"]
    assert said["client_body_buffer_size"] == megabytes
    form_bytes = load_settings({}).limits.form_bytes
    assert int(megabytes.removesuffix("m")) * 1024 * 1024 >= form_bytes
    assert said["proxy_max_temp_file_size"] == "0"
    assert (said["access_log"], said["error_log"]) == ("off", "/dev/null crit")
    assert said["limit_conn_log_level"] == said["limit_req_log_level"] == "info"


@needs_nginx
@pytest.mark.parametrize("host", ["complaints.city.gov", ONION])
def test_the_documented_proxy_writes_no_body_and_no_answer_to_disk(
    host: str, tmp_path: Path
) -> None:
    with served(tmp_path, threads=2) as upstream, in_front_of(upstream, tmp_path / "nginx") as port:
        folders = list(spool(tmp_path / "nginx").iterdir())
        assert len(folders) == 5
        # A file that was made and removed shows in the time of its folder.
        before = [folder.stat().st_mtime_ns for folder in folders]
        with socket.create_connection(("127.0.0.1", port), timeout=10) as sends:
            head = f"POST / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 1900000\r\n\r\n"
            sends.sendall(head.encode())
            time.sleep(0.1)
            sends.sendall(b"a" * 1_900_000)
            assert sends.recv(12) == b"HTTP/1.1 200"
        aim = Aim(port=port, large=f"/bytes/{LARGE_FOR_PROXY * 4}", host=host)
        with SlowSockets(aim, {Kind.READING: 3}, pause=60):
            time.sleep(0.5)
            assert [folder.stat().st_mtime_ns for folder in folders] == before


@needs_nginx
@pytest.mark.prove
def test_a_school_is_not_turned_away(tmp_path: Path) -> None:
    """500 filings of 18 requests each from one address, as fast as it can."""
    with (
        served(tmp_path) as upstream,
        in_front_of(upstream, tmp_path / "nginx") as port,
        ThreadPoolExecutor(100) as school,
    ):
        asked = [school.submit(seconds_to_get, port, "/") for _ in range(500 * 18)]
        assert max(one.result() for one in asked) < 30


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("product")
    settings = load_settings({"INTAKE_DATA": str(folder)})
    standing = stand_up(settings, clock=lambda: datetime.now(UTC), random=os.urandom)
    standing.services.sessions.kw["bind"].dispose()
    with served(folder, PRODUCT) as port:
        yield port


@pytest.mark.prove
@pytest.mark.parametrize("kind", Kind)
def test_pages_keep_their_time_through_the_server_alone(product: int, kind: Kind) -> None:
    pages = Pages(product)
    with SlowSockets(pages.aim, {kind: SOCKETS}, pause=3) as crowd:
        pages.check()
        check_closed(crowd, kind)


@needs_nginx
@pytest.mark.prove
@pytest.mark.parametrize("kind", Kind)
def test_pages_keep_their_time_through_the_proxy(product: int, tmp_path: Path, kind: Kind) -> None:
    with in_front_of(product, tmp_path / "nginx") as port:
        pages = Pages(port, LARGE_FOR_PROXY)
        with SlowSockets(pages.aim, {kind: SOCKETS}, pause=20) as crowd:
            pages.check()
            check_closed(crowd, kind, LARGE_FOR_PROXY)


@needs_nginx
@pytest.mark.prove
def test_whoever_the_proxy_does_not_let_go_keeps_nobody_waiting(
    product: int, tmp_path: Path
) -> None:
    with in_front_of(product, tmp_path / "nginx") as port:
        pages = Pages(port, LARGE_FOR_PROXY)
        with SlowSockets(pages.aim, dict.fromkeys(Kind, SOCKETS // 3), pause=5):
            for _ in range(4):
                pages.check()
                time.sleep(6)


class Pages:
    """What residents ask for, and how long they usually wait for it."""

    def __init__(self, port: int, large_bytes: int = LARGE_BYTES) -> None:
        self._port = port
        self.aim = Aim(port=port, page=PAGE, large=f"/bytes/{large_bytes}")
        self.times()
        self._usual = median(self.times())

    def times(self) -> list[float]:
        """What each of the pages took that some residents asked for at the same time."""
        with ThreadPoolExecutor(RESIDENTS) as residents:
            asked = [
                residents.submit(seconds_to_get, self._port, PAGE)
                for _ in range(RESIDENTS * PAGES_EACH)
            ]
            return [one.result() for one in asked]

    def check(self) -> None:
        """They wait at most twice as long now, and never long."""
        times = self.times()
        print(f"ms: {1000 * median(times):.1f} with, {1000 * self._usual:.1f} without slow sockets")
        assert median(times) < self._usual * 2 + NOISE
        assert max(times) < 2.0


def check_closed(crowd: SlowSockets, kind: Kind, large_bytes: int = LARGE_BYTES) -> None:
    """All are gone once their deadline has passed."""
    end = crowd.all[-1].since + DEADLINES[kind] + LATE
    time.sleep(max(0.0, end - time.monotonic()))
    if kind is Kind.READING:
        assert [one for one in crowd.all if not cut_short(one, large_bytes)] == []
    else:
        assert crowd.open() == {}


def cut_short(one: SlowSocket, large_bytes: int) -> bool:
    """Whether the answer ended before it was whole."""
    read = one.read_to_the_end()
    return read is not None and read < large_bytes
