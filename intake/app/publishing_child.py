"""The computation of a release in a process of its own, which the worker starts and looks after."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import structlog
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.publishing.errors import Outcome
from intake.actions.publishing.requests import finish_request, take_request
from intake.app.priority import give_way

_LOG = structlog.get_logger("worker")

STOP_SECONDS = 5.0
NICENESS = 10
"""Who files and who reads come first: a release is not waited for."""
Start = Callable[[Sequence[str]], "subprocess.Popen[bytes]"]


def start_command(words: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start `intake` with these words; what it says goes where the worker's own words go."""
    command = [sys.executable, "-m", "intake.cli.main", *words]
    return subprocess.Popen(  # noqa: S603  (our own command and an id of our own making)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(give_way, NICENESS),
    )


@dataclass
class PublishingChild:
    """One request at a time. A round never waits for it, so every other job goes on."""

    start: Start = start_command
    _process: subprocess.Popen[bytes] | None = None
    _request: str = ""

    def round(self, session: Session, *, context: ActionContext) -> None:
        """See whether the request at work is done; if none is, begin the oldest that waits."""
        if self._process is not None:
            code = self._process.poll()
            if code is None:
                return
            self._finish(session, context, code)
        request = take_request(session, at=context.at)
        if request is not None:
            self._request = request.id
            self._process = self.start(("publish", "--json", "--request", request.id))

    def wait(self) -> None:
        """Wait until what is at work is done, for a worker that does one round alone."""
        if self._process is not None:
            self._process.wait()

    def stop(self) -> None:
        """End the computation; nothing of it is public, and its request is given up later."""
        if self._process is None or self._process.poll() is not None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def _finish(self, session: Session, context: ActionContext, code: int) -> None:
        request, self._process = self._request, None
        if code not in (0, 1):
            _LOG.error("publishing_ended", job=request, exit_code=code)
        # It writes its own outcome; this stands only where it could not.
        finish_request(session, request, at=context.at, outcome=Outcome.FAILED)
