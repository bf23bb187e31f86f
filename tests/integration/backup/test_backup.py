"""Backup and restore on both databases, and from one to the other, while complaints come in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.orm import Session

from intake.actions.backup.read import RestoreRefused, read_head, restore_files, restore_tables
from intake.actions.backup.sections import Section
from intake.actions.backup.write import BackupPlan, write_backup
from intake.actions.complaint.filing import file_draft
from intake.actions.following.follow import follow
from intake.app.metadata import METADATA
from intake.complaints.keys.shares import ShareErased
from intake.complaints.models import Complaint, Erasable, Part, ResidentSession
from intake.complaints.opened import open_complaint
from intake.db.engine import make_engine, make_sessions
from intake.vault.boxes import PrivateKey
from intake.vault.errors import SealBroken
from tests.fixtures.compartments import opened_by_unit
from tests.integration.filing.steps import NARRATIVE, opened, save, sent, told
from tests.integration.filing.world import INSTALL_ID, World, make_world

AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
MARK = "MARK-wF3q9"


@pytest.fixture
def world(session: Session, tmp_path: Path, random: Callable[[int], bytes]) -> World:
    """An install with proven units."""
    return make_world(session, folder=tmp_path / "keys", random=random)


@pytest.fixture
def private(random: Callable[[int], bytes]) -> PrivateKey:
    """The backup key, whose private half is nowhere on the server."""
    return PrivateKey.generate(random)


@pytest.fixture
def plan(tmp_path: Path, private: PrivateKey, random: Callable[[int], bytes]) -> BackupPlan:
    """A backup into a folder of its own, with one file of the server's keys."""
    key_file = tmp_path / "a.keyring"
    key_file.write_bytes(MARK.encode())
    return BackupPlan(
        folder=tmp_path / "backup",
        public=private.public,
        install_id=INSTALL_ID,
        at=AT,
        random=random,
        files={"keys/a.keyring": key_file},
    )


def restored(
    engine: Engine, paths: tuple[Path, ...], private: PrivateKey, *, shares: bool = True
) -> None:
    restore_tables(
        engine,
        metadata=METADATA,
        private=private,
        database=paths[0],
        shares=paths[1] if shares else None,
    )


