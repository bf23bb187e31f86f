"""Gathering requests changes nothing about HTTP: framing is the parser's, answers stay in order."""

import contextlib
import http.client
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from tests.integration.slow.serving import LARGE, LARGE_BYTES, seconds_to_get, served

HOST = b"Host: a\r\n"
Raw = Callable[[], socket.socket]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with served(tmp_path_factory.mktemp("http"), threads=2, stop_seconds=3) as port:
        yield port


@pytest.fixture
def raw(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
        yield one


def answer(one: socket.socket, method: str = "GET") -> tuple[int, bytes]:
    response = http.client.HTTPResponse(one, method=method)
    response.begin()
    return response.status, response.read()


def everything(one: socket.socket) -> bytes:
    """All until the server hangs up."""
    said = b""
    while got := one.recv(65_536):
        said += got
    return said


def test_a_request_in_pieces_of_one_byte(raw: socket.socket) -> None:
    raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    for byte in b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\n\r\nhello":
        raw.sendall(bytes([byte]))
    assert answer(raw) == (200, b"hello")


def test_requests_in_one_piece_are_answered_in_order(raw: socket.socket) -> None:
    posted = b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 3\r\n\r\n"
    chunked = b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    raw.sendall(
        posted + b"one"
        + b"GET / HTTP/1.1\r\n" + HOST + b"\r\n"
        + chunked + b"3;of=it\r\ntwo\r\n2\r\n!!\r\n0\r\nX-Trailer: a\r\n\r\n"
        + b"POST /unread HTTP/1.1\r\n" + HOST + b"Content-Length: 18\r\n\r\nGET / HTTP/1.1\r\n\r\n"
        + posted + b"end" + b"GET / HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
    )  # fmt: skip
    said = everything(raw)
    bodies = [part.partition(b"\r\n\r\n")[2] for part in said.split(b"HTTP/1.1 200 OK")[1:]]
    assert bodies == [b"one", b"page", b"two!!", b"unread", b"end", b"page"]


def test_a_chunked_body_ends_where_it_ends_and_not_at_a_blank_line(raw: socket.socket) -> None:
    raw.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n")
    for piece in (b"4\r\n\r\n\r\n\r\n", b"5\r\n0\r\n\r\n\r\n", b"0\r\n", b"\r\n"):
        time.sleep(0.05)
        raw.sendall(piece)
    assert answer(raw) == (200, b"\r\n\r\n0\r\n\r\n")


def test_head_has_no_body_and_the_connection_goes_on(raw: socket.socket) -> None:
    raw.sendall(b"HEAD / HTTP/1.1\r\n" + HOST + b"\r\n")
    assert answer(raw, "HEAD") == (200, b"")
    raw.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
    assert answer(raw) == (200, b"page")


def test_a_body_that_waits_to_be_asked_for_is_asked_for(raw: socket.socket) -> None:
    head = b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\n"
    raw.sendall(head + b"Content-Length: 5\r\n\r\n")
    assert raw.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
    raw.sendall(b"hello")
    assert answer(raw) == (200, b"hello")
    raw.sendall(head + b"Content-Length: 5\r\n\r\nthere")
    assert answer(raw) == (200, b"there")


def test_a_body_that_is_too_large_is_refused_before_it_comes(raw: socket.socket) -> None:
    head = b"POST / HTTP/1.1\r\n" + HOST + b"Expect: 100-continue\r\n"
    raw.sendall(head + b"Content-Length: 50000000\r\n\r\n")
    said = everything(raw)
    assert said.startswith(b"HTTP/1.1 413 ")
    assert said.endswith(b"large")


def test_who_sends_it_all_the_same_can_read_the_refusal(raw: socket.socket) -> None:
    raw.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5000000\r\n\r\n")
    raw.sendall(b"a" * 5_000_000)
    assert answer(raw) == (413, b"large")


def test_chunks_without_end_are_cut_off(raw: socket.socket, port: int) -> None:
    raw.sendall(b"POST / HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n")
    with contextlib.suppress(ConnectionError):
        end = time.monotonic() + 10
        while time.monotonic() < end:
            raw.sendall(b"10000\r\n" + b"a" * 65_536 + b"\r\n")
        pytest.fail("it is still listened to")
    assert seconds_to_get(port, "/") < 2


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"POST / HTTP/1.1\r\n%sContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\n%sContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
        b"POST / HTTP/1.1\r\n%sContent-Length: +4\r\n\r\nabcd",
        b"POST / HTTP/1.0\r\n%sTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\n%sTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
        b"POST / HTTP/1.1\r\n%sTransfer-Encoding: gzip\r\n\r\n",
        b"GET / HTTP/1.1\r\n%sX-Folded: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\n%s\n\n",
        b"GET / HTTP/1.1\n%s\n",
        b"GET / HTTP/1.1\r\n%sX-Name : a\r\n\r\n",
        b"\r\n\r\nGET / HTTP/1.1\r\n%s\r\n",
    ],
)
def test_a_request_that_two_servers_could_read_differently_is_refused_at_once(
    raw: socket.socket, request_bytes: bytes
) -> None:
    raw.sendall(request_bytes % HOST + b"GET / HTTP/1.1\r\nHost: smuggled\r\n\r\n")
    said = everything(raw)
    assert said.startswith(b"HTTP/1.1 400 ")
    assert said.count(b"Content-Length: ") == 1


