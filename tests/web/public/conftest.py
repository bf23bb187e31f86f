"""The public pages alone, as a host may serve them; nothing has been published."""

from collections.abc import Iterator

import pytest
from flask import Flask

from intake.app.metadata import METADATA
from intake.publication.models import Release, ReleaseFile
from intake.settings import Settings
from tests.web.installs import make_app


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The application on the example jurisdictions, with the public pages alone."""
    application = make_app(settings, audiences=["public"])
    engine = application.extensions["intake"].sessions.kw["bind"]
    METADATA.create_all(engine, tables=[Release.__table__, ReleaseFile.__table__])
    yield application
    engine.dispose()
