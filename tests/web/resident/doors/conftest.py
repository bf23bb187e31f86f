"""The residents' application, reached by two doors."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from intake.settings import Settings, load_settings
from tests.fixtures.doors import ONION_URL, USUAL_URL, with_two_doors
from tests.web.doors import Visitor
from tests.web.resident.browser import Browser

Comes = Callable[[str], Browser]


@pytest.fixture
def settings(data_dir: Path) -> Settings:
    """Settings that name both doors."""
    return with_two_doors(load_settings({"INTAKE_DATA": str(data_dir)}))


@pytest.fixture
def comes_by(resident_app: Flask) -> Comes:
    """Makes a browser that comes by a door."""
    return lambda door: Browser(Visitor(resident_app, door))


@pytest.fixture
def usual(comes_by: Comes) -> Browser:
    """A browser at the usual door."""
    return comes_by(USUAL_URL)


@pytest.fixture
def onion(comes_by: Comes) -> Browser:
    """A browser at the onion's door."""
    return comes_by(ONION_URL)
