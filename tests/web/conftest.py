"""The application and a browser-like client for page tests."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from intake.settings import Settings
from tests.fixtures.compiled import compile_once
from tests.fixtures.databases import sqlite_template
from tests.web.installs import make_app

__all__ = ["sqlite_template"]

compile_once()


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on the example jurisdictions."""
    application = make_app(settings)
    yield application
    application.extensions["intake"].sessions.kw["bind"].dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client with cookies, as a browser has them."""
    return app.test_client()
