"""The public pages of an install of which one place has published, and the others have not."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.app.metadata import METADATA
from intake.settings import load_settings
from tests.fixtures.releases_in_store import store_releases
from tests.web.installs import make_app

PLACE = "saguaro-city"
QUARTERS = ("2025Q2", "2025Q3", "2025Q4", "2026Q1")
Files = Mapping[str, dict[str, bytes]]


@pytest.fixture(scope="package")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Files]]:
    """The install, and the files that it published, by quarter."""
    folder: Path = tmp_path_factory.mktemp("reports") / "data"
    folder.mkdir(mode=0o700)
    made = make_app(load_settings({"INTAKE_DATA": str(folder)}), audiences=["public"])
    engine = made.extensions["intake"].sessions.kw["bind"]
    METADATA.create_all(engine)
    with made.extensions["intake"].sessions() as session:
        files = store_releases(session, PLACE, QUARTERS, scale=3)
    yield made, files
    engine.dispose()


@pytest.fixture
def app(standing: tuple[Flask, Files]) -> Flask:
    """The install; a test leaves it as it was."""
    return standing[0]


@pytest.fixture
def published(standing: tuple[Flask, Files]) -> Files:
    """What was published."""
    return standing[1]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser on it."""
    return app.test_client()
