"""A unit at work on each database, and the pages of its install."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from intake.settings import Settings
from intake.web.staff.session import COST
from tests.fixtures.chance import Clock
from tests.fixtures.databases import Database
from tests.integration.accounts.office import CHEAP, INSTALL_ID, Office
from tests.integration.cases.desk import Desk
from tests.integration.cases.staffed import Staffed, staff_a_unit
from tests.web.installs import make_app


@pytest.fixture
def app(database: Database, settings: Settings, clock: Clock) -> Flask:
    """The application on `database`, with a clock that tests move."""
    made = make_app(settings, sessions=database.sessions, clock=clock, install_id=INSTALL_ID)
    made.config[COST] = CHEAP
    return made


@pytest.fixture
def staffed(
    app: Flask,
    session: Session,
    settings: Settings,
    clock: Clock,
    random: Callable[[int], bytes],
    tmp_path: Path,
) -> Staffed:
    """A unit with one person for each role."""
    services = app.extensions["intake"]
    office = Office(session, services.staff_keyring, clock, random, settings=settings)
    return staff_a_unit(office, resident_keyring=services.resident_keyring)


@pytest.fixture
def desk(app: Flask, staffed: Staffed) -> Desk:
    """A case that was just filed."""
    case_id, code = staffed.file_with_code()
    return Desk(app, staffed, case_id, code)
