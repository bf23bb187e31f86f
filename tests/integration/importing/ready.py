"""An install that could take complaints: every unit proven, its keys in the test's hands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from intake.accounts.models import UnitVersion
from intake.actions.context import ActionContext
from intake.app.install import prepare
from intake.app.services import keyring_folder
from intake.cli.main import make_parser
from intake.db.engine import make_engine, make_sessions
from intake.db.ids import new_id
from intake.settings import Settings
from intake.settings.recovery import FILE_NAME, fingerprints, line
from intake.vault.server.files import Process, create_keyrings
from intake.vault.server.keyring import Keyring
from intake.vault.units.keys import UnitKeys
from intake.vault.units.recovery import RecoveryKey
from intake.vault.units.statements import UnitStatement, sign
from tests.integration.filing.world import configuration, questionnaire

Random = Callable[[int], bytes]
Record = dict[str, Any]


@dataclass(frozen=True)
class Ready:
    """The install, and what opens its units' boxes."""

    settings: Settings
    install_id: str
    unit_keys: Mapping[str, UnitKeys]
    random: Random
    at: datetime

    def context(self, process: Process = Process.STAFF) -> ActionContext:
        """What an action is given."""
        return ActionContext(
            install_id=self.install_id,
            at=self.at,
            random=self.random,
            configuration=configuration(),
            questionnaire=questionnaire(),
            keyring=Keyring.load(process.path(keyring_folder(self.settings))),
            recovery=fingerprints(self.settings),
        )

    def run(self, *words: str) -> int:
        """Run a command of the command line within this process; its exit code."""
        arguments = make_parser(words[:1]).parse_args(words)
        code: int = arguments.handler(arguments, self.settings)
        return code


def make_ready(settings: Settings, *, random: Random, at: datetime) -> Ready:
    """Prepare the install and prove every unit of every jurisdiction."""
    folder = keyring_folder(settings)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    create_keyrings(folder, random)
    install_id = prepare(settings, random=random, at=at).install_id
    recovery = {
        entity.key: RecoveryKey(sha256(entity.key.encode()).digest())
        for place in configuration().jurisdictions.values()
        for entity in place.entities.values()
    }
    lines = (line(key, one.public.fingerprint) for key, one in recovery.items())
    (settings.data_dir / FILE_NAME).write_text("\n".join(lines), "ascii")
    keys = {unit.key: UnitKeys.generate(random) for unit in configuration().units()}
    engine = make_engine(settings.database_url)
    with Session(engine) as session:
        session.execute(
            insert(UnitVersion),
            [
                _version(unit, own, recovery[unit.rpartition("/")[0]], install_id, random, at)
                for unit, own in keys.items()
            ],
        )
        session.commit()
    engine.dispose()
    return Ready(settings, install_id, keys, random, at)


def _version(
    unit: str, keys: UnitKeys, recovery: RecoveryKey, install_id: str, random: Random, at: datetime
) -> dict[str, object]:
    statement = UnitStatement.first(
        keys,
        install_id=install_id,
        unit_key=unit,
        recovery=recovery.public,
        members={"2" * 32: sha256(unit.encode()).digest()},
    )
    return {
        "id": new_id(random),
        "unit": unit,
        "version": 1,
        "statement": sign(statement, recovery),
        "stale": False,
        "made_at": at,
    }


def sessions_of(ready: Ready) -> Session:
    """A session on the install's database; close it, and its engine with it."""
    return make_sessions(make_engine(ready.settings.database_url))()


def as_lines(*records: object) -> bytes:
    """Records as JSON Lines."""
    return b"".join(json.dumps(record).encode() + b"\n" for record in records)
