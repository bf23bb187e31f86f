"""Bring a database to the newest schema, on either database."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from intake.db.transaction import whole_database


def upgrade(engine: Engine, *, migrations_dir: Path, revision: str = "head") -> None:
    """Apply every migration up to ``revision``, all in one transaction where the database can."""
    if revision == "head" and current_revision(engine) == head_revision(migrations_dir):
        return
    with whole_database(engine) as connection:
        command.upgrade(_config(connection, migrations_dir), revision)


def downgrade(engine: Engine, *, migrations_dir: Path, revision: str) -> None:
    """Undo migrations down to ``revision`` (``base`` for all)."""
    with whole_database(engine) as connection:
        command.downgrade(_config(connection, migrations_dir), revision)


def current_revision(engine: Engine) -> str | None:
    """The revision that the database is at, or None where nothing was ever applied."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head_revision(migrations_dir: Path) -> str:
    """The newest revision that this release ships.

    Raises:
        ValueError: there is none, or more than one.
    """
    names = frozenset(path.name for path in (migrations_dir / "versions").glob("*.py"))
    heads = _heads(migrations_dir, names)
    if len(heads) != 1:
        raise ValueError(f"expected one migration head, found {len(heads)}")
    return heads[0]


@lru_cache(maxsize=8)
def _heads(migrations_dir: Path, _: frozenset[str]) -> tuple[str, ...]:
    """The heads among the scripts of these names; Alembic compiles every script to know them."""
    return tuple(ScriptDirectory(str(migrations_dir)).get_heads())


def _config(connection: Connection, migrations_dir: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_dir).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
