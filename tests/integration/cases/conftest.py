"""A unit at work on each database, and the pages of its install."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings
from tests.fixtures.chance import Clock
from tests.fixtures.databases import KINDS, Database
from tests.fixtures.postgres import PostgresServer
from tests.integration.cases.desk import Desk
from tests.integration.cases.staffed import Staffed
from tests.integration.cases.template import Template


@pytest.fixture(params=KINDS)
def template(request: pytest.FixtureRequest) -> Template:
    """The unit; the test runs once on SQLite and once on PostgreSQL."""
    found: Template = request.getfixturevalue(f"{request.param}_at_work")
    return found


@pytest.fixture
def database(
    template: Template, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[Database]:
    """A copy of the unit's database."""
    url = make_url(template.url)
    if url.get_backend_name() == "sqlite":
        path = tmp_path / "intake.sqlite"
        shutil.copyfile(url.database or "", path)
        yield from _opened("sqlite", f"sqlite:///{path}")
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    with server.database(template=url.database or "") as copied:
        yield from _opened("postgres", copied)


def _opened(kind: str, url: str) -> Iterator[Database]:
    engine = make_engine(url)
    yield Database(kind, url, engine, make_sessions(engine))
    engine.dispose()


@pytest.fixture
def app(template: Template, database: Database, settings: Settings, clock: Clock) -> Flask:
    """The application on `database`, with a clock that tests move."""
    return template.app(database.engine, settings=settings, clock=clock)


@pytest.fixture
def staffed(
    template: Template, app: Flask, session: Session, settings: Settings, clock: Clock
) -> Staffed:
    """A unit with one person for each role; `app` puts its recovery line in place."""
    return template.copy(session, settings=settings, clock=clock)


@pytest.fixture
def desk(app: Flask, staffed: Staffed) -> Desk:
    """A case that was just filed."""
    case_id, code = staffed.file_with_code()
    return Desk(app, staffed, case_id, code)
