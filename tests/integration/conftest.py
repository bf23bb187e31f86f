"""Databases of both kinds, and a standing install on them."""

from tests.fixtures.compiled import compile_once
from tests.fixtures.databases import (
    database,
    empty_database,
    new_engine,
    postgres_server,
    session,
    sqlite_template,
)
from tests.fixtures.standing import standing

__all__ = [
    "database",
    "empty_database",
    "new_engine",
    "postgres_server",
    "session",
    "sqlite_template",
    "standing",
]

compile_once()
