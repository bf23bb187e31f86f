"""The scene of the conflict tests: what is filed there is attacked here."""

from __future__ import annotations

from tests.integration.conflict.conftest import (
    app,
    database,
    postgres_scene,
    scene,
    sqlite_scene,
    staffed,
    template,
)

__all__ = [
    "app",
    "database",
    "postgres_scene",
    "scene",
    "sqlite_scene",
    "staffed",
    "template",
]
