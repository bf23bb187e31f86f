"""A release that was changed where it is stored is not shown."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from intake.app.metadata import METADATA
from intake.publication.models import ReleaseFile
from intake.settings import load_settings
from tests.fixtures.releases_in_store import store_releases
from tests.web.installs import make_app


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Flask]:
    """An install of its own; nobody has asked for its release yet."""
    made = make_app(load_settings({"INTAKE_DATA": str(tmp_path)}), audiences=["public"])
    engine = made.extensions["intake"].sessions.kw["bind"]
    METADATA.create_all(engine)
    yield made
    engine.dispose()


@pytest.mark.parametrize("path", ["data/cases-by-agency.csv", "catalogue.json", "SHA256SUMS"])
def test_a_file_that_is_not_as_published_stops_the_page(fresh: Flask, path: str) -> None:
    with fresh.extensions["intake"].sessions() as session:
        # Numbers of their own: what is kept of a release is kept by its digest.
        store_releases(session, "saguaro-city", ["2025Q1"], scale=7 + len(path))
        session.execute(
            update(ReleaseFile)
            .where(ReleaseFile.path == path)
            .values(content=ReleaseFile.content + b" ")
        )
        session.commit()
    answer = fresh.test_client().get("/saguaro-city/en/reports/2025Q1")
    assert answer.status_code == 500
    assert "Cases" not in answer.text
