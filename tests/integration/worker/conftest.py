"""A scene on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from intake.settings import Settings
from tests.integration.importing.ready import make_ready, sessions_of
from tests.integration.worker.scene import Scene


@pytest.fixture
def scene(
    database_settings: Settings, random: Callable[[int], bytes], at: datetime
) -> Iterator[Scene]:
    """An install whose units have keys, at nine o'clock of a Monday morning in its city."""
    ready = make_ready(database_settings, random=random, at=at)
    with sessions_of(ready) as session:
        yield Scene(ready, session, at)
        engine = session.get_bind()
    engine.dispose()  # type: ignore[union-attr]
