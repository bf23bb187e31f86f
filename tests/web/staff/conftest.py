"""Staff pages of an install with a migrated database, with people in it or with a unit at work."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings
from intake.web.staff.entry.session import COST
from tests.fixtures.chance import Clock
from tests.integration.accounts.office import CHEAP, INSTALL_ID, Office
from tests.integration.cases.template import Template, make_template
from tests.web.installs import make_app
from tests.web.staff.visitor import Visitor, new_visitor


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Template:
    """The install that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("at-work")
    shutil.copyfile(sqlite_template, folder / "intake.sqlite")
    return make_template(f"sqlite:///{folder / 'intake.sqlite'}", folder)


@pytest.fixture
def app(settings: Settings, sqlite_template: Path, clock: Clock) -> Iterator[Flask]:
    """The application on a database of its own, with a clock that tests move."""
    file = settings.data_dir / "intake.sqlite"
    shutil.copyfile(sqlite_template, file)
    engine = make_engine(f"sqlite:///{file}")
    application = make_app(
        settings, sessions=make_sessions(engine), clock=clock, install_id=INSTALL_ID
    )
    application.config[COST] = CHEAP
    yield application
    engine.dispose()


@pytest.fixture
def office(
    app: Flask, settings: Settings, clock: Clock, random: Callable[[int], bytes]
) -> Iterator[Office]:
    """The people of the install, made by the real actions."""
    services = app.extensions["intake"]
    with services.sessions() as session:
        yield Office(session, services.staff_keyring, clock, random, settings=settings)


@pytest.fixture
def visitor(app: Flask, office: Office) -> Visitor:
    """A fresh browser."""
    return new_visitor(app, office)
