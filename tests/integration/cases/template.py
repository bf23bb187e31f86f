"""A unit at work, set up once a run, and copied with its database for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings, load_settings
from intake.settings.recovery import FILE_NAME
from intake.vault.server.keyring import Keyring
from intake.web.staff.entry.session import COST
from tests.fixtures.chance import Clock, repeatable_random
from tests.integration.accounts.office import CHEAP, INSTALL_ID, Office
from tests.integration.cases.staffed import Staffed, staff_a_unit
from tests.web.installs import make_app


@dataclass(frozen=True)
class Template:
    """An install whose database tests copy, and what its people and keyrings hold in memory."""

    url: str
    folder: Path
    staffed: Staffed
    staff_keyring: Keyring
    resident_keyring: Keyring

    def app(self, engine: Engine, *, settings: Settings, clock: Clock) -> Flask:
        """The application of a copy, with a clock that tests move."""
        shutil.copyfile(self.folder / FILE_NAME, settings.data_dir / FILE_NAME)
        made = make_app(
            settings,
            sessions=make_sessions(engine),
            clock=clock,
            install_id=INSTALL_ID,
            staff_keyring=self.staff_keyring,
            resident_keyring=self.resident_keyring,
        )
        made.config[COST] = CHEAP
        return made

    def copy(self, session: Session, *, settings: Settings, clock: Clock) -> Staffed:
        """The unit in a copy of the database."""
        before = self.staffed.office
        office = Office(
            session,
            self.staff_keyring,
            clock,
            repeatable_random(str(settings.data_dir)),
            recovery=dict(before.recovery),
            printed=dict(before.printed),
            ids=dict(before.ids),
            settings=settings,
        )
        members, visits = dict(self.staffed.members), dict(self.staffed.visits)
        return replace(self.staffed, office=office, members=members, visits=visits)


def make_template(url: str, folder: Path) -> Template:
    """Set up a unit with one person for each role in the migrated database at `url`."""
    folder.chmod(0o700)
    settings = load_settings({"INTAKE_DATA": str(folder)})
    engine = make_engine(url)
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
    # Nobody may be connected to a database that others are copied from.
    engine.dispose()
    return Template(url, folder, staffed, services.staff_keyring, services.resident_keyring)


@contextmanager
def copied(template: Template, url: str, folder: Path) -> Iterator[Staffed]:
    """Let the unit do more in a copy at `url` that becomes a template of its own."""
    settings = load_settings({"INTAKE_DATA": str(folder)})
    folder.chmod(0o700)
    shutil.copyfile(template.folder / FILE_NAME, folder / FILE_NAME)
    engine = make_engine(url)
    with make_sessions(engine)() as session:
        yield template.copy(session, settings=settings, clock=Clock())
    engine.dispose()
