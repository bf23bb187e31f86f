"""The process that is killed: web or worker as they are shipped, with a knife at one named point.

Nothing of this is in the product: the points are reached through events of SQLAlchemy, through a
WSGI layer around the application, and through the names that the worker calls out as it passes.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.orm import Session

from intake.actions.services import Services
from intake.app import logs
from intake.app.factory import create_app
from intake.app.server import serve
from intake.app.services import build_services, keyring_folder
from intake.app.worker import Worker
from intake.settings import Settings, load_settings
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring
from tests.integration.crash import sabotage

SEND_PAGE = "/p/8"


class Part(StrEnum):
    """Which process."""

    WEB = "web"
    WORKER = "worker"


class Point(StrEnum):
    """Where it is killed.

    Of the web: while a page is saved, while a complaint is written, before and after its commit,
    and when the answer is ready but not sent. Of the worker: as `Post.passed` names them, and
    around any commit.
    """

    NONE = "none"
    PAGE_SAVED = "page-saved"
    HALF_WRITTEN = "half-written"
    BEFORE_COMMIT = "before-commit"
    AFTER_COMMIT = "after-commit"
    BEFORE_ANSWER = "before-answer"
    OUTBOX_CLAIMED = "outbox-claimed"
    MAIL_HANDED_OVER = "mail-handed-over"


WEB_POINTS = (
    Point.PAGE_SAVED,
    Point.HALF_WRITTEN,
    Point.BEFORE_COMMIT,
    Point.AFTER_COMMIT,
    Point.BEFORE_ANSWER,
)
WORKER_POINTS = (
    Point.OUTBOX_CLAIMED,
    Point.MAIL_HANDED_OVER,
    Point.BEFORE_COMMIT,
    Point.AFTER_COMMIT,
)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One process: which, with what settings, and where it dies.

    Attributes:
        nth: at which passage of the point.
        mutant: the name of a fault in `sabotage`; empty for the product as it is.
    """

    part: Part
    environ: Mapping[str, str]
    place: str
    point: Point = Point.NONE
    nth: int = 1
    mutant: str = ""


def run(plan: Plan) -> None:
    """Be that process, in a session of its own: the kill takes gunicorn's processes together."""
    os.setsid()
    settings = load_settings(plan.environ)
    logs.configure(settings)
    if plan.mutant:
        sabotage.MUTANTS[plan.mutant]()
    knife = Knife(plan.point, plan.nth, os.getpid(), is_web=plan.part is Part.WEB)
    if plan.part is Part.WEB:
        serve(lambda: _web(settings, plan, knife), settings)
    services = _services(settings, plan, knife)
    keyring = Keyring.load(Process.WORKER.path(keyring_folder(settings)))
    worker = Worker(services=services, keyring=keyring, passed=knife.passed)
    worker.run(threading.Event(), pause_seconds=0.05)


@dataclass
class Knife:
    """Kills the whole group of processes when a point is passed for the nth time."""

    point: Point
    nth: int
    group: int
    is_web: bool
    _here: threading.local = field(default_factory=threading.local)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def passed(self, point: str) -> None:
        """A point is passed."""
        if point != self.point:
            return
        with self._lock:
            self.nth -= 1
            if self.nth <= 0:
                os.killpg(self.group, signal.SIGKILL)
                threading.Event().wait()

    def around(self, app: Callable[..., Any]) -> Callable[..., Any]:
        """The application, with the moment between its answer and the network in reach."""

        def wrapped(environ: dict[str, Any], start_response: Any) -> Any:
            posting = environ["REQUEST_METHOD"] == "POST"
            self._here.page = environ["PATH_INFO"] if posting else ""
            answer = app(environ, start_response)
            if self._sends():
                self.passed(Point.BEFORE_ANSWER)
            return answer

        return wrapped

    def watch(self, services: Services) -> None:
        """Watch the database work of one process."""
        engine = services.sessions.kw["bind"]
        event.listen(engine, "before_cursor_execute", self._statement)
        event.listen(engine, "commit", self._commit)
        event.listen(services.sessions, "after_commit", self._committed)

    def _statement(
        self, _connection: Connection, _cursor: Any, statement: str, *_rest: Any
    ) -> None:
        if self._sends() and statement.startswith("INSERT INTO part"):
            self.passed(Point.HALF_WRITTEN)

    def _commit(self, connection: Connection) -> None:
        # The end of a transaction that only read is no commit to anybody.
        self._here.wrote = bool(connection.get_execution_options().get("writes"))
        if self._here.wrote and self._counts():
            self.passed(Point.BEFORE_COMMIT)

    def _committed(self, _session: Session) -> None:
        if not getattr(self._here, "wrote", False):
            return
        self._here.wrote = False
        if self._counts():
            self.passed(Point.AFTER_COMMIT)
        elif self.is_web:
            self.passed(Point.PAGE_SAVED)

    def _counts(self) -> bool:
        return self._sends() or not self.is_web

    def _sends(self) -> bool:
        page: str = getattr(self._here, "page", "")
        return page.endswith(SEND_PAGE)


def _web(settings: Settings, plan: Plan, knife: Knife) -> Callable[..., Any]:
    return knife.around(create_app(settings, services=_services(settings, plan, knife)))


def _services(settings: Settings, plan: Plan, knife: Knife) -> Services:
    services = build_services(settings)
    place = services.configuration.jurisdictions[plan.place]
    configuration = replace(services.configuration, jurisdictions={plan.place: place})
    knife.watch(services)
    return replace(services, configuration=configuration)
