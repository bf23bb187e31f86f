"""Codes: every slip is told apart from an unknown code, and nothing but the code finds or opens."""

import re
import secrets

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.boxes import open_box, seal_box
from intake.vault.errors import CodeMalformed, CodeSlip, SealBroken
from intake.vault.symbols.codes import lookup_digest, mailbox_key, new_code, read_code
from intake.vault.symbols.crockford import ALPHABET

WRITTEN = re.compile(rf"[{ALPHABET}]{{5}}(-[{ALPHABET}]{{5}}){{4}}\Z")
CODE = new_code(lambda count: bytes(range(100, 100 + count)))
LETTERS = CODE.replace("-", "")

secret = st.binary(min_size=15, max_size=15)


@settings(deadline=None)
@given(secret)
def test_a_new_code_is_written_in_five_groups_and_read_back(data: bytes) -> None:
    code = new_code(lambda count: data[:count])
    assert WRITTEN.match(code)
    assert read_code(code) == code


@settings(deadline=None)
@given(secret, secret)
def test_all_120_bits_count(one: bytes, other: bytes) -> None:
    codes = {new_code(lambda _, data=data: data) for data in (one, other)}
    digests = {lookup_digest(code, "install") for code in codes}
    assert len(codes) == len(digests) == len({one, other})


@settings(deadline=None)
@given(secret, st.data())
def test_a_code_typed_sloppily_is_read(data: bytes, draw: st.DataObject) -> None:
    code = new_code(lambda _: data)
    noise = st.sampled_from(["", " ", "-", "\u2014", "\u200b", "\u00ad", "\t", "\u2212", "\u202a"])
    typed = "".join(
        draw.draw(noise) + draw.draw(st.sampled_from(_spellings(symbol))) + draw.draw(noise)
        for symbol in code.replace("-", "")
    )
    assert read_code(typed) == code


def test_every_single_slip_is_told() -> None:
    for place, right in enumerate(LETTERS):
        for wrong in ALPHABET.replace(right, ""):
            with pytest.raises(CodeSlip):
                read_code(LETTERS[:place] + wrong + LETTERS[place + 1 :])


def test_every_exchange_of_neighbours_is_told() -> None:
    for place in range(len(LETTERS) - 1):
        one, other = LETTERS[place : place + 2]
        if one == other:
            continue
        with pytest.raises(CodeSlip):
            read_code(LETTERS[:place] + other + one + LETTERS[place + 2 :])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", 0),
        ("   ", 0),
        (LETTERS[:-1], 24),
        (LETTERS + "0", 26),
        ("U" + LETTERS[1:], 24),
        ("é" + LETTERS[1:], 24),
        ("\ud800" + LETTERS, 25),
        ("0" * 50_000, 1000),
    ],
)
def test_what_is_no_code_says_how_much_could_be_read(typed: str, found: int) -> None:
    with pytest.raises(CodeMalformed) as raised:
        read_code(typed)
    assert (raised.value.found, raised.value.expected) == (found, 25)


def test_errors_never_quote_what_was_typed() -> None:
    slip = LETTERS[:-1] + ("0" if LETTERS[-1] != "0" else "1")
    for typed in (slip, LETTERS[:-1]):
        with pytest.raises((CodeSlip, CodeMalformed)) as raised:
            read_code(typed)
        assert typed[:5] not in f"{raised.value!s}{raised.value!r}"


def test_a_lookup_needs_the_code_and_the_install() -> None:
    digest = lookup_digest(CODE, "install")
    assert len(digest) == 32
    assert digest == lookup_digest(f" {CODE.lower()} ", "install")
    assert digest != lookup_digest(CODE, "other-install")
    assert digest != lookup_digest(new_code(secrets.token_bytes), "install")


def test_a_lookup_of_a_slip_is_refused() -> None:
    with pytest.raises(CodeSlip):
        lookup_digest(LETTERS[1] + LETTERS[0] + LETTERS[2:], "install")


def test_the_mailbox_opens_with_the_code_alone() -> None:
    mailbox = mailbox_key(CODE, "install")
    blob = seal_box(mailbox.public, b"keys", info=b"here")
    assert open_box(mailbox_key(CODE.lower(), "install"), blob, info=b"here") == b"keys"
    for other in (
        mailbox_key(CODE, "other"),
        mailbox_key(new_code(secrets.token_bytes), "install"),
    ):
        with pytest.raises(SealBroken):
            open_box(other, blob, info=b"here")


def test_what_is_stored_does_not_lead_to_the_mailbox() -> None:
    assert lookup_digest(CODE, "install") != mailbox_key(CODE, "install").seed


def _spellings(symbol: str) -> list[str]:
    alike = {"0": ["0", "o", "O", "٠", "０"], "1": ["1", "i", "I", "l", "L", "१"]}
    wide = chr(ord(symbol) + 0xFEE0)
    return alike.get(symbol, [symbol, symbol.lower(), wide])
