"""An office on each database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from intake.accounts.people import Member
from tests.fixtures.chance import Clock
from tests.integration.accounts.office import INVESTIGATIONS, LEAD, Office, make_office


@pytest.fixture
def office(
    session: Session, tmp_path: Path, clock: Clock, random: Callable[[int], bytes]
) -> Office:
    """An install with a keyring and nobody in it."""
    return make_office(session, folder=tmp_path / "keys", clock=clock, random=random)


@pytest.fixture
def lead(office: Office) -> Member:
    """A lead whose unit is set up and open."""
    member, visit = office.person("Ada", {INVESTIGATIONS: LEAD})
    office.set_up(member, visit)
    return member
