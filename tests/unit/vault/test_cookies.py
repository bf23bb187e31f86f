"""Cookie secrets: one spelling, separate keys for separate uses, forms bound to their cookie."""

import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.cookies import (
    csrf_matches,
    csrf_token,
    decode_secret,
    encode_secret,
    lookup_digest,
    new_secret,
    sealing_key,
)
from intake.vault.errors import KeyMalformed, SealBroken
from intake.vault.sealing import open_small, seal_small

SECRET, OTHER = b"s" * 32, b"o" * 32


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32))
def test_a_secret_comes_back_from_its_cookie(secret: bytes) -> None:
    text = encode_secret(secret)
    assert decode_secret(text) == secret
    assert len(text) == 43
    assert text.replace("-", "").replace("_", "").isalnum()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "A" * 42,
        "A" * 44,
        "A" * 42 + "B",
        "A" * 42 + "=",
        "+" * 43,
        "A" * 42 + "ñ",
        "\ud800" * 43,
        "A" * 43 + "\n",
    ],
)
def test_what_is_no_cookie_secret_is_named(text: str) -> None:
    with pytest.raises(KeyMalformed):
        decode_secret(text)


def test_uses_and_installs_are_kept_apart() -> None:
    made = {
        SECRET,
        lookup_digest(SECRET, "install"),
        lookup_digest(SECRET, "other"),
        lookup_digest(OTHER, "install"),
        sealing_key(SECRET, "install"),
        sealing_key(SECRET, "other"),
        bytes.fromhex(csrf_token(SECRET, "install")),
    }
    assert len(made) == 7


def test_a_row_opens_with_its_cookie_alone() -> None:
    blob = seal_small(sealing_key(SECRET, "install"), b"code", context=b"row")
    assert open_small(sealing_key(SECRET, "install"), blob, context=b"row") == b"code"
    with pytest.raises(SealBroken):
        open_small(sealing_key(OTHER, "install"), blob, context=b"row")


def test_a_form_belongs_to_its_cookie() -> None:
    token = csrf_token(SECRET, "install", form="send")
    assert csrf_matches(SECRET, "install", token, form="send")
    assert not csrf_matches(OTHER, "install", token, form="send")
    assert not csrf_matches(SECRET, "other", token, form="send")
    assert not csrf_matches(SECRET, "install", token, form="withdraw")
    for foreign in ("", token[:-1], token.upper() + "x", "ñ", "\ud800"):
        assert not csrf_matches(SECRET, "install", foreign, form="send")


def test_a_new_secret_is_random() -> None:
    assert new_secret(secrets.token_bytes) != new_secret(secrets.token_bytes)
