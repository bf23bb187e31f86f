"""An install with proven units, on each database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.integration.filing.world import World, make_world


@pytest.fixture
def world(session: Session, tmp_path: Path, random: Callable[[int], bytes]) -> World:
    """An install with proven units."""
    return make_world(session, folder=tmp_path / "keys", random=random)
