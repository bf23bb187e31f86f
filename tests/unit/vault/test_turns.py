"""Two short lines for Argon2: who is known goes first, and nobody waits long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import pytest

from intake.vault.errors import PasswordBusy
from intake.vault.turns import LINES, Line, Turns, Waiting

PATIENT = {line: Waiting(LINES[line].places, 30.0) for line in Line}


def _in_thread(job: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=job, daemon=True)
    thread.start()
    return thread


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.001)


def test_one_stranger_waits_and_the_others_are_told_at_once() -> None:
    turns, done = Turns(PATIENT), []

    def wait() -> None:
        with turns.turn(Line.STRANGERS):
            done.append("waited")

    def ask() -> None:
        try:
            with turns.turn(Line.STRANGERS):
                done.append("had a turn")
        except PasswordBusy:
            done.append("told")

    with turns.turn(Line.STRANGERS):
        first = _in_thread(wait)
        _until(lambda: turns.waiting(Line.STRANGERS) == 1)
        for _ in range(15):
            _in_thread(ask).join(20)
        assert done == ["told"] * 15
    first.join(20)
    assert done == ["told"] * 15 + ["waited"]
    assert turns.waiting(Line.STRANGERS) == 0


def test_who_is_known_goes_before_a_stranger_who_came_first() -> None:
    turns, order = Turns(PATIENT), []

    def take(line: Line) -> Callable[[], None]:
        def job() -> None:
            with turns.turn(line):
                order.append(line)

        return job

    with turns.turn(Line.STRANGERS):
        threads = [_in_thread(take(Line.STRANGERS))]
        _until(lambda: turns.waiting(Line.STRANGERS) == 1)
        for count in (1, 2, 3):
            threads.append(_in_thread(take(Line.KNOWN)))
            _until(lambda count=count: turns.waiting(Line.KNOWN) == count)  # type: ignore[misc]
    for thread in threads:
        thread.join(20)
    assert order == [Line.KNOWN, Line.KNOWN, Line.KNOWN, Line.STRANGERS]


@pytest.mark.parametrize("line", Line)
def test_a_turn_that_does_not_come_is_given_up_in_time(line: Line) -> None:
    turns, told = Turns({line: Waiting(1, 0.02) for line in Line}), []

    def ask() -> None:
        try:
            with turns.turn(line):
                told.append("had a turn")
        except PasswordBusy:
            told.append("told")

    with turns.turn(Line.KNOWN):
        _in_thread(ask).join(20)
    assert told == ["told"]
    assert turns.waiting(line) == 0


def test_a_turn_ends_with_its_body_even_if_that_fails() -> None:
    turns, done = Turns(), []

    def ask() -> None:
        with turns.turn(Line.STRANGERS):
            done.append(True)

    with pytest.raises(ValueError, match="wrong"), turns.turn(Line.KNOWN):
        raise ValueError("wrong")
    _in_thread(ask).join(20)
    assert done == [True]


def test_the_lines_leave_half_of_the_threads_to_residents() -> None:
    assert sum(limit.places for limit in LINES.values()) <= 4
    assert LINES[Line.STRANGERS].seconds < 1
