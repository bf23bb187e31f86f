"""Addresses: one spelling for the tag, nothing that a mail's header would obey."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake.accounts.addresses import checked_address, login_tag, login_tags
from intake.accounts.errors import AddressMalformed
from intake.accounts.profiles import MOST_NAME_CHARACTERS, Profile, open_profile, seal_profile
from intake.vault.errors import SealBroken
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring, KeyringKey
from tests.fixtures.chance import repeatable_random


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    """A keyring with a key for addresses."""
    return Keyring.write_new(
        tmp_path / "k", {Purpose.ADDRESSES: (KeyringKey.new(repeatable_random("k")),)}
    )


def test_spellings_of_one_address_have_one_tag(keyring: Keyring) -> None:
    tags = {
        login_tag(keyring, spelling)
        for spelling in ("ada@x.example", " ADA@X.example ", "ａda@x.example", "Ada@x.EXAMPLE")
    }
    assert len(tags) == 1
    assert login_tag(keyring, "straße@x.example") == login_tag(keyring, "STRASSE@x.example")
    assert login_tag(keyring, "ada@y.example") not in tags


def test_an_account_is_found_after_the_key_was_rotated(keyring: Keyring) -> None:
    before = login_tag(keyring, "ada@x.example")
    keyring.add(Purpose.ADDRESSES, KeyringKey.new(repeatable_random("r")))
    assert login_tag(keyring, "ada@x.example") != before
    assert before in login_tags(keyring, "ada@x.example")


def test_an_address_is_kept_as_typed_save_its_outer_blanks() -> None:
    assert checked_address(" Ada.Lovelace+x@X.example\n") == "Ada.Lovelace+x@X.example"
    assert checked_address("ada@correo-ñ.example") == "ada@correo-ñ.example"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "@x.example",
        "ada@",
        "a b@x.example",
        "a@b@c",
        "ada@x.example\nBcc: all@x.example",
        "ada@x.example, ben@x.example",
        "<ada@x.example>",
        "ada\x00@x.example",
        "a" * 250 + "@x.example",
        "a" * 65 + "@x.example",
        "a@b",
        "ada@localhost",
        "josé@correo.example",
        "ada@x..example",
        "ada@.example",
        "ada@-x.example",
        "ada@x.example.",
        "ada@192.168.0.1",
        ".ada@x.example",
        "ada.@x.example",
        "a..b@x.example",
        "=?utf-8?q?x?=@x.example",
        "ada@x.example:25",
        "(ada)@x.example",
        "ada@" + "x" * 64 + ".example",
    ],
)
def test_what_is_no_single_address_is_refused(typed: str) -> None:
    with pytest.raises(AddressMalformed):
        checked_address(typed)


def test_a_profile_opens_in_its_own_row_alone(keyring: Keyring) -> None:
    profile = Profile("Ada \u202e Lovelace", "ada@x.example")
    sealed = seal_profile(profile, keyring=keyring, install_id="i", staff_id="s")
    assert b"ada@" not in sealed
    assert open_profile(sealed, keyring=keyring, install_id="i", staff_id="s") == profile
    with pytest.raises(SealBroken):
        open_profile(sealed, keyring=keyring, install_id="i", staff_id="t")


def test_the_length_of_a_name_and_an_address_is_hidden(keyring: Keyring) -> None:
    longest = Profile("\U0001f40d" * MOST_NAME_CHARACTERS, "a@" + "\U0001f40d" * 252)
    sealed = [
        seal_profile(profile, keyring=keyring, install_id="i", staff_id="s")
        for profile in (Profile("A", "a@b.example"), longest)
    ]
    assert len(sealed[0]) == len(sealed[1])
    assert open_profile(sealed[1], keyring=keyring, install_id="i", staff_id="s") == longest
