"""The scene of the conflict tests on each database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from sqlalchemy.engine import make_url

from tests.fixtures.databases import KINDS
from tests.fixtures.postgres import PostgresServer
from tests.integration.cases.conftest import app, database, staffed
from tests.integration.cases.staffed import Staffed
from tests.integration.cases.template import Template
from tests.integration.conflict.scene import Scene, SceneTemplate, make_scene_template

__all__ = ["app", "database", "staffed"]


@pytest.fixture(scope="session")
def sqlite_scene(
    tmp_path_factory: pytest.TempPathFactory, sqlite_at_work: Template
) -> SceneTemplate:
    """The scene on SQLite that each test gets a copy of."""
    folder = tmp_path_factory.mktemp("scene")
    path = folder / "intake.sqlite"
    shutil.copyfile(make_url(sqlite_at_work.url).database or "", path)
    return make_scene_template(sqlite_at_work, f"sqlite:///{path}", folder)


@pytest.fixture(scope="session")
def postgres_scene(
    tmp_path_factory: pytest.TempPathFactory,
    postgres_at_work: Template,
    postgres_server: PostgresServer,
) -> Iterator[SceneTemplate]:
    """The scene on PostgreSQL that each test gets a copy of."""
    with postgres_server.own(make_url(postgres_at_work.url).database or "") as url:
        yield make_scene_template(postgres_at_work, url, tmp_path_factory.mktemp("scene"))


@pytest.fixture(params=KINDS)
def template(request: pytest.FixtureRequest) -> SceneTemplate:
    """The scene; the test runs once on SQLite and once on PostgreSQL."""
    found: SceneTemplate = request.getfixturevalue(f"{request.param}_scene")
    return found


@pytest.fixture
def scene(template: SceneTemplate, staffed: Staffed) -> Scene:
    """The board, its stand-in and the office outside."""
    return template.scene(staffed)
