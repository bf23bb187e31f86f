"""An office on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from intake.app.install import prepare
from intake.app.services import keyring_folder
from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings
from intake.vault.server.files import create_keyrings
from tests.integration.filing.world import configuration
from tests.integration.importing.ready import Ready
from tests.integration.publishing.office import Office, few_tables


@pytest.fixture
def office(
    database_settings: Settings, random: Callable[[int], bytes], at: datetime
) -> Iterator[Office]:
    """A body with four tables of which no quarter is closed yet; no unit of it has keys."""
    folder = keyring_folder(database_settings)
    folder.mkdir(mode=0o700)
    create_keyrings(folder, random)
    install_id = prepare(database_settings, random=random, at=at).install_id
    ready = Ready(database_settings, install_id, {}, random, at)
    sessions = make_sessions(make_engine(database_settings.database_url))
    yield Office(ready, sessions, few_tables(configuration()), database_settings.data_dir)
    sessions.kw["bind"].dispose()
