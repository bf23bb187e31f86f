"""Residents' pages as a host of their own serves them: under its role, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session, sessionmaker

from intake.app.database_roles.rights import Role
from intake.db.engine import make_sessions
from intake.settings.audiences import Audience
from tests.fixtures.databases import Database
from tests.fixtures.roles import engine_as, granted, granted_database
from tests.web.resident.conftest import browser, client, other_browser, resident_app, world

__all__ = [
    "browser",
    "client",
    "granted",
    "granted_database",
    "other_browser",
    "resident_app",
    "world",
]


@pytest.fixture
def database(granted_database: Database) -> Database:
    """The database as the test itself looks into it: as its owner."""
    return granted_database


@pytest.fixture
def page_sessions(database: Database) -> Iterator[sessionmaker[Session]]:
    """Sessions of the pages: under the residents' role alone."""
    engine = engine_as(database.url, Role.RESIDENT)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def audiences() -> tuple[Audience, ...]:
    """The residents' pages and no other."""
    return (Audience.RESIDENT,)
