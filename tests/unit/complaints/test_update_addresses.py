"""The address for updates opens with the worker's keyring, and its length is hidden."""

from __future__ import annotations

from pathlib import Path

from intake.complaints.update_addresses import open_update_address, seal_update_address
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring, KeyringKey
from tests.fixtures.chance import repeatable_random

SHORT, LONG = "a@b.example", "a@" + "\U0001f40d" * 252


def test_the_length_of_an_address_is_hidden(tmp_path: Path) -> None:
    keys = {Purpose.UPDATE_ADDRESSES: (KeyringKey.new(repeatable_random("k")),)}
    keyring = Keyring.write_new(tmp_path / "k", keys)
    sealed = [
        seal_update_address(one, keyring=keyring, install_id="i", complaint_id="c")
        for one in (SHORT, LONG)
    ]
    assert len(sealed[0]) == len(sealed[1])
    opened = [
        open_update_address(one, keyring=keyring, install_id="i", complaint_id="c")
        for one in sealed
    ]
    assert opened == [SHORT, LONG]
