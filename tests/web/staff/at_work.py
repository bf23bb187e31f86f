"""Fixtures of a unit at work; a room's own conftest imports those that it stands on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.engine import make_url

from intake.db.engine import make_engine
from intake.settings import Settings
from tests.fixtures.chance import Clock
from tests.integration.cases.desk import Desk
from tests.integration.cases.staffed import Staffed
from tests.integration.cases.template import Template


@pytest.fixture
def app(template: Template, settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The application on a copy of the install, with a clock that tests move."""
    file = settings.data_dir / "intake.sqlite"
    shutil.copyfile(make_url(template.url).database or "", file)
    engine = make_engine(f"sqlite:///{file}")
    yield template.app(engine, settings=settings, clock=clock)
    engine.dispose()


@pytest.fixture
def staffed(app: Flask, template: Template, settings: Settings, clock: Clock) -> Iterator[Staffed]:
    """The unit of this test's install."""
    with app.extensions["intake"].sessions() as session:
        yield template.copy(session, settings=settings, clock=clock)


@pytest.fixture
def desk(app: Flask, staffed: Staffed) -> Desk:
    """A case that was just filed."""
    case_id, code = staffed.file_with_code()
    return Desk(app, staffed, case_id, code)
