"""A unit at work on PostgreSQL whose pages run under the role of staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from intake.app.database_roles.rights import Role
from intake.app.worker import Worker
from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings
from intake.vault.server.files import Process, load_keyring
from intake.web.foundation.services import EXTENSION
from tests.fixtures.chance import Clock
from tests.fixtures.databases import Database
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.roles import engine_as, give_rights
from tests.integration.cases.conftest import desk, staffed
from tests.integration.cases.template import Template

__all__ = ["desk", "staffed"]


@pytest.fixture
def template(postgres_at_work: Template) -> Template:
    """The unit on PostgreSQL."""
    return postgres_at_work


@pytest.fixture
def database(
    template: Template, granted: str, postgres_server: PostgresServer
) -> Iterator[Database]:
    """A copy of the unit's database as its owner reaches it; the roles have their rights in it."""
    with postgres_server.database(make_url(template.url).database or "") as url:
        give_rights(url)
        engine = make_engine(url)
        yield Database("postgres", url, engine, make_sessions(engine))
        engine.dispose()


@pytest.fixture
def app(
    template: Template, database: Database, settings: Settings, clock: Clock
) -> Iterator[Flask]:
    """The application under the role of staff."""
    engine = engine_as(database.url, Role.STAFF)
    yield template.app(engine, settings=settings, clock=clock)
    engine.dispose()


@pytest.fixture
def worker(template: Template, app: Flask, database: Database) -> Iterator[Worker]:
    """A worker under its role, with its own keys; it publishes nothing."""
    engine = engine_as(database.url, Role.WORKER)
    services = replace(
        app.extensions[EXTENSION],
        sessions=make_sessions(engine),
        resident_keyring=None,
        staff_keyring=None,
    )
    yield Worker(services=services, keyring=load_keyring(template.folder / "keys", Process.WORKER))
    engine.dispose()


@pytest.fixture
def resident_session(database: Database) -> Iterator[Session]:
    """A session under the residents' role."""
    engine = engine_as(database.url, Role.RESIDENT)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()
