"""The public pages of an install that has published three releases."""

from collections.abc import Mapping
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.app.metadata import METADATA
from tests.fixtures.releases_in_store import store_releases

PLACE = "saguaro-city"


@pytest.fixture
def empty(app: Flask) -> FlaskClient:
    """A client of an install that has published nothing."""
    METADATA.create_all(app.extensions["intake"].sessions.kw["bind"])
    return app.test_client()


@pytest.fixture
def published(app: Flask, empty: FlaskClient) -> Mapping[str, dict[str, bytes]]:
    """The files that were published, by period."""
    with app.extensions["intake"].sessions() as session:
        return store_releases(session, PLACE)


@pytest.fixture
def data(empty: FlaskClient, published: Mapping[str, Any]) -> FlaskClient:
    """A client of an install that has published."""
    return empty
