"""The scene of the conflict tests on each database."""

import pytest

from tests.integration.cases.conftest import (
    app,
    database,
    postgres_at_work,
    sqlite_at_work,
    staffed,
    template,
)
from tests.integration.cases.staffed import Staffed
from tests.integration.conflict.scene import Scene, set_scene

__all__ = ["app", "database", "postgres_at_work", "sqlite_at_work", "staffed", "template"]


@pytest.fixture
def scene(staffed: Staffed) -> Scene:
    """The board, its stand-in and the office outside."""
    return set_scene(staffed)
