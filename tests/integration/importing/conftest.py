"""An install on each database, ready to take what is brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from intake.settings import Settings
from tests.integration.importing.ready import Ready, make_ready, sessions_of


@pytest.fixture
def ready(database_settings: Settings, random: Callable[[int], bytes], at: datetime) -> Ready:
    """All units of all example jurisdictions have keys."""
    return make_ready(database_settings, random=random, at=at)


@pytest.fixture
def stored(ready: Ready) -> Iterator[Session]:
    """A session on what the install holds."""
    with sessions_of(ready) as session:
        yield session
        engine = session.get_bind()
    engine.dispose()  # type: ignore[union-attr]


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """Where the file to bring in is written."""
    return tmp_path / "given.jsonl"
