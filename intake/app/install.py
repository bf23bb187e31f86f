"""What an install must have before it starts: its folder, its keys, its schema, its name."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, inspect, select

from intake.app.services import keyring_folder
from intake.db.engine import make_engine, make_sessions
from intake.db.ids import Random, new_id
from intake.db.migrate import current_revision, head_revision, upgrade
from intake.db.models import Install
from intake.db.transaction import transaction
from intake.settings.model import Settings
from intake.vault.server.files import Process, create_keyrings
from intake.vault.server.keyring import Keyring


class KeysMissing(Exception):
    """A database with data has no keys beside it: new ones would open nothing of what it holds."""


class SchemaOutdated(Exception):
    """The database is at another schema than this release needs."""


@dataclass(frozen=True)
class Prepared:
    """A prepared install: its id, and whether this call made it."""

    install_id: str
    first_start: bool


def ensure_keys(settings: Settings, random: Random, *, new_install: bool) -> None:
    """Make this install's own keys, as files that only their owner may read, unless they exist.

    Raises KeysMissing where the database is older than its keys: then a backup has to bring them.
    """
    folder = keyring_folder(settings)
    present = [path for process in Process if (path := process.path(folder)).exists()]
    for path in present:
        Keyring.load(path)  # refuses a file that others can read
    if present:
        return
    if not new_install:
        raise KeysMissing(f"there are no keys in {folder}; restore them from a backup")
    _private(folder)
    create_keyrings(folder, random)


def prepare(settings: Settings, *, random: Random, at: datetime) -> Prepared:
    """Make or complete an install: data folder, keys, migrations, the row that names it.

    Safe to repeat. Raises KeysMissing, and KeyringRefused for a key file that others can read.
    """
    _private(settings.data_dir)
    engine = make_engine(settings.database_url)
    try:
        new = "install" not in inspect(engine).get_table_names()
        ensure_keys(settings, random, new_install=new)
        upgrade(engine, migrations_dir=settings.migrations_dir)
        return _named(engine, random=random, at=at)
    finally:
        engine.dispose()


def check_schema(settings: Settings) -> None:
    """Raise SchemaOutdated unless the database is at this release's schema."""
    engine = make_engine(settings.database_url)
    try:
        if current_revision(engine) != head_revision(settings.migrations_dir):
            raise SchemaOutdated("the database schema is not this release's; run: intake init")
    finally:
        engine.dispose()


def _named(engine: Engine, *, random: Random, at: datetime) -> Prepared:
    with make_sessions(engine)() as session, transaction(session):
        known: str | None = session.scalar(select(Install.id))
        if known is not None:
            return Prepared(known, first_start=False)
        fresh = Install(id=new_id(random), created_day=at.date())
        session.add(fresh)
        return Prepared(fresh.id, first_start=True)


def _private(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
