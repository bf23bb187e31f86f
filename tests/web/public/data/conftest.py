"""The public pages of an install that has published three releases, and of one that has none."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.app.metadata import METADATA
from intake.settings import load_settings
from tests.fixtures.releases_in_store import store_releases
from tests.web.installs import make_app

PLACE = "saguaro-city"
Files = Mapping[str, dict[str, bytes]]


@contextmanager
def install(folder: Path) -> Iterator[Flask]:
    """The public pages alone, on an empty database in memory."""
    folder.mkdir(mode=0o700)
    made = make_app(load_settings({"INTAKE_DATA": str(folder)}), audiences=["public"])
    engine = made.extensions["intake"].sessions.kw["bind"]
    METADATA.create_all(engine)
    yield made
    engine.dispose()


@pytest.fixture(scope="package")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, Files]]:
    """An install that has published, and the files that it published, by period."""
    with install(tmp_path_factory.mktemp("published") / "data") as made:
        with made.extensions["intake"].sessions() as session:
            files = store_releases(session, PLACE)
        yield made, files


@pytest.fixture
def app(standing: tuple[Flask, Files]) -> Flask:
    """The install that has published; a test leaves it as it was."""
    return standing[0]


@pytest.fixture
def published(standing: tuple[Flask, Files]) -> Files:
    """What it published."""
    return standing[1]


@pytest.fixture
def data(app: Flask) -> FlaskClient:
    """A browser on it."""
    return app.test_client()


@pytest.fixture(scope="package")
def unpublished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An install that has published nothing."""
    with install(tmp_path_factory.mktemp("unpublished") / "data") as made:
        yield made


@pytest.fixture
def empty(unpublished: Flask) -> FlaskClient:
    """A browser on it."""
    return unpublished.test_client()
