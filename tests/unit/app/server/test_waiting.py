"""Who is let go first when too many wait, or hold too much."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from gunicorn.config import Config

from intake.app.server.connection import Connection, Phase
from intake.app.server.patience import Patience
from intake.app.server.waiting import Waiting
from intake.settings import load_settings

KILOBYTES_OF_ALL = 100
PATIENCE = Patience(
    header_seconds=10,
    body_seconds=20,
    drain_seconds=30,
    bytes_per_second=1_000,
    body_bytes=100_000,
    memory_bytes=KILOBYTES_OF_ALL * 1_000,
    connections=10,
)


@pytest.fixture
def three() -> Iterator[list[Connection]]:
    pairs = [socket.socketpair() for _ in range(3)]
    yield [Connection(Config(), ours, (("", 0), ("", 0)), PATIENCE) for ours, _ in pairs]
    for ours, theirs in pairs:
        ours.close()
        theirs.close()


@pytest.fixture
def waiting(three: list[Connection]) -> Waiting:
    found = Waiting(PATIENCE)
    for number, one in enumerate(three):
        one.since = float(number)
        found.enter(one)
    return found


def test_the_oldest_is_who_has_waited_longest_in_its_phase(
    three: list[Connection], waiting: Waiting
) -> None:
    assert waiting.oldest() is three[0]
    waiting.enter(three[0])
    assert waiting.oldest() is three[0]
    three[0].wait_for(Phase.BODY)
    waiting.enter(three[0])
    assert waiting.oldest() is three[1]
    waiting.leave(three[1])
    assert list(waiting) == [three[2], three[0]]


def test_who_holds_no_more_than_an_even_share_is_never_the_costliest(
    three: list[Connection], waiting: Waiting
) -> None:
    kilobytes = (9, 60, 40)
    for one, held in zip(three, kilobytes, strict=True):
        assert waiting.costliest(100.0) is None
        one.incoming.add(bytes(held * 1_000))
        waiting.weigh(one)
    assert waiting.costliest(100.0) is three[1]
    assert waiting.costliest(2.1) is three[1]
    three[1].since = 99.0
    assert waiting.costliest(100.0) is three[2]
    waiting.leave(three[1])
    waiting.leave(three[2])
    assert waiting.costliest(100.0) is None


def test_what_is_let_go_weighs_nothing(three: list[Connection], waiting: Waiting) -> None:
    for one in three:
        one.incoming.add(bytes(50_000))
        waiting.weigh(one)
    assert waiting.costliest(100.0) is three[0]
    three[0].close()
    waiting.weigh(three[0])
    assert waiting.costliest(100.0) is None


def test_the_late_are_those_past_their_deadline(three: list[Connection], waiting: Waiting) -> None:
    deadlines = {Phase.IDLE: 15, Phase.HEAD: 10, Phase.BODY: 20, Phase.ANSWER: 30, Phase.END: 2}
    for phase, seconds in deadlines.items():
        three[0].wait_for(phase)
        assert three[0].deadline == pytest.approx(three[0].since + seconds)
    three[1].deadline, three[2].deadline = 5.0, 7.0
    assert waiting.late(6.0) == [three[1]]


def test_the_limits_are_those_of_the_settings(tmp_path: Path) -> None:
    settings = load_settings(
        {
            "INTAKE_DATA": str(tmp_path),
            "INTAKE_SERVER__HEADER_SECONDS": "3",
            "INTAKE_SERVER__BODY_SECONDS": "4",
            "INTAKE_SERVER__DRAIN_SECONDS": "5",
            "INTAKE_SERVER__BYTES_PER_SECOND": "600",
            "INTAKE_SERVER__CONNECTIONS": "700",
            "INTAKE_SERVER__WAITING_BYTES": "70000000",
            "INTAKE_LIMITS__FORM_BYTES": "900000",
        }
    )
    assert Patience.of(settings) == Patience(
        header_seconds=3,
        body_seconds=4,
        drain_seconds=5,
        bytes_per_second=600,
        body_bytes=900_000,
        memory_bytes=70_000_000,
        connections=700,
    )
    assert Patience.of(settings).share_bytes == 100_000
