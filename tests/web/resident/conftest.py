"""The whole application on a database whose units have proven keys, and a patient browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from intake.app.factory import create_app
from intake.settings import Settings, recovery
from intake.settings.audiences import Audience
from tests.fixtures.chance import Clock
from tests.fixtures.databases import Database
from tests.integration.filing.world import INSTALL_ID, World, make_world
from tests.web.installs import make_services
from tests.web.resident.browser import Browser


@pytest.fixture
def database(request: pytest.FixtureRequest, sqlite_template, tmp_path) -> Iterator[Database]:  # type: ignore[no-untyped-def]
    """SQLite alone: what the database does differently is tested below the pages."""
    from tests.fixtures.databases import _opened

    request.param = "sqlite"  # type: ignore[attr-defined]
    yield from _opened(request, empty=False)


@pytest.fixture
def page_sessions(database: Database) -> sessionmaker[Session]:
    """How the pages reach the database."""
    return database.sessions


@pytest.fixture
def audiences() -> tuple[Audience, ...]:
    """Whom the application serves."""
    return (Audience.PUBLIC, Audience.RESIDENT)


@pytest.fixture
def resident_app(
    settings: Settings,
    database: Database,
    page_sessions: sessionmaker[Session],
    audiences: tuple[Audience, ...],
    clock: Clock,
) -> Flask:
    """The application, its units proven, its clock in the test's hands."""
    services = make_services(settings)
    services.sessions.kw["bind"].dispose()
    with database.sessions() as session:
        world = make_world(session, folder=settings.data_dir / "world-keys", random=services.random)
    for entity, fingerprint in world.recovery.items():
        recovery.write(settings, entity, fingerprint)
    app = create_app(
        settings,
        services=replace(
            services,
            sessions=page_sessions,
            install_id=INSTALL_ID,
            clock=clock,
            staff_keyring=None,
        ),
        audiences=audiences,
    )
    app.extensions["test-world"] = world
    return app


@pytest.fixture
def world(resident_app: Flask) -> World:
    """The keys behind the application."""
    found: World = resident_app.extensions["test-world"]
    return found


@pytest.fixture
def browser(resident_app: Flask) -> Browser:
    """A browser that fills in forms as a person does."""
    return Browser(resident_app.test_client())


@pytest.fixture
def other_browser(resident_app: Flask) -> Browser:
    """Another device."""
    return Browser(resident_app.test_client())


@pytest.fixture
def client(resident_app: Flask) -> FlaskClient:
    """A bare client."""
    return resident_app.test_client()
