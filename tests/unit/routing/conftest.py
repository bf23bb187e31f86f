"""The shipped configuration, loaded once for the tests of routing."""

from pathlib import Path

import pytest

from intake.rules import Configuration, Jurisdiction, load_configuration

CONFIG = Path(__file__).parents[3] / "config"


@pytest.fixture(scope="session")
def configuration() -> Configuration:
    return load_configuration(CONFIG)


@pytest.fixture(scope="session")
def saguaro(configuration: Configuration) -> Jurisdiction:
    return configuration.jurisdiction("saguaro-city")


@pytest.fixture(scope="session")
def marisol(configuration: Configuration) -> Jurisdiction:
    return configuration.jurisdiction("marisol-county")


@pytest.fixture(scope="session")
def ocotillo(configuration: Configuration) -> Jurisdiction:
    return configuration.jurisdiction("state-of-ocotillo")