@pytest.fixture
def empty_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty, migrated database elsewhere (SQLite, whatever the backup came from)."""
    path = tmp_path / "elsewhere.sqlite"
    shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def test_what_was_filed_opens_with_its_code_after_a_restore(
    session: Session,
    world: World,
    database,
    plan: BackupPlan,
    private: PrivateKey,
    empty_engine: Engine,
) -> None:
    code, filed = sent(session, world)
    paths = write_backup(database.engine, metadata=METADATA, plan=plan)
    restored(empty_engine, paths, private)
    with make_sessions(empty_engine)() as elsewhere:
        following = follow(elsewhere, context=world.context(), code=code)
        assert following.reference == filed.reference
        case = filed.cases[0]
        own = opened_by_unit(elsewhere, case, world.unit_key(case.unit), install_id=INSTALL_ID)
        complaint = elsewhere.get_one(Complaint, filed.complaint_id)
        content = open_complaint(elsewhere, complaint=complaint, compartment=own)
        assert content.narrative == NARRATIVE
        assert elsewhere.scalar(select(func.count()).select_from(ResidentSession)) == 0
    for table in METADATA.sorted_tables:
        if table.name in {"resident_session", "staff_session"}:
            continue
        with database.engine.connect() as here, empty_engine.connect() as there:
            ours = sorted(here.execute(select(table)).all(), key=repr)
            assert sorted(there.execute(select(table)).all(), key=repr) == ours, table.name


def test_without_the_shares_no_content_opens(
    session: Session,
    world: World,
    database,
    plan: BackupPlan,
    private: PrivateKey,
    empty_engine: Engine,
) -> None:
    _, filed = sent(session, world)
    paths = write_backup(database.engine, metadata=METADATA, plan=plan)
    restored(empty_engine, paths, private, shares=False)
    with make_sessions(empty_engine)() as elsewhere:
        case = filed.cases[0]
        own = opened_by_unit(elsewhere, case, world.unit_key(case.unit), install_id=INSTALL_ID)
        complaint = elsewhere.get_one(Complaint, filed.complaint_id)
        with pytest.raises(ShareErased):
            open_complaint(elsewhere, complaint=complaint, compartment=own)


def test_a_backup_taken_while_complaints_come_in_holds_each_of_them_whole(
    session: Session,
    world: World,
    database,
    plan: BackupPlan,
    private: PrivateKey,
    empty_engine: Engine,
) -> None:
    sent(session, world)
    busy = replace(world, random=os.urandom)
    stop, failures = Event(), []

    def keep_filing() -> None:
        try:
            with database.sessions() as own:
                while not stop.is_set():
                    code = opened(own, busy, secret=os.urandom(32))
                    save(own, busy, code, told)
                    file_draft(own, context=busy.context(), code=code)
        except Exception as error:  # handed to the test below
            failures.append(error)

    thread = Thread(target=keep_filing)
    thread.start()
    try:
        paths = write_backup(database.engine, metadata=METADATA, plan=plan)
    finally:
        stop.set()
        thread.join()
    assert failures == []
    restored(empty_engine, paths, private)
    with make_sessions(empty_engine)() as elsewhere:
        complaints = elsewhere.scalars(select(Complaint.id)).all()
        assert complaints
        for complaint_id in complaints:
            letters = sorted(
                elsewhere.scalars(
                    select(Erasable.key_letter).where(Erasable.complaint_id == complaint_id)
                )
            )
            assert letters == ["C", "I", "K", "T"]
            kinds = sorted(
                elsewhere.scalars(select(Part.kind).where(Part.complaint_id == complaint_id))
            )
            assert kinds == ["answers", "identity", "manifest", "narrative"]


def test_the_files_say_nothing_without_the_private_key(
    session: Session, world: World, database, plan: BackupPlan, random, empty_engine: Engine
) -> None:
    _, filed = sent(session, world)
    paths = write_backup(database.engine, metadata=METADATA, plan=plan)
    for path in paths:
        data = path.read_bytes()
        assert path.stat().st_mode & 0o077 == 0
        assert filed.reference.encode() not in data
        assert MARK.encode() not in data
    with pytest.raises(SealBroken):
        restored(empty_engine, paths, PrivateKey.generate(random))


@pytest.mark.parametrize("harm", ["flip", "truncate", "swap"])
def test_an_altered_file_restores_nothing(
    session: Session,
    world: World,
    database,
    plan: BackupPlan,
    private: PrivateKey,
    empty_engine: Engine,
    harm: str,
) -> None:
    sent(session, world)
    paths = write_backup(database.engine, metadata=METADATA, plan=plan)
    data = paths[0].read_bytes()
    if harm == "flip":
        paths[0].write_bytes(data[:-40] + bytes([data[-40] ^ 1]) + data[-39:])
    elif harm == "truncate":
        paths[0].write_bytes(data[:-200])
    else:
        paths[0].write_bytes(paths[1].read_bytes())
    with pytest.raises(SealBroken):
        restored(empty_engine, paths, private)
    with empty_engine.connect() as connection:
        for table in METADATA.sorted_tables:
            assert connection.scalar(select(func.count()).select_from(table)) == 0


def test_a_database_with_rows_is_never_overwritten(
    session: Session,
    world: World,
    database,
    plan: BackupPlan,
    private: PrivateKey,
    empty_engine: Engine,
) -> None:
    paths = write_backup(database.engine, metadata=METADATA, plan=plan)
    row = {"id": "9" * 32, "created_day": AT.date()}
    with empty_engine.execution_options(writes=True).begin() as connection:
        connection.execute(insert(METADATA.tables["install"]), [row])
    with pytest.raises(RestoreRefused, match="not empty"):
        restored(empty_engine, paths, private)


def test_keys_come_back_as_private_files_and_overwrite_nothing(
    session: Session, world: World, database, plan: BackupPlan, private: PrivateKey, tmp_path: Path
) -> None:
    paths = write_backup(database.engine, metadata=METADATA, plan=plan)
    assert [path.suffix for path in paths] == [f".{section.value}" for section in Section]
    folder = tmp_path / "new"
    folder.mkdir()
    head = read_head(paths[0], private=private, section=Section.DATABASE)
    (written,) = restore_files(paths[2], private=private, folder=folder, database=head)
    assert written.read_bytes() == MARK.encode()
    assert written.stat().st_mode & 0o777 == 0o600
    with pytest.raises(RestoreRefused):
        restore_files(paths[2], private=private, folder=folder, database=head)
