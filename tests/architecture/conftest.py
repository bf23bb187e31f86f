"""Databases of both kinds."""

from tests.fixtures.databases import database, empty_database, postgres_server, sqlite_template

__all__ = ["database", "empty_database", "postgres_server", "sqlite_template"]
