"""An office on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from intake.db.engine import make_engine, make_sessions
from intake.settings import Settings
from tests.integration.filing.world import configuration
from tests.integration.importing.ready import make_ready
from tests.integration.publishing.office import Office, few_tables


@pytest.fixture
def office(
    database_settings: Settings, random: Callable[[int], bytes], at: datetime
) -> Iterator[Office]:
    """A body with four tables of which no quarter is closed yet."""
    ready = make_ready(database_settings, random=random, at=at)
    sessions = make_sessions(make_engine(database_settings.database_url))
    yield Office(ready, sessions, few_tables(configuration()), database_settings.data_dir)
    sessions.kw["bind"].dispose()
