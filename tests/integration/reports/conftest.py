"""A scene on each database."""

from tests.integration.worker.conftest import scene as scene
