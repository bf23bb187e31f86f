"""Whose turn it is to run Argon2: one run at a time, in two short lines, strangers behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

from intake.vault.errors import PasswordBusy


class Line(Enum):
    """In which of the two lines somebody waits."""

    KNOWN = "known"
    """Signed in, invited, or in a browser that this person has signed in with."""
    STRANGERS = "strangers"
    """Everybody else who types an address and a password."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many may wait in a line, and for how long; who comes then is told at once."""

    places: int
    seconds: float


LINES: Mapping[Line, Waiting] = {
    Line.KNOWN: Waiting(places=3, seconds=5.0),
    Line.STRANGERS: Waiting(places=1, seconds=0.5),
}
"""Waiting takes a thread that a resident's page may need: four at most, and one for strangers."""


class Turns:
    """One holder at a time; nobody in the line of strangers goes before somebody who is known."""

    def __init__(self, lines: Mapping[Line, Waiting] = LINES) -> None:
        self._lines = lines
        self._changed = threading.Condition()
        self._holder: int | None = None
        self._waiting = dict.fromkeys(Line, 0)

    @contextmanager
    def turn(self, line: Line) -> Iterator[None]:
        """Hold the turn while the body runs; a thread that holds it has it already.

        Raises PasswordBusy when all places of the line are taken, or no turn comes in its time.
        """
        me = threading.get_ident()
        if self._holder == me:
            yield
            return
        self._take(line, me)
        try:
            yield
        finally:
            with self._changed:
                self._holder = None
                self._changed.notify_all()

    def waiting(self, line: Line) -> int:
        """How many wait in a line at this moment."""
        return self._waiting[line]

    def _take(self, line: Line, me: int) -> None:
        with self._changed:
            if not self._is_next(line):
                self._wait(line)
            self._holder = me

    def _wait(self, line: Line) -> None:
        limit = self._lines[line]
        if self._waiting[line] >= limit.places:
            raise PasswordBusy("too many passwords are being checked")
        self._waiting[line] += 1
        try:
            if not self._changed.wait_for(lambda: self._is_next(line), limit.seconds):
                raise PasswordBusy("no turn came to check the password")
        finally:
            self._waiting[line] -= 1

    def _is_next(self, line: Line) -> bool:
        is_behind = line is Line.STRANGERS and self._waiting[Line.KNOWN] > 0
        return self._holder is None and not is_behind


TURNS = Turns()
"""The turns of this process."""
