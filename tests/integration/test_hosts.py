"""A host of one audience starts with that audience's keys alone, and without them not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from intake.app.factory import AUDIENCES, KEYRINGS, services_for
from intake.app.install import prepare
from intake.app.services import keyring_folder
from intake.cli.main import main
from intake.settings import Settings
from intake.settings.audiences import Audience
from intake.vault.errors import KeyringRefused
from intake.vault.server.files import HOLDS, Process
from intake.web.foundation.hosts import SERVED
from intake.web.foundation.services import EXTENSION


@pytest.fixture
def install(settings: Settings, random: Callable[[int], bytes], at: datetime) -> Settings:
    """An install with every key, before its hosts are parted."""
    prepare(settings, random=random, at=at)
    return settings


@pytest.mark.sqlite
@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_host_needs_the_keys_of_its_audience_and_no_other(
    install: Settings, audience: Audience
) -> None:
    folder = keyring_folder(install)
    own = {process.path(folder) for process in KEYRINGS[audience]}
    for path in set(folder.iterdir()) - own:
        path.unlink()
    services = services_for(install, (audience,))
    held = (services.resident_keyring, services.staff_keyring)
    assert [keyring.path for keyring in held if keyring is not None] == list(own)
    for other in set(AUDIENCES) - {audience, Audience.PUBLIC}:
        with pytest.raises(KeyringRefused, match=rf"{other}\.keyring cannot be opened"):
            services_for(install, (other,))
    services.sessions.kw["bind"].dispose()


@pytest.mark.sqlite
def test_no_process_holds_what_another_needs(install: Settings) -> None:
    services = services_for(install, (Audience.RESIDENT,))
    assert services.staff_keyring is None
    with pytest.raises(KeyringRefused, match="no keys for that"):
        services.action_context(services.staff_keyring)
    services.sessions.kw["bind"].dispose()


@pytest.mark.sqlite
def test_the_command_writes_a_file_for_another_host(
    install: Settings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(install.data_dir))
    target = tmp_path / "resident.keyring"
    assert main(["keys", "split", "resident", str(target)]) == 0
    listed = ", ".join(HOLDS[Process.RESIDENT])
    assert capsys.readouterr().out == f"{target}: keys of a resident process: {listed}\n"
    assert target.read_bytes() == Process.RESIDENT.path(keyring_folder(install)).read_bytes()
    assert main(["keys", "split", "resident", str(target)]) == 2
    assert "resident.keyring is already there" in capsys.readouterr().err


@pytest.mark.sqlite
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_command_serves_one_audience(
    install: Settings, audience: Audience, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_DATA", str(install.data_dir))
    monkeypatch.setattr("intake.app.logs.configure", lambda _settings: None)
    served: list[Flask] = []
    monkeypatch.setattr("intake.cli.serve.serve", lambda make, _settings: served.append(make()))
    assert main(["serve", "--audience", audience.value]) == 0
    (app,) = served
    assert app.extensions[SERVED] == (audience,)
    held = app.extensions[EXTENSION]
    assert (held.staff_keyring is None) is (audience is not Audience.STAFF)
    assert (held.resident_keyring is None) is (audience is not Audience.RESIDENT)
    assert ("signin.password" in app.view_functions) is (audience is Audience.STAFF)
    assert ("resident.follow" in app.view_functions) is (audience is Audience.RESIDENT)
    assert ("public.home" in app.view_functions) is (audience is Audience.PUBLIC)
