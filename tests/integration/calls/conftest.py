"""A unit at work on each database."""

from tests.integration.cases.conftest import (
    app,
    database,
    staffed,
    template,
)

__all__ = ["app", "database", "staffed", "template"]
