"""One install, its web and its worker as processes of their own, killed and started again."""

from __future__ import annotations

import os
import socket
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from signal import SIGKILL

from sqlalchemy import func, select, update

from intake.notify.kinds import OutboxState
from intake.notify.models import OutboxRow
from intake.settings import load_settings
from tests.fixtures.standing import PLACE, Standing, stand_up
from tests.integration.crash import process
from tests.integration.crash.process import Part, Plan, Point
from tests.integration.crash.residents import Crowd, wait_for_port

SECONDS_TO_DIE = 60.0
# Forked from a process that has everything loaded: a start takes a fraction of a second.
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload([process.__name__])


@dataclass
class Scene:
    """What a crash test acts on."""

    standing: Standing
    environ: dict[str, str]
    mail: Path
    running: list[BaseProcess] = field(default_factory=list)

    @property
    def port(self) -> int:
        """Where the web listens."""
        return int(self.environ["PORT"])

    def start(
        self, part: Part, point: Point = Point.NONE, *, nth: int = 1, mutant: str = ""
    ) -> BaseProcess:
        """Start web or worker; it will be killed at `point`."""
        plan = Plan(
            part=part, environ=self.environ, place=PLACE, point=point, nth=nth, mutant=mutant
        )
        started = _FORKS.Process(target=process.run, args=(plan,))
        started.start()
        self.running.append(started)
        if part is Part.WEB:
            wait_for_port(self.port, time.monotonic() + SECONDS_TO_DIE)
        return started

    def kill_at(
        self, points: Sequence[Point], part: Part, crowd: Crowd, *, mutant: str = ""
    ) -> int:
        """Start `part` once a point and let the crowd run it into its death; the kills counted."""
        kills = 0
        for number, point in enumerate(points):
            victim = self.start(part, point, nth=1 + number % 3, mutant=mutant)
            died = crowd.wait_for(lambda one=victim: not one.is_alive(), seconds=SECONDS_TO_DIE)
            assert died, f"{part} never came to {point}: {crowd.faults}"
            assert victim.exitcode == -SIGKILL, f"{part} ended by itself: {victim.exitcode}"
            kills += 1
            if part is Part.WORKER:
                self.let_leases_lapse()
        return kills

    def stop(self) -> None:
        """End everything that still runs, each with its group."""
        for one in self.running:
            if one.is_alive() and one.pid:
                os.killpg(one.pid, SIGKILL)
            one.join(10)

    def let_leases_lapse(self) -> None:
        """Time passes: what a dead worker had claimed is free again."""
        with self.standing.services.sessions.begin() as session:
            session.execute(
                update(OutboxRow)
                .where(OutboxRow.claimed_at.is_not(None))
                .values(claimed_at=datetime.now(UTC) - timedelta(hours=1))
            )

    def notices_left(self) -> int:
        """How many notices are neither sent nor given up."""
        open_states = (OutboxState.WAITING.value, OutboxState.CLAIMED.value)
        with self.standing.session() as session:
            found = session.scalar(select(func.count()).where(OutboxRow.state.in_(open_states)))
        return found or 0


def set_scene(folder: Path, database_url: str) -> Scene:
    """An install with keys and people on real time and real chance."""
    mail = folder / "mail"
    environ = {
        "INTAKE_DATA": str(folder),
        "INTAKE_DATABASE_URL": database_url,
        "INTAKE_MAIL__FOLDER": str(mail),
        "INTAKE_MAIL__GATHER_MINUTES": "0",
        "INTAKE_LOG_FILE": str(folder / "log"),
        "INTAKE_SERVER__PROCESSES": "2",
        "INTAKE_SERVER__THREADS": "4",
        "PORT": str(_free_port()),
    }
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)  # noqa: E731
    standing = stand_up(load_settings(environ), clock=clock, random=os.urandom)
    scene = Scene(standing, environ, mail)
    # Notices of the install's own making, such as invitations, are out of the way first.
    while scene.notices_left():
        standing.worker().round()
    return scene


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
