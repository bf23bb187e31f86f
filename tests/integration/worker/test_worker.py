"""The worker as a whole: one job's failure stops no other, and a signal stops it cleanly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from intake.actions.upkeep.sweep import Swept
from intake.app.receipts import receipts_folder
from intake.app.services import build_services, keyring_folder
from intake.app.worker import Worker
from intake.audit.models import AuditEntry
from intake.complaints.models import Draft
from intake.db.transaction import transaction
from intake.notify.claims import GIVE_UP_AFTER
from intake.notify.kept_mails import newest_mails
from intake.notify.kinds import NoticeKind, OutboxState, RecipientKind
from intake.notify.outbox import Notice, enqueue
from intake.vault.server.files import Process
from intake.vault.server.keyring import Keyring
from tests.fixtures.chance import Clock
from tests.integration.worker.scene import BOARD, Scene
from tests.integration.worker.test_sweep import written

NOTHING = Swept(drafts=0, visits=0)


@pytest.fixture
def worker(scene: Scene, clock: Clock):
    """A worker on the scene's install, with a clock that tests move."""
    settings = scene.ready.settings
    services = build_services(settings, clock=clock)
    keyring = Keyring.load(Process.WORKER.path(keyring_folder(settings)))
    yield Worker(services=services, keyring=keyring)
    services.sessions.kw["bind"].dispose()


def put(scene: Scene, recipient_kind: RecipientKind, recipient: str) -> None:
    with transaction(scene.session):
        enqueue(
            scene.session,
            Notice(
                kind=NoticeKind.URGENT_REMINDER,
                to=recipient_kind.of(recipient),
            ),
            at=scene.at,
            random=scene.ready.random,
        )


def mails(scene: Scene) -> list[str]:
    return [mail.to for mail in newest_mails(scene.ready.settings.data_dir / "mail", most=50)]


def test_an_urgent_complaint_reaches_the_people_on_call(
    scene: Scene, worker: Worker, clock: Clock
) -> None:
    scene.file(held_now=True)
    clock.advance(minutes=20)
    worker.round()
    worker.round()
    assert mails(scene) == ["duty-one@board.saguaro-city.example"]
    (mail,) = newest_mails(scene.ready.settings.data_dir / "mail", most=5)
    assert scene.case(scene.file()[0]).reference not in mail.subject
    assert "Rosa" not in mail.body


