"""Sealing: round trips, and everything altered, swapped, foreign or unknown fails closed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.errors import KeyMalformed, SealBroken, UnknownFormat
from intake.vault.padding import PART_FLOOR, pad
from intake.vault.sealing import (
    open_sealed,
    open_small,
    seal,
    seal_small,
)

KEY, SHARE, OTHER = b"k" * 32, b"s" * 32, b"o" * 32
HERE, THERE = b"here", b"there"


@settings(deadline=None)
@given(st.binary(max_size=5000), st.binary(max_size=60))
def test_what_was_sealed_opens_again(plaintext: bytes, context: bytes) -> None:
    blob = seal(KEY, plaintext, share=SHARE, context=context)
    assert open_sealed(KEY, blob, share=SHARE, context=context) == plaintext
    assert len(blob) == len(plaintext) + 74


def test_the_same_text_never_looks_the_same_twice() -> None:
    first, second = (seal(KEY, b"same", share=SHARE, context=HERE) for _ in range(2))
    assert first != second


def test_every_flipped_bit_is_noticed() -> None:
    blob = seal(KEY, b"a short text", share=SHARE, context=HERE)
    for place in range(len(blob)):
        for bit in range(8):
            broken = bytearray(blob)
            broken[place] ^= 1 << bit
            expected = UnknownFormat if place < 2 else SealBroken
            with pytest.raises(expected):
                open_sealed(KEY, bytes(broken), share=SHARE, context=HERE)


@settings(deadline=None)
@given(st.integers(0, 4096 + 73), st.integers(1, 255))
def test_any_flipped_byte_of_a_padded_text_is_noticed(place: int, flip: int) -> None:
    broken = bytearray(_TEXT)
    broken[place] ^= flip
    with pytest.raises(UnknownFormat if place < 2 else SealBroken):
        open_sealed(KEY, bytes(broken), share=SHARE, context=HERE)


def test_every_truncation_is_noticed() -> None:
    blob = seal(KEY, b"a short text", share=SHARE, context=HERE)
    for length in range(len(blob)):
        with pytest.raises(UnknownFormat if length < 2 else SealBroken):
            open_sealed(KEY, blob[:length], share=SHARE, context=HERE)


def test_a_long_text_cut_at_a_chunk_is_noticed() -> None:
    blob = seal(KEY, bytes(200_000), share=SHARE, context=HERE)
    for length in range(2, len(blob), 4099):
        with pytest.raises(SealBroken):
            open_sealed(KEY, blob[:length], share=SHARE, context=HERE)


def test_something_appended_is_noticed() -> None:
    blob = seal(KEY, b"text", share=SHARE, context=HERE)
    with pytest.raises(SealBroken):
        open_sealed(KEY, blob + b"\0", share=SHARE, context=HERE)


@pytest.mark.parametrize(
    ("key", "share", "context"),
    [(OTHER, SHARE, HERE), (KEY, OTHER, HERE), (KEY, SHARE, THERE), (SHARE, KEY, HERE)],
)
def test_another_key_share_or_place_opens_nothing(key: bytes, share: bytes, context: bytes) -> None:
    blob = seal(KEY, b"text", share=SHARE, context=HERE)
    with pytest.raises(SealBroken):
        open_sealed(key, blob, share=share, context=context)


@pytest.mark.parametrize("start", [b"\0\x01", b"\x02\x01", b"\x01\x00", b"\x01\x02", b"\x01\x11"])
def test_an_unknown_version_or_suite_is_named(start: bytes) -> None:
    blob = start + seal(KEY, b"text", share=SHARE, context=HERE)[2:]
    with pytest.raises(UnknownFormat):
        open_sealed(KEY, blob, share=SHARE, context=HERE)


@pytest.mark.parametrize("blob", [None, "text", 12, b"", b"\x01"])
def test_what_is_no_blob_is_named(blob: object) -> None:
    with pytest.raises(UnknownFormat):
        open_sealed(KEY, blob, share=SHARE, context=HERE)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", [b"", b"k" * 31, b"k" * 33, None, "k" * 32])
def test_what_is_no_key_is_named(key: object) -> None:
    blob = seal(KEY, b"text", share=SHARE, context=HERE)
    with pytest.raises(KeyMalformed):
        seal(key, b"text", share=SHARE, context=HERE)  # type: ignore[arg-type]
    with pytest.raises(KeyMalformed):
        open_sealed(key, blob, share=SHARE, context=HERE)  # type: ignore[arg-type]
    with pytest.raises(KeyMalformed):
        open_sealed(KEY, blob, share=key, context=HERE)  # type: ignore[arg-type]


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_small_values_open_again(plaintext: bytes) -> None:
    blob = seal_small(KEY, plaintext, context=HERE)
    assert open_small(KEY, blob, context=HERE) == plaintext


def test_small_values_fail_closed() -> None:
    blob = seal_small(KEY, b"value", context=HERE)
    for key, context in ((OTHER, HERE), (KEY, THERE)):
        with pytest.raises(SealBroken):
            open_small(key, blob, context=context)
    for place in range(len(blob)):
        broken = bytearray(blob)
        broken[place] ^= 1
        with pytest.raises(UnknownFormat if place < 2 else SealBroken):
            open_small(KEY, bytes(broken), context=HERE)


def test_a_small_value_is_no_part_even_under_the_same_key() -> None:
    small = seal_small(KEY, b"value", context=HERE)
    with pytest.raises(UnknownFormat):
        open_sealed(KEY, small, share=SHARE, context=HERE)
    with pytest.raises(SealBroken):
        open_sealed(KEY, b"\x01\x01" + small[2:], share=SHARE, context=HERE)


_TEXT = seal(KEY, pad(b"Se llevaron a mi hermano.", floor=PART_FLOOR), share=SHARE, context=HERE)
