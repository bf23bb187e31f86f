"""`intake backup` and `intake restore` end to end: what came in meanwhile opens in a new place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import func, select

from intake.actions.following.follow import follow, read_own
from intake.app.factory import create_app
from intake.app.services import build_services
from intake.cases.models import Case
from intake.complaints.models import Complaint
from intake.complaints.opened import open_complaint
from intake.settings import Settings, load_settings
from intake.vault.server.files import Process
from tests.fixtures.compartments import opened_by_unit
from tests.fixtures.databases import Database
from tests.integration.importing.ready import Ready, sessions_of
from tests.integration.worker.scene import Scene

WORDS = "They kept him after the judge let him go."


@pytest.fixture
def elsewhere(
    request: pytest.FixtureRequest, database: Database, tmp_path: Path
) -> Iterator[Settings]:
    """An empty place on the same kind of database: not a table, not a file."""
    folder = tmp_path / "elsewhere"
    with _empty(request, database, folder) as url:
        yield load_settings({"INTAKE_DATA": str(folder), "INTAKE_DATABASE_URL": url})


@contextmanager
def _empty(request: pytest.FixtureRequest, database: Database, folder: Path) -> Iterator[str]:
    if database.kind == "sqlite":
        yield f"sqlite:///{folder / 'restored.sqlite'}"
        return
    with request.getfixturevalue("postgres_server").database("template0") as url:
        yield url


def key_and_backup(ready: Ready, tmp_path: Path) -> tuple[Path, Path]:
    """The private key, and the .database file of a backup made now."""
    private, folder = tmp_path / "private.key", tmp_path / "backups"
    assert ready.run("backup", "--make-key", str(private)) == 0
    assert ready.run("backup", str(folder)) == 0
    (database,) = folder.glob("*.database")
    return private, database


def restore(ready: Ready, settings: Settings, *words: str) -> int:
    return replace(ready, settings=settings).run("restore", *words)


def test_a_backup_made_while_complaints_come_in_serves_in_a_new_place(
    ready: Ready, elsewhere: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes: list[str] = []
    before, stop = Event(), Event()
    failures: list[Exception] = []

    def keep_filing() -> None:
        try:
            with sessions_of(ready) as session:
                scene = Scene(replace(ready, random=os.urandom), session, ready.at)
                while not stop.is_set():
                    codes.append(scene.file()[1])
                    before.set()
                engine = session.get_bind()
            engine.dispose()  # type: ignore[union-attr]
        except Exception as error:  # handed to the test below
            failures.append(error)
            before.set()

    filing = Thread(target=keep_filing)
    filing.start()
    try:
        assert before.wait(20)
        known = codes[0]
        private, database = key_and_backup(ready, tmp_path)
    finally:
        stop.set()
        filing.join()
    assert failures == []
    assert restore(ready, elsewhere, str(database), "--key", str(private)) == 0
    assert "restored the backup from" in capsys.readouterr().out
    check_served(replace(ready, settings=elsewhere), known, codes)


def check_served(restored: Ready, known: str, codes: list[str]) -> None:
    """The new place serves, and every complaint in it opens by its code and its unit."""
    services = build_services(restored.settings)
    client = create_app(restored.settings, services=services).test_client()
    assert client.get("/readyz").status_code == 200
    assert client.get("/saguaro-city/en/").status_code == 200
    assert services.install_id == restored.install_id
    with services.sessions() as session:
        context = restored.context(Process.RESIDENT)
        assert read_own(session, context=context, code=known).narrative == WORDS
        complaints = session.scalar(select(func.count()).select_from(Complaint)) or 0
        # Filed one after the other: a backup holds them up to some moment, and none beyond.
        for code in codes[:complaints]:
            assert follow(session, context=context, code=code).cases
        for case in session.scalars(select(Case)):
            key = restored.unit_keys[case.unit].private
            own = opened_by_unit(session, case, key, install_id=restored.install_id)
            complaint = session.get_one(Complaint, case.complaint_id)
            opened = open_complaint(session, complaint=complaint, compartment=own)
            assert opened.narrative == WORDS
        # And it takes new ones.
        assert Scene(restored, session, restored.at).file()[1]
    services.sessions.kw["bind"].dispose()


def test_a_wrong_key_keeps_nothing_and_a_place_with_data_is_left_alone(
    ready: Ready, elsewhere: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    private, database = key_and_backup(ready, tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    wrong = other / "wrong.key"
    wrong.write_bytes(private.read_bytes()[:-12] + b"AAAAAAAAAAAA")
    wrong.chmod(0o600)
    assert restore(ready, elsewhere, str(database), "--key", str(wrong)) == 1
    assert "nothing was restored" in capsys.readouterr().err
    assert not (elsewhere.data_dir / "keys").exists() or not any(
        (elsewhere.data_dir / "keys").iterdir()
    )
    assert restore(ready, elsewhere, str(database), "--key", str(private)) == 0
    kept = {path.name: path.read_bytes() for path in (elsewhere.data_dir / "keys").iterdir()}
    assert restore(ready, elsewhere, str(database), "--key", str(private)) == 1
    assert kept == {
        path.name: path.read_bytes() for path in (elsewhere.data_dir / "keys").iterdir()
    }
    with sessions_of(replace(ready, settings=elsewhere)) as session:
        assert session.scalar(select(func.count()).select_from(Complaint)) == 0
        engine = session.get_bind()
    engine.dispose()  # type: ignore[union-attr]


def test_backup_says_what_it_lacks(
    ready: Ready, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ready.run("backup") == 2
    assert "enter a folder" in capsys.readouterr().err
    assert ready.run("backup", str(tmp_path / "backups")) == 1
    assert "backup: " in capsys.readouterr().err
    private = tmp_path / "private.key"
    assert ready.run("backup", "--make-key", str(private)) == 0
    assert private.stat().st_mode & 0o777 == 0o600
    assert ready.run("backup", "--make-key", str(tmp_path / "second.key")) == 1
    in_the_way = tmp_path / "file"
    in_the_way.write_text("x")
    assert ready.run("backup", str(in_the_way)) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_old_files_of_shares_are_named(
    ready: Ready, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, database = key_and_backup(ready, tmp_path)
    shares = database.with_name("intake-20200101T000000Z.shares")
    database.with_suffix(".shares").rename(shares)
    os.utime(shares, (0, 0))
    capsys.readouterr()
    assert ready.run("backup", str(database.parent)) == 0
    assert f"{shares}: older than 35 days. Delete it." in capsys.readouterr().err
