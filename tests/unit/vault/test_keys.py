"""Key sets: canonical in a box, narrowed for a recipient, silent in a log."""

import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.encoding import enc
from intake.vault.errors import KeyAbsent, KeyMalformed, UnknownFormat
from intake.vault.keys import (
    CHECK_LETTERS,
    COMPLAINANT_LETTERS,
    UNIT_LETTERS,
    KeyLetter,
    KeySet,
    new_key,
    new_share,
)

HEAD = b"\x01\x31"
letters = st.sets(st.sampled_from(list(KeyLetter)))


@settings(deadline=None)
@given(letters)
def test_a_set_comes_back_from_its_bytes(held: set[KeyLetter]) -> None:
    keys = KeySet.new(held, secrets.token_bytes)
    again = KeySet.decode(keys.encode())
    assert again == keys
    assert set(again.letters) == held
    assert hash(again) == hash(keys)


def test_the_order_of_making_does_not_show() -> None:
    one = KeySet({"C": b"c" * 32, "K": b"k" * 32})
    other = KeySet({"K": b"k" * 32, "C": b"c" * 32})
    assert one.encode() == other.encode() == HEAD + enc("K", b"k" * 32, "C", b"c" * 32)


def test_keys_are_independent() -> None:
    keys = KeySet.new(KeyLetter, secrets.token_bytes)
    assert len({keys[letter] for letter in KeyLetter}) == len(KeyLetter)
    assert new_key(secrets.token_bytes) != new_key(secrets.token_bytes)
    assert len(new_share(secrets.token_bytes)) == 32


def test_a_recipient_gets_what_was_granted_and_no_more() -> None:
    keys = KeySet.new("KITCL", secrets.token_bytes)
    content = keys.only("K")
    assert content["K"] == keys["K"]
    assert "I" not in content
    with pytest.raises(KeyAbsent):
        content["I"]
    with pytest.raises(KeyAbsent):
        content.only("KI")
    with pytest.raises(KeyAbsent):
        keys["X"]


def test_the_complainant_never_gets_the_case_key_nor_the_unit_the_tag_key() -> None:
    assert KeyLetter.CASE not in COMPLAINANT_LETTERS
    assert KeyLetter.TAG not in UNIT_LETTERS
    granted = {*COMPLAINANT_LETTERS, *UNIT_LETTERS}
    assert granted | set(CHECK_LETTERS) == set(KeyLetter)
    assert not granted & set(CHECK_LETTERS), "they go along with every box, asked for or not"


def test_sets_are_joined() -> None:
    keys = KeySet({"K": b"k" * 32}).with_keys(KeySet({"T": b"t" * 32}))
    assert keys == KeySet({"K": b"k" * 32, "T": b"t" * 32})


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x32" + enc("K", b"k" * 32),
        HEAD + enc("K"),
        HEAD + enc("K", b"k" * 31),
        HEAD + enc("X", b"k" * 32),
        HEAD + enc("I", b"i" * 32, "K", b"k" * 32),
        HEAD + enc("K", b"k" * 32, "K", b"k" * 32),
        HEAD + enc(b"\xff", b"k" * 32),
        HEAD + enc("K", b"k" * 32) + b"\0",
    ],
)
def test_other_bytes_are_no_set_of_keys(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        KeySet.decode(data)


def test_what_is_no_key_cannot_be_held() -> None:
    with pytest.raises(KeyMalformed):
        KeySet({"K": b"short"})


def test_keys_do_not_show_in_repr() -> None:
    assert repr(KeySet({"K": b"k" * 32, "I": b"i" * 32})) == "KeySet(KI)"
