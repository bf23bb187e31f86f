"""A real install that the command line runs on, on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from intake.settings import Settings
from tests.integration.importing.ready import Ready, make_ready, sessions_of


@pytest.fixture
def ready(database_settings: Settings, random: Callable[[int], bytes], at: datetime) -> Ready:
    """All units of all example jurisdictions have keys, and nobody is there yet."""
    return make_ready(database_settings, random=random, at=at)


@pytest.fixture
def stored(ready: Ready) -> Iterator[Session]:
    """A session on what the install holds."""
    with sessions_of(ready) as session:
        yield session
        engine = session.get_bind()
    engine.dispose()  # type: ignore[union-attr]
