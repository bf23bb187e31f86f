"""One action, one transaction: the only place that commits."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from intake.db.away import DatabaseAway
from intake.db.engine import lock_path

LONGEST_WAIT_SECONDS = 10
"""How long a writer waits for the others of its process: as long as SQLite waits for others."""
_LINES: dict[Path, Lock] = {}


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """Run the body in one writing transaction; commit at its end, roll back on any exception.

    A read transaction that queries left open is ended first, so that the write begins on the newest
    state. On SQLite the writers of all processes queue at a file lock before BEGIN IMMEDIATE: left
    to the busy timeout, they starve one another for seconds.

    Raises:
        RuntimeError: unsaved changes were pending before the action began.
        DatabaseAway: other writers did not come to an end, or nobody can write at all.
    """
    end_reading(session)
    engine = session.get_bind()
    path = lock_path(engine) if isinstance(engine, Engine) else None
    with _queue(path):
        session.connection(execution_options={"writes": True})
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise


def end_reading(session: Session) -> None:
    """End the transaction that queries left open, so that none stands while something is slow.

    Raises:
        RuntimeError: unsaved changes are pending, which only an action may write.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were pending outside an action")
    if session.in_transaction():
        session.commit()


@contextmanager
def whole_database(engine: Engine) -> Iterator[Connection]:
    """Run the body in one writing transaction of its own connection: a migration, a restore."""
    with engine.execution_options(writes=True).begin() as connection:
        yield connection


@contextmanager
def _queue(path: Path | None) -> Iterator[None]:
    if path is None:
        yield
        return
    own = _LINES.setdefault(path, Lock())
    if not own.acquire(timeout=LONGEST_WAIT_SECONDS):
        raise DatabaseAway
    try:
        with _locked(path):
            yield
    finally:
        own.release()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock between processes."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise DatabaseAway from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
