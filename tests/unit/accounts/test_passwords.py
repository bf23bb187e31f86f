"""Which passwords are taken, and a seed under one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.accounts.errors import PasswordFault, PasswordUnfit
from intake.accounts.passwords import SeedPlace, check_password, spend_the_time, unwrap, wrap
from intake.vault.errors import WrongPassword
from intake.vault.passwords import Cost
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring, KeyringKey
from intake.vault.symbols.words import passphrase
from tests.fixtures.chance import repeatable_random

ABOUT = ("Lovelace", "ada.lovelace@office.example", "ada.lovelace", "office", "example")
CHEAP = Cost(1, 32, 4)


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("", PasswordFault.TOO_SHORT),
        ("thirteen char", PasswordFault.TOO_SHORT),
        ("x" * 1001, PasswordFault.TOO_LONG),
        ("1212121212121212", PasswordFault.TOO_UNIFORM),
        ("ada.lovelace@office.example", PasswordFault.HOLDS_NAME),
        ("LOVELACE-office-2026", PasswordFault.HOLDS_NAME),
    ],
)
def test_what_is_easy_to_guess_is_refused(password: str, fault: PasswordFault) -> None:
    with pytest.raises(PasswordUnfit) as caught:
        check_password(password, about=ABOUT)
    assert caught.value.fault is fault


@pytest.mark.parametrize(
    "password",
    [
        "fourteen chars",
        "my office is over seven bridges",
        "пятнадцать звёзд",
        "一二三四五六七八九十百千万億",
    ],
)
def test_length_is_what_counts(password: str) -> None:
    check_password(password, about=ABOUT)


@given(st.binary(min_size=16, max_size=16))
def test_the_offered_words_always_pass(seed: bytes) -> None:
    check_password(passphrase(repeatable_random(seed.hex())), about=ABOUT)


@pytest.fixture
def keyring(tmp_path: Path) -> Keyring:
    """A keyring with a pepper."""
    return Keyring.write_new(
        tmp_path / "k", {Purpose.PEPPER: (KeyringKey.new(repeatable_random("k")),)}
    )


def test_a_seed_opens_with_its_password_pepper_and_person_alone(keyring: Keyring) -> None:
    random, seed = repeatable_random("r"), bytes(range(32))
    place = SeedPlace(keyring, "i", "s")
    wrapped = wrap("Ａ fine password", seed, random=random, cost=CHEAP, place=place)
    assert unwrap("A fine password", wrapped, place=place) == seed, "NFKC"
    keyring.add(Purpose.PEPPER, KeyringKey.new(random))
    assert unwrap("A fine password", wrapped, place=place) == seed, "an older pepper"
    for change in ({"staff_id": "t"}, {"install_id": "j"}):
        with pytest.raises(WrongPassword):
            unwrap("A fine password", wrapped, place=replace(place, **change))
    with pytest.raises(WrongPassword):
        unwrap("A fine passworD", wrapped, place=place)
    with pytest.raises(WrongPassword):
        unwrap("A fine password", b"no wrapping", place=place)


def test_without_the_keyring_not_even_the_right_password_can_be_tested(
    keyring: Keyring, tmp_path: Path
) -> None:
    random = repeatable_random("r")
    place = SeedPlace(keyring, "i", "s")
    wrapped = wrap("A fine password", bytes(32), random=random, cost=CHEAP, place=place)
    other = Keyring.write_new(
        tmp_path / "other", {Purpose.PEPPER: (KeyringKey.new(repeatable_random("other")),)}
    )
    with pytest.raises(WrongPassword):
        unwrap("A fine password", wrapped, place=replace(place, keyring=other))


def test_an_unknown_address_costs_a_run_of_argon2(keyring: Keyring) -> None:
    drawn: list[int] = []

    def random(size: int) -> bytes:
        drawn.append(size)
        return bytes(size)

    spend_the_time("x", keyring=keyring, install_id="i", random=random, cost=CHEAP)
    assert drawn == [32, 16], "a seed and a salt, as a real wrapping takes"
