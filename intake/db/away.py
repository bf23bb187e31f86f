"""Which errors mean that the database is away: full, locked, read-only or gone, not misused."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft

_SQLITE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CORRUPT,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
        sqlite3.SQLITE_NOTADB,
    }
)
# Classes of SQLSTATE: connection, resources (a full disk too), operator, system; then the states
# "read-only transaction" and "lock not available".
_POSTGRES = ("08", "53", "57", "58", "25006", "55P03")


class DatabaseAway(Exception):
    """The line of writers did not move, or its file cannot be opened."""


def is_away(error: Exception) -> bool:
    """Whether the same thing may well work again later, without anybody changing the program."""
    if isinstance(error, DatabaseAway | NoConnectionLeft):
        return True
    if not isinstance(error, DBAPIError):
        return False
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the kind of error, the others say more about it.
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE
    state = getattr(cause, "sqlstate", None)
    if state is None:
        return isinstance(error, OperationalError | InterfaceError)
    return str(state).startswith(_POSTGRES)
