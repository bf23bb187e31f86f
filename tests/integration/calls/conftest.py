"""A unit at work on each database."""

from tests.integration.cases.conftest import (
    app,
    database,
    postgres_at_work,
    sqlite_at_work,
    staffed,
    template,
)

__all__ = ["app", "database", "postgres_at_work", "sqlite_at_work", "staffed", "template"]
