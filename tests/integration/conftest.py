"""Databases of both kinds, and installs that stand on them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fixtures.compiled import compile_once
from tests.fixtures.databases import (
    database,
    empty_database,
    new_engine,
    postgres_server,
    session,
    sqlite_template,
)
from tests.fixtures.postgres import PostgresServer
from tests.fixtures.standing import (
    postgres_standing,
    sqlite_standing,
    standing,
    standing_template,
    standing_url,
)
from tests.integration.cases.template import Template, make_template

__all__ = [
    "database",
    "empty_database",
    "new_engine",
    "postgres_server",
    "postgres_standing",
    "session",
    "sqlite_standing",
    "sqlite_template",
    "standing",
    "standing_template",
    "standing_url",
]

compile_once()


@pytest.fixture(scope="session")
def sqlite_at_work(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Template:
    """The unit on SQLite that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("at-work")
    shutil.copyfile(sqlite_template, folder / "intake.sqlite")
    return make_template(f"sqlite:///{folder / 'intake.sqlite'}", folder)


@pytest.fixture(scope="session")
def postgres_at_work(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer
) -> Iterator[Template]:
    """The unit on PostgreSQL that each test gets a copy of."""
    with postgres_server.own() as url:
        yield make_template(url, tmp_path_factory.mktemp("at-work"))
