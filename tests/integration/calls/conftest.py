"""A unit at work on each database."""

from tests.integration.cases.conftest import app, staffed

__all__ = ["app", "staffed"]
