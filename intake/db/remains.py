"""What deleted rows leave behind in a database's files, and how it is cleared."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError


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
        for table in tables:
            connection.exec_driver_sql(f"VACUUM {table}")
        return True
    except DBAPIError:
        return False
    finally:
        connection.close()
