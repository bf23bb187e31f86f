"""A unit at work: set up once a run, and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask

from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings, load_settings
from intake.settings.recovery import FILE_NAME
from intake.vault.keyring import Keyring
from intake.web.staff.session import COST
from tests.fixtures.chance import Clock, repeatable_random
from tests.integration.accounts.office import CHEAP, INSTALL_ID, Office
from tests.integration.cases.staffed import Staffed, staff_a_unit
from tests.web.installs import make_app

DATABASE = "intake.sqlite"


@dataclass(frozen=True)
class Template:
    """An install with a unit at work, and what only memory holds of it."""

    folder: Path
    staffed: Staffed
    staff_keyring: Keyring
    resident_keyring: Keyring


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Template:
    """The install that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("at-work")
    folder.chmod(0o700)
    shutil.copyfile(sqlite_template, folder / DATABASE)
    settings = load_settings({"INTAKE_DATA": str(folder)})
    engine = make_engine(f"sqlite:///{folder / DATABASE}")
    app = make_app(settings, sessions=make_sessions(engine), install_id=INSTALL_ID)
    services = app.extensions["intake"]
    with services.sessions() as session:
        office = Office(
            session,
            services.staff_keyring,
            Clock(),
            repeatable_random("a unit at work"),
            settings=settings,
        )
        staffed = staff_a_unit(office, resident_keyring=services.resident_keyring)
    engine.dispose()
    return Template(folder, staffed, services.staff_keyring, services.resident_keyring)


@pytest.fixture
def app(template: Template, settings: Settings, clock: Clock) -> Iterator[Flask]:
    """The application on a copy of the install, with a clock that tests move."""
    for name in (DATABASE, FILE_NAME):
        shutil.copyfile(template.folder / name, settings.data_dir / name)
    engine = make_engine(f"sqlite:///{settings.data_dir / DATABASE}")
    made = make_app(
        settings,
        sessions=make_sessions(engine),
        clock=clock,
        install_id=INSTALL_ID,
        staff_keyring=template.staff_keyring,
        resident_keyring=template.resident_keyring,
    )
    made.config[COST] = CHEAP
    yield made
    engine.dispose()


@pytest.fixture
def staffed(app: Flask, template: Template, settings: Settings, clock: Clock) -> Iterator[Staffed]:
    """The unit of this test's install."""
    before = template.staffed
    with app.extensions["intake"].sessions() as session:
        office = Office(
            session,
            template.staff_keyring,
            clock,
            repeatable_random(str(settings.data_dir)),
            recovery=dict(before.office.recovery),
            printed=dict(before.office.printed),
            ids=dict(before.office.ids),
            settings=settings,
        )
        yield replace(
            before, office=office, members=dict(before.members), visits=dict(before.visits)
        )
