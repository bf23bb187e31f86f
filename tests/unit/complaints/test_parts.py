"""Sealed parts: they open in their own place, with their own key, while the share is there."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.complaints.case_keys import CaseKeys
from intake.complaints.models import Part
from intake.complaints.parts import LETTER_OF, PartKind, open_part, open_part_bytes, seal_part
from intake.complaints.shares import ShareErased, Shares, new_shares
from intake.vault.errors import KeyAbsent, SealBroken
from intake.vault.keys import KeyLetter, KeySet
from tests.fixtures.chance import repeatable_random

INSTALL, COMPLAINT, CASE, PART = "i" * 32, "c" * 32, "a" * 32, "p" * 32
RANDOM = repeatable_random("parts")
KEYS = KeySet.new("KITC", RANDOM)


def shares(version: int = 1) -> Shares:
    of_complaint = new_shares(
        RANDOM,
        complaint_id=COMPLAINT,
        owner_id=COMPLAINT,
        letters=(KeyLetter.CONTENT, KeyLetter.IDENTITY),
    )
    return of_complaint.with_shares(
        new_shares(
            RANDOM,
            complaint_id=COMPLAINT,
            owner_id=CASE,
            letters=(KeyLetter.THREAD, KeyLetter.CASE),
            version=version,
        )
    )


SHARES = shares()


def sealed(
    kind: PartKind, text: str, keys: KeySet | CaseKeys = KEYS, held: Shares = SHARES
) -> Part:
    row = seal_part(
        text.encode(),
        install_id=INSTALL,
        complaint_id=COMPLAINT,
        case_id=CASE,
        kind=kind,
        part_id=PART,
        keys=keys,
        shares=held,
    )
    return Part(**row)


@given(text=st.text(max_size=300), kind=st.sampled_from(PartKind))
def test_what_is_sealed_opens_as_written(text: str, kind: PartKind) -> None:
    part = sealed(kind, text)
    assert open_part(part, install_id=INSTALL, keys=KEYS, shares=SHARES) == text


@pytest.mark.parametrize("kind", PartKind)
def test_a_part_opens_with_no_other_key_of_the_complaint(kind: PartKind) -> None:
    part = sealed(kind, "x")
    others = KeySet({letter: KEYS[letter] for letter in "KITC" if letter != LETTER_OF[kind]})
    with pytest.raises(KeyAbsent):
        open_part(part, install_id=INSTALL, keys=others, shares=SHARES)


@pytest.mark.parametrize(
    "moved",
    [
        {"id": "q" * 32},
        {"complaint_id": "d" * 32},
        {"case_id": "b" * 32},
        {"kind": PartKind.LETTER.value},
        {"key_letter": "C"},
        {"format": 2},
        {"kind": "unheard_of"},
    ],
)
def test_a_moved_or_relabelled_part_does_not_open(moved: dict[str, object]) -> None:
    part = sealed(PartKind.MESSAGE, "x")
    for name, value in moved.items():
        setattr(part, name, value)
    everywhere = {
        (owner, letter, 1): share
        for owner in (COMPLAINT, "d" * 32, CASE, "b" * 32)
        for (_, letter, _), share in SHARES.by_owner.items()
    }
    held = replace(SHARES, by_owner=MappingProxyType(everywhere))
    with pytest.raises(SealBroken):
        open_part(part, install_id=INSTALL, keys=KEYS, shares=held)


def test_without_its_share_a_part_is_erased_for_everyone() -> None:
    part = sealed(PartKind.IDENTITY, "a name")
    left = {owner: share for owner, share in SHARES.by_owner.items() if owner[1] != "I"}
    with pytest.raises(ShareErased):
        open_part(part, install_id=INSTALL, keys=KEYS, shares=Shares(COMPLAINT, left))


def test_lengths_show_size_classes_alone() -> None:
    short, longer = sealed(PartKind.MESSAGE, "a"), sealed(PartKind.MESSAGE, "a" * 900)
    assert len(short.ciphertext) == len(longer.ciphertext)
    assert len(sealed(PartKind.NARRATIVE, "a").ciphertext) > 4096


def test_bytes_that_are_no_text_fail_as_text() -> None:
    row = seal_part(
        b"\xff\xfe",
        install_id=INSTALL,
        complaint_id=COMPLAINT,
        case_id=CASE,
        kind=PartKind.MESSAGE,
        part_id=PART,
        keys=KEYS,
        shares=SHARES,
    )
    assert open_part_bytes(Part(**row), install_id=INSTALL, keys=KEYS, shares=SHARES) == b"\xff\xfe"
    with pytest.raises(SealBroken):
        open_part(Part(**row), install_id=INSTALL, keys=KEYS, shares=SHARES)


def test_new_keys_of_a_case_seal_what_is_new_and_open_what_is_old() -> None:
    second = KeySet.new("TC", RANDOM)
    both = CaseKeys().with_keys(KEYS).with_keys(second, version=2)
    held = SHARES.with_shares(shares(version=2)).with_shares(SHARES)
    old = sealed(PartKind.MESSAGE, "before")
    new = sealed(PartKind.MESSAGE, "after", both, held)
    content = sealed(PartKind.ANSWERS, "{}", both, held)
    assert (old.key_version, new.key_version, content.key_version) == (1, 2, 1)
    assert open_part(old, install_id=INSTALL, keys=both, shares=held) == "before"
    assert open_part(new, install_id=INSTALL, keys=both, shares=held) == "after"
    with pytest.raises(KeyAbsent):
        open_part(new, install_id=INSTALL, keys=KEYS, shares=held)
    only_new = CaseKeys().with_keys(second, version=2)
    with pytest.raises(KeyAbsent):
        open_part(old, install_id=INSTALL, keys=only_new, shares=held)
