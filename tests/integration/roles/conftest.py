"""Residents' pages as a host of their own serves them: under its role, on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session, sessionmaker

from intake.app.database_roles.rights import Role
from intake.app.database_roles.statements import role_name
from intake.app.install import prepare
from intake.app.services import keyring_folder
from intake.db.engine import make_sessions
from intake.settings import Settings, load_settings
from intake.settings.audiences import Audience
from intake.vault.server.files import create_keyrings
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


@dataclass(frozen=True)
class PartedInstall:
    """An install on PostgreSQL, as the settings of each process name its database."""

    settings: Settings

    def under(self, role: Role) -> Settings:
        """The settings of a process of this role."""
        url = make_url(self.settings.database_url)
        own = url.update_query_dict({"options": f"-c role={role_name(role)}"})
        address = own.render_as_string(hide_password=False)
        return self.settings.model_copy(update={"database_url": address})


@pytest.fixture
def install(
    data_dir: Path, database: Database, random: Callable[[int], bytes], at: datetime
) -> PartedInstall:
    """Its owner made it; the roles have their rights."""
    own = load_settings({"INTAKE_DATA": str(data_dir), "INTAKE_DATABASE_URL": database.url})
    keyring_folder(own).mkdir(mode=0o700)
    create_keyrings(keyring_folder(own), random)
    prepare(own, random=random, at=at)
    return PartedInstall(own)