MALFORMED_CHUNKS = {
    "no number": b"zebra\r\nhello\r\n0\r\n\r\n",
    "nothing": b"\r\nhello\r\n0\r\n\r\n",
    "a sign": b"+5\r\nhello\r\n0\r\n\r\n",
    "below zero": b"-5\r\nhello\r\n0\r\n\r\n",
    "a prefix": b"0x5\r\nhello\r\n0\r\n\r\n",
    "an underscore": b"0_5\r\nhello\r\n0\r\n\r\n",
    "a space before": b" 5\r\nhello\r\n0\r\n\r\n",
    "a space behind": b"5 \r\nhello\r\n0\r\n\r\n",
    "a bare line end": b"5\nhello\r\n0\r\n\r\n",
    "too small": b"4\r\nhello\r\n0\r\n\r\n",
    "too large": b"6\r\nhello\r\n0\r\n\r\n",
    "in the second chunk": b"5\r\nhello\r\nzebra\r\n",
    "a bad extension": b"5;=\r\nhello\r\n0\r\n\r\n",
    "a bad trailer": b"5\r\nhello\r\n0\r\nX Y\r\n\r\n",
    "a line without end": b"5" * 9_000 + b"\r\n",
}


@pytest.mark.parametrize("path", [b"/unread", b"/catching"])
@pytest.mark.parametrize("kind", MALFORMED_CHUNKS)
def test_a_malformed_chunked_body_is_refused_whatever_the_application_does(
    raw: socket.socket, kind: str, path: bytes
) -> None:
    head = b"POST " + path + b" HTTP/1.1\r\n" + HOST + b"Transfer-Encoding: chunked\r\n\r\n"
    raw.sendall(head + MALFORMED_CHUNKS[kind] + b"GET / HTTP/1.1\r\nHost: smuggled\r\n\r\n")
    said = everything(raw)
    assert said.startswith(b"HTTP/1.1 400 ")
    assert said.count(b"Content-Length: ") == 1


@pytest.mark.parametrize(
    ("begun", "status"),
    [
        (b"GET /" + b"a" * 3_000, b"414"),
        (b"GET / HTTP/1.1\r\n" + b"X-Name: b\r\n" * 50_000, b"431"),
    ],
)
def test_a_head_that_is_too_long_is_refused_before_its_end(
    raw: socket.socket, begun: bytes, status: bytes
) -> None:
    raw.sendall(begun)
    assert everything(raw).startswith(b"HTTP/1.1 " + status)


def test_an_answer_that_breaks_off_does_not_look_whole(raw: socket.socket) -> None:
    raw.sendall(b"GET /broken HTTP/1.1\r\n" + HOST + b"\r\n")
    with pytest.raises(http.client.IncompleteRead):
        answer(raw)


def test_a_large_answer_comes_whole_and_the_connection_goes_on(raw: socket.socket) -> None:
    last = b"GET / HTTP/1.1\r\nConnection: close\r\n" + HOST + b"\r\n"
    raw.sendall(b"GET %s HTTP/1.1\r\n" % LARGE.encode() + HOST + b"\r\n" + last)
    said = everything(raw)
    assert said.count(b"\0") == LARGE_BYTES
    assert said.endswith(b"\r\n\r\npage")


def test_a_visitor_who_says_all_and_stops_sending_is_answered(raw: socket.socket) -> None:
    raw.sendall(b"GET / HTTP/1.1\r\n" + HOST + b"\r\n")
    raw.shutdown(socket.SHUT_WR)
    assert answer(raw) == (200, b"page")
