"""The list of parts and the manifest: nothing filed can be swapped, renamed or left out unseen."""

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.vault.encoding import enc
from intake.vault.errors import SealBroken, UnknownFormat
from intake.vault.manifest import FiledCase, Manifest, PartList

names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
digests = st.binary(min_size=32, max_size=32)
PARTS = {"p1": ("narrative", b"one"), "p2": ("answers", b"two")}


@settings(deadline=None)
@given(st.dictionaries(names, st.tuples(names, digests), max_size=6))
def test_a_list_comes_back_from_its_bytes(parts: dict[str, tuple[str, bytes]]) -> None:
    assert PartList.from_bytes(PartList(parts).to_bytes()) == PartList(parts)


def test_the_order_does_not_show() -> None:
    backwards = dict(reversed(PARTS.items()))
    assert PartList.of(PARTS).to_bytes() == PartList.of(backwards).to_bytes()


def test_each_part_is_the_one_that_was_listed() -> None:
    listed = PartList.of(PARTS)
    for part_id, (kind, blob) in PARTS.items():
        listed.check(part_id, blob, kind=kind)


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
        PartList.of(PARTS).check(part_id, blob, kind=kind)


def test_every_change_changes_the_hash() -> None:
    hashes = {
        manifest(parts=PartList.of(parts)).sha256
        for parts in (
            PARTS,
            {},
            {"p1": PARTS["p1"]},
            {**PARTS, "p1": ("narrative", b"other")},
            {**PARTS, "p1": ("answers", b"one")},
        )
    }
    assert len(hashes) == 5


OTHER = [
    b"",
    b"\x01\x51",
    b"\x01\x52" + enc("p", "k"),
    b"\x01\x52" + enc("p", "k", b"short"),
    b"\x01\x52" + enc("q", "k", bytes(32), "p", "k", bytes(32)),
    b"\x01\x52" + enc("p", "k", bytes(32), "p", "k", bytes(32)),
    b"\x01\x52" + enc(b"\xff", "k", bytes(32)),
]


@pytest.mark.parametrize("data", OTHER)
def test_other_bytes_are_no_list(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        PartList.from_bytes(data)


def manifest(**changes: Any) -> Manifest:
    """A manifest with two cases."""
    plain = Manifest(
        parts=PartList.of(PARTS),
        reference="2026-AAAAAA",
        jurisdiction="saguaro-city",
        identity_mode="anonymous",
        mailbox_id="m" * 32,
        mailbox_sha256=b"m" * 32,
        code_known_to_staff=False,
        identity=b"i" * 32,
        cases=(case("1"), case("2")),
    )
    return replace(plain, **changes)


def case(number: str, **changes: Any) -> FiledCase:
    """A case as it began."""
    plain = FiledCase(case_id=number * 32, unit="a/b/c", thread=b"t" * 32, case=b"c" * 32)
    return replace(plain, **changes)


CHANGES: dict[str, Any] = {
    "parts": PartList({}),
    "reference": "2026-BBBBBB",
    "jurisdiction": "marisol-county",
    "identity_mode": "identified",
    "mailbox_id": "n" * 32,
    "mailbox_sha256": b"n" * 32,
    "code_known_to_staff": True,
    "identity": b"j" * 32,
    "cases": (case("1"),),
}


def test_everything_that_it_says_is_in_its_hash() -> None:
    assert CHANGES.keys() == {field.name for field in fields(Manifest)}
    changed = [manifest(**{name: value}) for name, value in CHANGES.items()]
    changed += [
        manifest(cases=(case("1"), case("2", **{name: value})))
        for name, value in {"unit": "a/b/d", "thread": b"x" * 32, "case": b"x" * 32}.items()
    ]
    assert len({one.sha256 for one in (manifest(), *changed)}) == 1 + len(changed)
    for one in (manifest(), *changed):
        assert Manifest.from_bytes(one.to_bytes()) == one


def test_the_order_of_the_cases_does_not_show() -> None:
    assert manifest(cases=(case("2"), case("1"))).sha256 == manifest().sha256


@pytest.mark.parametrize(
    "data",
    [
        *OTHER,
        manifest().to_bytes() + enc("one more"),
        manifest().to_bytes()[:-4],
        manifest().to_bytes().replace(enc("no"), enc("No")),
        PartList.of(PARTS).to_bytes(),
    ],
)
def test_other_bytes_are_no_manifest(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        Manifest.from_bytes(data)
