"""Engines and sessions for both databases, and how deleted rows leave their files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

# WAL with FULL: an acknowledged complaint survives a power cut. secure_delete: erased means
# overwritten.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA mmap_size=0",
)


def make_engine(url: str, *, pool_size: int = 8) -> Engine:
    """Make an engine for a database address.

    Args:
        url: an SQLAlchemy URL; ``postgresql://`` is read as the psycopg driver.
        pool_size: connections kept; on PostgreSQL at least the number of threads.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite_engine(url, pool_size=pool_size)
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return create_engine(parsed, pool_size=pool_size, max_overflow=0, pool_pre_ping=True)


def lock_path(engine: Engine) -> Path | None:
    """The file whose lock orders SQLite's writers, or None where the database does it itself."""
    if engine.dialect.name != "sqlite" or not engine.url.database:
        return None
    return Path(f"{engine.url.database}.writer")


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make the session factory; objects stay readable after the commit."""
    return sessionmaker(engine, expire_on_commit=False, autoflush=False)


def _sqlite_engine(url: str, *, pool_size: int) -> Engine:
    engine = create_engine(url, pool_size=pool_size, max_overflow=4)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver's own transaction handling is off: the begin hook says BEGIN itself.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def clear_remains(engine: Engine, *, tables: Sequence[str]) -> bool:
    """Clear the deleted rows of these tables out of the files of the database.

    SQLite overwrites what it deletes (``secure_delete``), but the log beside the file still holds
    the pages as they were: it is written back and emptied. PostgreSQL frees the room of dead rows
    for new ones; until they come, and in its own log, the bytes can still lie there
    (docs/operations.md says what to do about both).

    Returns:
        False where others were reading or the right to do it is lacking: try again later.
    """
    connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    try:
        if engine.dialect.name == "sqlite":
            # The begin hook would open a transaction, in which nothing can be written back.
            raw = connection.connection.driver_connection
            if raw is None:
                return False
            busy, _frames, _written = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            return not busy
        return _vacuumed(connection, tables)
    except DBAPIError:
        return False
    finally:
        connection.close()


def _vacuumed(connection: Connection, tables: Sequence[str]) -> bool:
    """Vacuum; False where PostgreSQL skipped a table, which it only warns of."""
    raw: Any = connection.connection.driver_connection
    skipped: list[object] = []
    note = skipped.append
    raw.add_notice_handler(note)
    try:
        for table in tables:
            connection.exec_driver_sql(f"VACUUM {table}")
    finally:
        raw.remove_notice_handler(note)
    return not skipped