def test_a_job_that_fails_stops_no_other(
    scene: Scene, worker: Worker, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.file(held_now=True)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("words that nobody may read")

    monkeypatch.setattr("intake.app.worker.record_lapses", broken)
    monkeypatch.setattr("intake.app.worker.deliver_due", broken)
    clock.advance(minutes=20)
    with capture_logs() as logged:
        worker.round()
    failed = [line["kind"] for line in logged if line["event"] == "worker_round_failed"]
    assert failed == ["deliver", "lapse"]
    assert len(scene.outbox("urgent_reminder")) == 2
    monkeypatch.undo()
    clock.advance(minutes=1)
    worker.round()
    assert mails(scene) == ["duty-one@board.saguaro-city.example"]


def test_one_round_sweeps_every_batch(
    scene: Scene, worker: Worker, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.actions.upkeep.sweep._BATCH", 2)
    for _ in range(5):
        written(scene)
    clock.advance(days=1)
    worker.round()
    scene.session.rollback()
    assert scene.session.scalar(select(func.count()).select_from(Draft)) == 0


def test_jobs_keep_their_pauses(scene: Scene, worker: Worker, clock: Clock, monkeypatch) -> None:
    ran: list[str] = []
    for name in ("record_lapses", "tell_of_overdue", "sweep", "close_quarters", "erase_due"):
        monkeypatch.setattr(
            f"intake.app.worker.{name}", lambda *_, name=name, **__: ran.append(name) or NOTHING
        )
    worker.round()
    assert len(ran) == 5
    clock.advance(minutes=1)
    worker.round()
    assert ran[5:] == ["record_lapses"]
    clock.advance(hours=1)
    worker.round()
    assert "erase_due" not in ran[6:]
    clock.advance(days=1)
    worker.round()
    assert ran.count("erase_due") == 2


def test_a_notice_that_cannot_be_made_holds_up_no_other_and_is_given_up(
    scene: Scene, worker: Worker, clock: Clock
) -> None:
    put(scene, RecipientKind.ON_CALL, "no/where#0")
    put(scene, RecipientKind.UNIT, "no/where/else")
    put(scene, RecipientKind.ON_CALL, f"{BOARD}#1")
    with capture_logs():
        worker.round()
    assert mails(scene) == ["duty-two@board.saguaro-city.example"]
    for _ in range(GIVE_UP_AFTER):
        clock.advance(hours=2)
        with capture_logs():
            worker.round()
    states = sorted(row.state for row in scene.outbox() if row.recipient == "no/where#0")
    assert states == [OutboxState.GIVEN_UP.value]
    scene.session.rollback()
    told = scene.session.scalars(
        select(AuditEntry.object_kind).where(AuditEntry.kind == "notice_given_up")
    ).all()
    assert told == ["notice"]


def test_it_stops_between_two_jobs(scene: Scene, worker: Worker, monkeypatch) -> None:
    stop = Event()
    ran: list[str] = []

    def stopping(*_: object, **__: object) -> None:
        ran.append("lapse")
        stop.set()

    monkeypatch.setattr("intake.app.worker.record_lapses", stopping)
    monkeypatch.setattr("intake.app.worker.sweep", lambda *_, **__: ran.append("sweep"))
    thread = Thread(target=worker.run, args=(stop,))
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    assert ran == ["lapse"]


def test_a_signal_ends_the_process_cleanly(scene: Scene) -> None:
    settings = scene.ready.settings
    put(scene, RecipientKind.ON_CALL, f"{BOARD}#0")
    environ = {
        **os.environ,
        "INTAKE_DATA": str(settings.data_dir),
        "INTAKE_DATABASE_URL": settings.database_url,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "intake.cli.main", "worker"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    folder = settings.data_dir / "mail"
    try:
        wait_for(folder, process)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, err
    assert "Traceback" not in out + err
    assert mails(scene) == ["duty-one@board.saguaro-city.example"]


def wait_for(folder: Path, process: subprocess.Popen[str]) -> None:
    """Until a mail was written."""
    for _ in range(300):
        if any(folder.glob("*.eml")) if folder.is_dir() else False:
            return
        assert process.poll() is None
        time.sleep(0.1)
    pytest.fail("the worker sent nothing")


def test_a_demonstration_sends_at_once_what_waits_for_its_hour(
    scene: Scene, worker: Worker, clock: Clock
) -> None:
    with transaction(scene.session):
        enqueue(
            scene.session,
            Notice(
                kind=NoticeKind.URGENT_REMINDER,
                to=RecipientKind.ON_CALL.of(f"{BOARD}#0"),
                not_before=scene.at + timedelta(hours=9),
            ),
            at=scene.at,
            random=scene.ready.random,
        )
    worker.round()
    assert mails(scene) == []
    shown = scene.ready.settings.model_copy(update={"demonstration": True})
    services = build_services(shown, clock=clock)
    Worker(services=services, keyring=worker.keyring).round()
    services.sessions.kw["bind"].dispose()
    assert mails(scene) == ["duty-one@board.saguaro-city.example"]


def test_a_round_removes_receipts_whose_day_is_over(worker: Worker, clock: Clock) -> None:
    folder = receipts_folder(worker.services.settings.data_dir)
    folder.mkdir()
    file = folder / "import-a.jsonl"
    file.write_text("{}\n", "utf-8")
    moment = clock().timestamp()
    os.utime(file, (moment, moment))
    worker.round()
    assert file.exists()
    clock.advance(days=1)
    worker.round()
    assert not file.exists()
