"""The manifest: no part can be swapped, put back, renamed or left out unseen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.encoding import enc
from intake.vault.errors import SealBroken, UnknownFormat
from intake.vault.manifest import Manifest

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
digests = st.binary(min_size=32, max_size=32)
PARTS = {"p1": ("narrative", b"one"), "p2": ("answers", b"two")}


@settings(deadline=None)
@given(st.dictionaries(names, st.tuples(names, digests), max_size=6))
def test_a_manifest_comes_back_from_its_bytes(parts: dict[str, tuple[str, bytes]]) -> None:
    assert Manifest.from_bytes(Manifest(parts).to_bytes()) == Manifest(parts)


def test_the_order_does_not_show() -> None:
    backwards = dict(reversed(PARTS.items()))
    assert Manifest.of(PARTS).sha256 == Manifest.of(backwards).sha256


def test_each_part_is_the_one_that_was_listed() -> None:
    manifest = Manifest.of(PARTS)
    for part_id, (kind, blob) in PARTS.items():
        manifest.check(part_id, blob, kind=kind)


@pytest.mark.parametrize(
    ("part_id", "blob", "kind"),
    [
        ("p1", b"older", "narrative"),
        ("p1", b"two", "narrative"),
        ("p1", b"one", "answers"),
        ("p3", b"one", "narrative"),
        ("p3", b"", ""),
    ],
)
def test_another_part_is_refused(part_id: str, blob: bytes, kind: str) -> None:
    with pytest.raises(SealBroken):
        Manifest.of(PARTS).check(part_id, blob, kind=kind)


def test_every_change_changes_the_hash() -> None:
    hashes = {
        Manifest.of(parts).sha256
        for parts in (
            PARTS,
            {},
            {"p1": PARTS["p1"]},
            {**PARTS, "p1": ("narrative", b"other")},
            {**PARTS, "p1": ("answers", b"one")},
        )
    }
    assert len(hashes) == 5


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01\x52",
        b"\x01\x51" + enc("p", "k"),
        b"\x01\x51" + enc("p", "k", b"short"),
        b"\x01\x51" + enc("q", "k", bytes(32), "p", "k", bytes(32)),
        b"\x01\x51" + enc("p", "k", bytes(32), "p", "k", bytes(32)),
        b"\x01\x51" + enc(b"\xff", "k", bytes(32)),
    ],
)
def test_other_bytes_are_no_manifest(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        Manifest.from_bytes(data)
