"""Padding: powers of two from the floor up, and nothing but what `pad` makes is taken off."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.errors import SealBroken
from intake.vault.padding import MESSAGE_FLOOR, PART_FLOOR, pad, padded_size, unpad

floors = st.sampled_from([MESSAGE_FLOOR, PART_FLOOR])


@settings(deadline=None)
@given(st.binary(max_size=10_000), floors)
def test_what_was_padded_is_given_back(data: bytes, floor: int) -> None:
    padded = pad(data, floor=floor)
    assert unpad(padded) == data
    assert len(padded) == padded_size(len(data), floor=floor)


@settings(deadline=None)
@given(st.integers(0, 2_000_000), floors)
def test_sizes_are_powers_of_two_and_as_small_as_can_be(length: int, floor: int) -> None:
    size = padded_size(length, floor=floor)
    assert size & (size - 1) == 0
    assert size >= floor
    assert size >= length + 4
    assert size == floor or size // 2 < length + 4


@pytest.mark.parametrize(
    ("length", "floor", "size"),
    [
        (0, 4096, 4096),
        (4092, 4096, 4096),
        (4093, 4096, 8192),
        (50_000, 4096, 65_536),
        (0, 1024, 1024),
        (1020, 1024, 1024),
        (1021, 1024, 2048),
    ],
)
def test_sizes_at_the_edges(length: int, floor: int, size: int) -> None:
    assert padded_size(length, floor=floor) == size


@pytest.mark.parametrize("floor", [0, 4, 1000, -1024])
def test_a_floor_is_a_power_of_two(floor: int) -> None:
    with pytest.raises(ValueError, match="power of two"):
        padded_size(1, floor=floor)


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        b"\0\0\0\0",
        b"\0\0\0\x05abcd",
        b"\0\0\0\x01ab\0\0",
        b"\0\0\0\x01a\0\0\0\0",
        b"\xff\xff\xff\xffabcd",
    ],
)
def test_unsound_padding_is_refused(padded: bytes) -> None:
    with pytest.raises(SealBroken):
        unpad(padded)
