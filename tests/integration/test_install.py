"""The first start makes folder, keys, schema and name; later ones change none of them."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from intake.app.install import KeysMissing, SchemaOutdated, check_schema, prepare
from intake.app.services import keyring_folder
from intake.db.engine import make_engine, make_sessions
from intake.db.migrate import downgrade
from intake.db.models import Install
from intake.settings import Settings, load_settings
from intake.vault.errors import KeyringRefused
from intake.vault.server.files import Process, Purpose
from intake.vault.server.keyring import Keyring
from tests.fixtures.databases import Database

Random = Callable[[int], bytes]


@pytest.fixture
def empty_settings(empty_database: Database, data_dir: Path) -> Settings:
    return load_settings({"INTAKE_DATA": str(data_dir), "INTAKE_DATABASE_URL": empty_database.url})


def test_the_first_start_makes_an_install(
    empty_settings: Settings, random: Random, at: datetime
) -> None:
    prepared = prepare(empty_settings, random=random, at=at)
    assert prepared.first_start
    check_schema(empty_settings)
    engine = make_engine(empty_settings.database_url)
    with make_sessions(engine)() as session:
        assert session.scalars(select(Install.id)).all() == [prepared.install_id]
    engine.dispose()


def test_keys_are_for_their_owner_alone(
    empty_settings: Settings, random: Random, at: datetime
) -> None:
    prepare(empty_settings, random=random, at=at)
    folder = keyring_folder(empty_settings)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert empty_settings.data_dir.stat().st_mode & 0o777 == 0o700
    files = sorted(folder.iterdir())
    assert files
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_a_second_start_changes_nothing(
    empty_settings: Settings, random: Random, at: datetime
) -> None:
    first = prepare(empty_settings, random=random, at=at)
    path = Process.STAFF.path(keyring_folder(empty_settings))
    before = path.read_bytes()
    again = prepare(empty_settings, random=random, at=at)
    assert (again.install_id, again.first_start) == (first.install_id, False)
    assert path.read_bytes() == before
    assert Keyring.load(path).current(Purpose.PEPPER).key


def test_lost_keys_are_not_replaced_in_silence(
    empty_settings: Settings, random: Random, at: datetime
) -> None:
    prepare(empty_settings, random=random, at=at)
    for file in keyring_folder(empty_settings).iterdir():
        file.unlink()
    with pytest.raises(KeysMissing, match="backup"):
        prepare(empty_settings, random=random, at=at)


def test_a_key_file_that_others_can_read_is_refused(
    empty_settings: Settings, random: Random, at: datetime
) -> None:
    prepare(empty_settings, random=random, at=at)
    path = Process.RESIDENT.path(keyring_folder(empty_settings))
    path.chmod(0o640)
    with pytest.raises(KeyringRefused, match="chmod 600"):
        prepare(empty_settings, random=random, at=at)


def test_an_older_schema_is_not_served(
    empty_settings: Settings, random: Random, at: datetime
) -> None:
    prepare(empty_settings, random=random, at=at)
    engine = make_engine(empty_settings.database_url)
    downgrade(engine, migrations_dir=empty_settings.migrations_dir, revision="base")
    engine.dispose()
    with pytest.raises(SchemaOutdated, match="intake init"):
        check_schema(empty_settings)
