"""Whoever sends or reads slowly keeps nobody else waiting, and is let go by its deadline."""

import contextlib
import http.client
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.slow_sockets import Aim, Kind, SlowSockets
from tests.integration.slow.serving import LARGE, LARGE_BYTES, seconds_to_get, served, slowest_page

EACH = 20
# Far above what a page takes, and far below what a slow socket takes.
AT_ONCE = 2.0
DEADLINE = 2
LATE = 3.0


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    folder = tmp_path_factory.mktemp("slow")
    deadlines = dict.fromkeys(("header_seconds", "body_seconds", "drain_seconds"), DEADLINE)
    with served(folder, threads=2, connections=200, **deadlines) as port:
        yield port


def test_pages_are_answered_and_every_slow_socket_is_closed(port: int) -> None:
    with SlowSockets(Aim(port=port, large=LARGE), dict.fromkeys(Kind, EACH), pause=0.5) as crowd:
        assert slowest_page(port, "/", seconds=DEADLINE) < AT_ONCE
        time.sleep(LATE)
        assert crowd.open() == {}
        for one in crowd.all:
            if one.kind is not Kind.READING:
                assert one.closed_after is not None
                assert DEADLINE - 0.5 < one.closed_after < DEADLINE + LATE
        for one in crowd.of(Kind.READING):
            read = one.read_to_the_end()
            assert read is not None
            assert read < LARGE_BYTES


def test_a_body_and_an_answer_that_keep_moving_get_the_time_they_need(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as steady:
        steady.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 40000\r\n\r\n")
        for _ in range(20):
            steady.sendall(b"a" * 2_000)
            time.sleep(DEADLINE * 2 / 20)
        answer = http.client.HTTPResponse(steady)
        answer.begin()
        assert answer.read() == b"a" * 40_000


def test_one_who_reads_steadily_gets_all_of_a_large_answer(port: int) -> None:
    whole = LARGE_BYTES * 4
    with socket.socket() as steady:
        steady.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        steady.connect(("127.0.0.1", port))
        request = f"GET /bytes/{whole} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
        steady.sendall(request.encode())
        steady.settimeout(10)
        count, began = 0, time.monotonic()
        while got := len(steady.recv(65_536)):
            count += got
            # Slower than the deadline alone would allow.
            ahead = count / whole * DEADLINE * 2 - (time.monotonic() - began)
            time.sleep(max(0.0, ahead))
    assert count > whole


def test_more_connections_than_are_kept_push_out_the_oldest(port: int) -> None:
    with SlowSockets(Aim(port=port), {Kind.SILENT: 260}, pause=60) as crowd:
        assert seconds_to_get(port, "/") < AT_ONCE
        time.sleep(0.5)
        gone = [one for one in crowd.all if one.closed_after is not None]
        assert 60 <= len(gone) <= 70
        assert gone == crowd.all[: len(gone)]


def test_bodies_that_fill_the_memory_go_and_a_small_one_stays(tmp_path: Path) -> None:
    with served(tmp_path, threads=1, waiting_bytes=32_000_000, body_seconds=60) as port:
        small = socket.create_connection(("127.0.0.1", port), timeout=10)
        small.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nsma")
        large = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(20)]
        for one in large:
            with contextlib.suppress(ConnectionError):
                one.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2000000\r\n\r\n")
                one.sendall(b"a" * 1_900_000)
        end = time.monotonic() + 10
        while (closed := sum(was_closed(one) for one in large)) < 4 and time.monotonic() < end:
            time.sleep(0.05)
        assert 4 <= closed <= 6
        small.sendall(b"ll!")
        answer = http.client.HTTPResponse(small)
        answer.begin()
        assert answer.read() == b"small!"
        for one in (small, *large):
            one.close()


def was_closed(one: socket.socket) -> bool:
    one.setblocking(False)
    try:
        return one.send(b"a") == 0
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_a_stop_does_not_wait_for_them_longer_than_it_says(tmp_path: Path) -> None:
    with contextlib.ExitStack() as crowds:
        with served(tmp_path, stop_seconds=4) as port:
            aim = Aim(port=port, large=LARGE)
            crowds.enter_context(SlowSockets(aim, dict.fromkeys(Kind, 3), pause=0.5))
            began = time.monotonic()
        assert time.monotonic() - began < 4 + LATE
