"""An install whose units have proven keys: what filing needs to have something to seal to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from sqlalchemy import insert
from sqlalchemy.orm import Session

from intake.accounts.models import UnitVersion
from intake.actions.context import ActionContext
from intake.complaints.visits import VisitLengths
from intake.db.ids import new_id
from intake.questions.loading import load_questionnaire
from intake.questions.questionnaire import Questionnaire
from intake.rules import Configuration, load_configuration
from intake.settings import locations
from intake.vault.boxes import PrivateKey
from intake.vault.server.files import Process, create_keyrings
from intake.vault.server.keyring import Keyring
from intake.vault.units.keys import UnitKeys
from intake.vault.units.recovery import RecoveryKey
from intake.vault.units.statements import UnitStatement, sign

INSTALL_ID = "1" * 32
PLACE = "saguaro-city"
BOARD = f"{PLACE}/oversight-board"
INTAKE_UNIT = f"{BOARD}/intake"
INVESTIGATIONS = f"{BOARD}/investigations"
INSPECTOR = f"{PLACE}/inspector-general"
REVIEW = f"{INSPECTOR}/review"
MONDAY = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
LENGTHS = VisitLengths()
LIMIT = 50_000

Random = Callable[[int], bytes]


@cache
def configuration() -> Configuration:
    """The shipped example jurisdictions, read once a run."""
    return load_configuration(locations.config_dir())


@cache
def questionnaire() -> Questionnaire:
    """The shipped questions, read once a run."""
    return load_questionnaire(locations.config_dir())


@dataclass
class World:
    """The keys and circumstances of one install."""

    random: Random
    keyrings: Mapping[Process, Keyring]
    unit_keys: dict[str, UnitKeys] = field(default_factory=dict)
    recovery: dict[str, str] = field(default_factory=dict)
    at: datetime = MONDAY
    process: Process = Process.RESIDENT

    def context(self, at: datetime | None = None) -> ActionContext:
        """What an action is given at this moment."""
        return ActionContext(
            install_id=INSTALL_ID,
            at=at or self.at,
            random=self.random,
            configuration=configuration(),
            questionnaire=questionnaire(),
            keyring=self.keyrings[self.process],
            recovery=self.recovery,
        )

    def unit_key(self, unit: str) -> PrivateKey:
        """What opens a unit's boxes."""
        return self.unit_keys[unit].private


def make_world(session: Session, *, folder: Path, random: Random) -> World:
    """Give every unit of every example jurisdiction a proven key of version 1."""
    folder.mkdir(mode=0o700, exist_ok=True)
    world = World(random=random, keyrings=create_keyrings(folder, random))
    rows = [row for unit in configuration().units() for row in [_prove(world, unit.key)]]
    session.execute(insert(UnitVersion), rows)
    session.commit()
    return world


def _prove(world: World, unit: str) -> dict[str, object]:
    entity = unit.rpartition("/")[0]
    recovery = RecoveryKey(sha256(entity.encode()).digest())
    world.recovery[entity] = recovery.public.fingerprint
    keys = world.unit_keys[unit] = UnitKeys.generate(world.random)
    statement = UnitStatement.first(
        keys,
        install_id=INSTALL_ID,
        unit_key=unit,
        recovery=recovery.public,
        members={"2" * 32: sha256(unit.encode()).digest()},
    )
    return {
        "id": new_id(world.random),
        "unit": unit,
        "version": 1,
        "statement": sign(statement, recovery),
        "stale": False,
        "made_at": MONDAY,
    }
