"""Rules for every test: no network, one folder a run, and an honest closing summary."""

import os
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

from tests.fixtures.network import close_network
from tests.fixtures.run_folder import close_run_folder, open_run_folder, run_folder
from tests.fixtures.summary import Summary, mark_lanes

# What stands on a database or on the application is named in the conftest of the folders that use
# it: loading either takes longer than a small run does.
pytest_plugins = ["tests.fixtures.browser", "tests.fixtures.chance", "tests.fixtures.install"]
__all__ = ["run_folder"]

# No test fails for being slow on a busy machine.
hypothesis_settings.register_profile("intake", deadline=None)
hypothesis_settings.load_profile("intake")

_FOLDER = pytest.StashKey[Path | None]()


def pytest_configure(config: pytest.Config) -> None:
    """Close the network, open the run's folder, and let one process keep the summary.

    Tests' own folders lie in the run's; who wants to look into them afterwards names another place
    with `--basetemp`.
    """
    close_network()
    folder = config.stash[_FOLDER] = open_run_folder()
    if folder is not None and config.option.basetemp is None:
        config.option.basetemp = str(folder / "tmp")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary(config), "intake-summary")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove what the run shared."""
    folder = config.stash.get(_FOLDER, None)
    if folder is not None:
        close_run_folder(folder)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each test's report say which lanes it belongs to."""
    mark_lanes(items)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the developer's own settings out of every test."""
    for name in [name for name in os.environ if name.startswith("INTAKE_") or name == "PORT"]:
        monkeypatch.delenv(name)
