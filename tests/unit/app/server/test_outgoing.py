"""An answer is written without waiting, and goes out as the reader takes it."""

import socket
from collections.abc import Iterator

import pytest

from intake.app.server.outgoing import Outgoing

LARGE = b"0123456789" * 400_000


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    yield ours, theirs
    ours.close()
    theirs.close()


def test_what_nobody_reads_yet_is_kept(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    outgoing = Outgoing(ours)
    outgoing.sendall(LARGE)
    outgoing.sendall(b"end")
    assert len(outgoing) > len(LARGE) // 2
    read = bytearray()
    while outgoing:
        read += theirs.recv(65_536)
        assert outgoing.flush() >= 0
    ours.close()
    while piece := theirs.recv(65_536):
        read += piece
    assert bytes(read) == LARGE + b"end"


def test_who_has_gone_is_told_to_the_writer(ends: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = ends
    outgoing = Outgoing(ours)
    theirs.close()
    with pytest.raises(BrokenPipeError):
        outgoing.sendall(b"a")
    assert outgoing.broken
    assert len(outgoing) == 0
    with pytest.raises(BrokenPipeError):
        outgoing.sendall(b"a")
    assert len(outgoing) == 0


def test_what_the_server_does_with_a_socket_waits_for_nothing(
    ends: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = ends
    outgoing = Outgoing(ours)
    assert outgoing.send(b"abc") == 3
    outgoing.shutdown(socket.SHUT_WR)
    outgoing.settimeout(2.0)
    assert outgoing.gettimeout() == 0.0
    assert outgoing.recv(10) == b""
    outgoing.close()
    assert outgoing.send(b"def") == 3
    assert theirs.recv(10) == b"abcdef"
