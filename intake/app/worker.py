"""The worker's rounds: send, record what lapsed, remind, sweep, erase, close quarters, publish."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from threading import Event

import structlog
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.services import Services
from intake.actions.upkeep.address_book import WorkerBook
from intake.actions.upkeep.close_quarter import close_quarters
from intake.actions.upkeep.erase import EMPTIED, erase_due
from intake.actions.upkeep.lapse import record_lapses
from intake.actions.upkeep.remind import remind_of_urgent, tell_of_overdue
from intake.actions.upkeep.sweep import sweep
from intake.app.publishing_child import PublishingChild
from intake.app.receipts import remove_old_receipts
from intake.db.engine import clear_remains
from intake.db.ids import new_id
from intake.notify.delivery import Post, deliver_due
from intake.settings.audiences import Audience
from intake.settings.model import Settings
from intake.vault.server.keyring import Keyring

_LOG = structlog.get_logger("worker")

_MOST_ROUNDS = 400

Round = Callable[[Session, ActionContext], object]


def _every(settings: Settings) -> timedelta:
    """How long notices wait for others; not at all in a demonstration, where somebody looks on."""
    return timedelta(minutes=0 if settings.demonstration else settings.mail.gather_minutes)


@dataclass
class Worker:
    """One worker process.

    Attributes:
        passed: called with the name of each point of delivery; crash tests stop the process there.
        child: computes releases beside the rounds.
    """

    services: Services
    keyring: Keyring
    passed: Callable[[str], None] = lambda point: None
    child: PublishingChild = field(default_factory=PublishingChild)
    _last: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Prepare delivery with the worker's own keyring."""
        services = self.services
        self._post = Post(
            sessions=services.sessions,
            mailer=services.mailer,
            book=WorkerBook(
                keyring=self.keyring,
                install_id=services.install_id,
                configuration=services.configuration,
                clock=services.clock,
            ),
            templates_dir=services.settings.templates_dir,
            public_url=services.settings.address_of(Audience.PUBLIC),
            staff_url=services.settings.address_of(Audience.STAFF),
            worker_id=new_id(services.random),
            random=services.random,
            every=_every(services.settings),
            passed=self.passed,
        )

    def run(self, stop: Event, *, pause_seconds: float = 1.0) -> None:
        """Work until ``stop`` is set; a failed round is logged by its kind and tried again."""
        while not stop.is_set():
            self.round(stop)
            stop.wait(pause_seconds)
        self.child.stop()

    def round(self, stop: Event | None = None) -> None:
        """One round: every job whose pause is over; none is begun once ``stop`` is set."""
        stop = stop or Event()
        at = self.services.clock()
        self._guarded("deliver", lambda: self._deliver(at, stop))
        for name, pause, job in self._jobs():
            if stop.is_set():
                return
            if at - self._last.get(name, datetime.min.replace(tzinfo=at.tzinfo)) >= pause:
                self._last[name] = at
                self._guarded(name, partial(self._in_session, job, at))

    def _deliver(self, at: datetime, stop: Event) -> None:
        # A demonstration sends at once what a real install keeps for its fixed hours.
        due = at + timedelta(days=1) if self.services.settings.demonstration else at
        for _ in range(_MOST_ROUNDS):
            if stop.is_set() or not deliver_due(self._post, at=due).more:
                return

    def _jobs(self) -> tuple[tuple[str, timedelta, Round], ...]:
        return (
            ("lapse", timedelta(minutes=1), lambda s, c: record_lapses(s, context=c)),
            ("remind", timedelta(minutes=1), lambda s, c: remind_of_urgent(s, context=c)),
            ("overdue", timedelta(minutes=15), lambda s, c: tell_of_overdue(s, context=c)),
            ("sweep", timedelta(minutes=5), self._sweep),
            ("receipts", timedelta(hours=1), self._receipts),
            ("erase", timedelta(days=1), self._erase),
            ("quarters", timedelta(hours=1), lambda s, c: close_quarters(s, context=c)),
            ("publish", timedelta(seconds=5), lambda s, c: self.child.round(s, context=c)),
        )

    def _sweep(self, session: Session, context: ActionContext) -> None:
        """Sweep until nothing is left: a flood leaves many batches of drafts behind."""
        for _ in range(_MOST_ROUNDS):
            swept = sweep(session, context=context, lengths=self.services.settings.sessions)
            if not swept.full_batch:
                return

    def _receipts(self, _session: Session, context: ActionContext) -> None:
        remove_old_receipts(self.services.settings.data_dir, at=context.at)

    def _erase(self, session: Session, context: ActionContext) -> None:
        erase_due(session, context=context)
        engine = self.services.sessions.kw["bind"]
        session.close()
        if not clear_remains(engine, tables=EMPTIED):
            _LOG.warning("remains_not_cleared")
            self._last["erase"] -= timedelta(hours=23)

    def _in_session(self, job: Round, at: datetime) -> object:
        with self.services.sessions() as session:
            return job(session, self._context(at))

    def _context(self, at: datetime) -> ActionContext:
        return self.services.action_context(self.keyring, at=at)

    def _guarded(self, name: str, job: Callable[[], object]) -> None:
        """A worker outlives one bad round: the database may be away, a disk may be full."""
        try:
            job()
        except Exception as error:
            _LOG.error("worker_round_failed", kind=name, exc_info=error)
