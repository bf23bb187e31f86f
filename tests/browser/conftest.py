"""An install behind a loopback address, and people at browsers."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.browser.serving import served
from tests.browser.states.world import World, raise_world
from tests.fixtures.compiled import compile_once
from tests.fixtures.databases import empty_database, postgres_server
from tests.fixtures.standing import (
    Standing,
    postgres_standing,
    sqlite_standing,
    standing,
    standing_template,
    standing_url,
)

__all__ = [
    "empty_database",
    "postgres_server",
    "postgres_standing",
    "sqlite_standing",
    "standing",
    "standing_template",
    "standing_url",
]

compile_once()


@pytest.fixture
def random() -> Callable[[int], bytes]:
    """Real chance: several threads of a server draw from it at once."""
    return os.urandom


@pytest.fixture
def address(standing: Standing) -> Iterator[str]:
    """Where the standing install of this test can be visited."""
    with served(standing.app) as found:
        yield found


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One world for this process; each look at it begins with everything as at first."""
    folder = tmp_path_factory.mktemp("world")
    folder.chmod(0o700)
    made = raise_world(folder)
    yield made
    made.standing.services.sessions.kw["bind"].dispose()


@pytest.fixture
def world_address(world: World) -> Iterator[str]:
    """Where the world can be visited, with everything as at first."""
    world.fresh("en")
    with served(world.app) as found:
        yield found
