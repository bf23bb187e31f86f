"""Boxes: only the recipient opens them, only where they belong, and keys come from their seed."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.boxes import PrivateKey, PublicKey, open_box, seal_box
from intake.vault.errors import KeyMalformed, SealBroken, UnknownFormat

SEED = bytes(range(32))
KEY = PrivateKey.from_seed(SEED)
OTHER = PrivateKey.from_seed(bytes(32))
DATA = Path(__file__).parents[2] / "data" / "vault"


@settings(deadline=None, max_examples=40)
@given(st.binary(max_size=400), st.binary(max_size=80))
def test_a_box_opens_for_its_recipient(plaintext: bytes, info: bytes) -> None:
    blob = seal_box(KEY.public, plaintext, info=info)
    assert open_box(KEY, blob, info=info) == plaintext
    assert len(blob) == len(plaintext) + 1138


def test_a_box_opens_for_nobody_else_and_nowhere_else() -> None:
    blob = seal_box(KEY.public, b"keys", info=b"case 1")
    for key, info in ((OTHER, b"case 1"), (KEY, b"case 2"), (KEY, b"")):
        with pytest.raises(SealBroken):
            open_box(key, blob, info=info)


@settings(deadline=None, max_examples=150)
@given(st.integers(0, 1138 + 3), st.integers(1, 255))
def test_any_flipped_byte_is_noticed(place: int, flip: int) -> None:
    broken = bytearray(_BOX)
    broken[place] ^= flip
    with pytest.raises(UnknownFormat if place < 2 else SealBroken):
        open_box(KEY, bytes(broken), info=b"case 1")


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 1138 + 3))
def test_any_truncation_is_noticed(length: int) -> None:
    with pytest.raises(UnknownFormat if length < 2 else SealBroken):
        open_box(KEY, _BOX[:length], info=b"case 1")


@pytest.mark.parametrize("blob", [None, "box", b"", b"\x02\x11" + bytes(1200), b"\x01\x01"])
def test_unknown_formats_are_named(blob: object) -> None:
    with pytest.raises(UnknownFormat):
        open_box(KEY, blob, info=b"case 1")  # type: ignore[arg-type]


def test_a_seed_always_gives_the_same_key() -> None:
    again = PrivateKey(SEED)
    assert again.public_bytes == KEY.public_bytes != OTHER.public_bytes
    assert again.public == KEY.public != OTHER.public
    assert len({again.public, KEY.public, OTHER.public}) == 2
    assert again.seed == SEED
    assert len(KEY.public_bytes) == 1216


def test_seeds_expand_as_the_published_vectors_say() -> None:
    for vector in json.loads((DATA / "xwing.json").read_text())["vectors"]:
        key = PrivateKey.from_seed(bytes.fromhex(vector["seed"]))
        assert key.public_bytes.hex().startswith(vector["public_begins"])
        assert key.public_bytes.hex().endswith(vector["public_ends"])
        assert key.public.sha256.hex() == vector["public_sha256"]


def test_a_public_key_is_read_back_and_parsed_once() -> None:
    public = PublicKey.from_bytes(KEY.public_bytes)
    assert public == KEY.public
    assert PublicKey.from_bytes(bytes(bytearray(KEY.public_bytes))) is public
    assert open_box(KEY, seal_box(public, b"keys", info=b"i"), info=b"i") == b"keys"


@pytest.mark.parametrize("data", [b"", KEY.public_bytes[:-1], KEY.public_bytes + b"\0"])
def test_what_is_no_public_key_is_named(data: bytes) -> None:
    with pytest.raises(KeyMalformed):
        PublicKey.from_bytes(data)


def test_public_keys_out_of_range_are_named() -> None:
    for data in (b"\xff" * 1216, KEY.public_bytes[:1184] + bytes(32)):
        with pytest.raises(KeyMalformed):
            seal_box(PublicKey.from_bytes(data), b"keys", info=b"")


@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33), None, "x" * 32])
def test_what_is_no_seed_is_named(seed: object) -> None:
    with pytest.raises(KeyMalformed):
        PrivateKey.from_seed(seed)  # type: ignore[arg-type]


def test_a_new_key_takes_its_seed_from_the_source_given() -> None:
    assert PrivateKey.generate(lambda count: b"\x07" * count).seed == b"\x07" * 32
    with pytest.raises(ValueError, match="random source"):
        PrivateKey.generate(lambda count: b"short")


def test_secrets_do_not_show_in_repr() -> None:
    assert SEED.hex() not in repr(KEY)
    assert repr(SEED) not in repr(KEY)


_BOX = seal_box(KEY.public, b"keys", info=b"case 1")
