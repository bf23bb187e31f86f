"""A database that is full, locked, read-only or gone is told from one that is used wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, event, insert, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session

from intake.db.away import DatabaseAway, is_away
from intake.db.engine import make_engine, make_sessions
from intake.db.models import JobRun
from intake.db.probes import is_answering, takes_writes
from intake.db.transaction import transaction
from tests.fixtures.databases import POSTGRES_ALONE, SQLITE_ALONE, Database

AWAY = (SQLAlchemyError, DatabaseAway)


@contextmanager
def prepared(database: Database, *statements: str) -> Iterator[Session]:
    """A session whose connections begin with these statements."""
    engine = make_engine(database.url, pool_size=1)

    @event.listens_for(engine, "connect")
    def _prepare(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        for statement in statements:
            cursor.execute(statement)
        cursor.close()
        connection.commit()  # type: ignore[attr-defined]

    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def write(session: Session, rows: int = 1, name: str = "x") -> None:
    with transaction(session):
        for number in range(rows):
            row = {"name": name, "period": str(number), "finished_at": None}
            session.execute(insert(JobRun), [row])


def read_only(database: Database) -> tuple[str, ...]:
    if database.engine.dialect.name == "sqlite":
        return ("PRAGMA query_only=ON",)
    return ("SET default_transaction_read_only = on",)


def test_a_read_only_database_is_away_and_takes_nothing_in(database: Database) -> None:
    with prepared(database, *read_only(database)) as session:
        with pytest.raises(AWAY) as caught:
            write(session)
        assert is_away(caught.value)
        assert is_answering(session)
        session.rollback()
        if database.engine.dialect.name == "postgresql":
            assert not takes_writes(session)


@SQLITE_ALONE
def test_a_full_database_is_away(database: Database) -> None:
    """A disk of PostgreSQL cannot be filled here."""
    with prepared(database, "PRAGMA max_page_count=1") as session:
        with pytest.raises(AWAY) as caught:
            write(session, rows=3_000)
        assert is_away(caught.value)
        session.rollback()
        assert is_answering(session)


def test_a_locked_database_is_away_and_takes_nothing_in(
    database: Database, new_engine: Callable[[], Engine]
) -> None:
    sqlite = database.engine.dialect.name == "sqlite"
    pause = "PRAGMA busy_timeout=50" if sqlite else "SET lock_timeout = '50ms'"
    with prepared(database, pause) as session, new_engine().connect() as other:
        if sqlite:
            other.execution_options(writes=True).execute(text("SELECT 1"))
        else:
            other.execute(text("LOCK TABLE job_run IN ACCESS EXCLUSIVE MODE"))
        with pytest.raises(AWAY) as caught:
            write(session)
        assert is_away(caught.value)
        assert is_answering(session)
        session.rollback()
        assert takes_writes(session) is not sqlite
    with database.sessions() as session:
        assert takes_writes(session)


def test_a_database_that_is_gone_is_away(database: Database, tmp_path: Path) -> None:
    sqlite = database.engine.dialect.name == "sqlite"
    url = "sqlite:////no/such/folder/x" if sqlite else "postgresql://nobody@127.0.0.1:1/nothing"
    engine = make_engine(url)
    with make_sessions(engine)() as session:
        with pytest.raises(AWAY) as caught:
            session.execute(text("SELECT 1"))
        assert is_away(caught.value)
        session.rollback()
        with pytest.raises(AWAY) as caught:
            write(session)
        assert is_away(caught.value)
        assert not is_answering(session)
        session.rollback()
        assert not takes_writes(session)
    engine.dispose()


@POSTGRES_ALONE
def test_a_connection_that_was_cut_is_away(database: Database) -> None:
    with database.sessions() as session, database.engine.connect() as other:
        pid = session.scalar(text("SELECT pg_backend_pid()"))
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        with pytest.raises(AWAY) as caught:
            session.execute(text("SELECT 1"))
        assert is_away(caught.value)


def test_a_file_that_is_no_database_is_away(tmp_path: Path) -> None:
    path = tmp_path / "x.sqlite"
    path.write_bytes(b"words" * 2_000)
    engine = make_engine(f"sqlite:///{path}")
    with make_sessions(engine)() as session, pytest.raises(AWAY) as caught:
        session.execute(text("SELECT * FROM install"))
    assert is_away(caught.value)
    engine.dispose()


def test_what_is_used_wrongly_is_not_away(session: Session) -> None:
    for statement in ("SELECT * FROM no_such_table", "SELEC", "INSERT INTO install VALUES (NULL)"):
        with pytest.raises(DBAPIError) as caught:
            session.execute(text(statement))
        assert not is_away(caught.value)
        session.rollback()
    assert not is_away(ValueError())


@SQLITE_ALONE
def test_writers_of_one_process_wait_so_long_and_no_longer(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("intake.db.transaction.LONGEST_WAIT_SECONDS", 0.05)
    holding, release = Event(), Event()

    def hold() -> None:
        with database.sessions() as session, transaction(session):
            holding.set()
            release.wait(10)

    holder = Thread(target=hold)
    holder.start()
    assert holding.wait(10)
    with database.sessions() as session, pytest.raises(DatabaseAway):
        write(session)
    release.set()
    holder.join()
    with database.sessions() as session:
        write(session)
