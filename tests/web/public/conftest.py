"""The public pages alone, as a host may serve them."""

from collections.abc import Iterator

import pytest
from flask import Flask

from intake.settings import Settings
from tests.web.installs import make_app


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on the example jurisdictions, with the public pages alone."""
    application = make_app(settings, audiences=["public"])
    yield application
    application.extensions["intake"].sessions.kw["bind"].dispose()
