"""An office on each database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.fixtures.chance import Clock
from tests.integration.accounts.office import Office, make_office


@pytest.fixture
def office(
    session: Session, tmp_path: Path, clock: Clock, random: Callable[[int], bytes]
) -> Office:
    """An install with a keyring and nobody in it."""
    return make_office(session, folder=tmp_path / "keys", clock=clock, random=random)
