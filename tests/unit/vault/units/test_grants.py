"""A grant is signed over the keys that were given, and reads back as the one it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intake.vault.encoding import enc
from intake.vault.errors import KeyUnproven, UnknownFormat
from intake.vault.formats import BlobSuite, header
from intake.vault.units.grants import GrantStatement, SignedGrant, sign_grant
from intake.vault.units.keys import UnitKeys

GIVER, THIEF = UnitKeys(b"a" * 32, b"b" * 32), UnitKeys(b"c" * 32, b"d" * 32)
GRANT = GrantStatement(
    place=b"the case",
    by="saguaro-city/oversight-board/investigations",
    by_version=3,
    to="saguaro-city/inspector-general/review",
    kind="decide_appeal",
    keys={(1, "K"): b"k" * 32, (2, "T"): b"t" * 32, (1, "T"): b"u" * 32},
)


def test_a_grant_verifies_under_the_key_of_who_gave_it() -> None:
    signed = SignedGrant.from_bytes(sign_grant(GRANT, GIVER))
    assert signed.grant == GRANT
    assert signed.verify(GIVER.signing.public_bytes) == GRANT
    with pytest.raises(KeyUnproven):
        signed.verify(THIEF.signing.public_bytes)


@pytest.mark.parametrize(
    "change",
    [
        {"place": b"another case"},
        {"by": "saguaro-city/oversight-board/intake"},
        {"by_version": 4},
        {"to": "saguaro-city/oversight-board/intake"},
        {"kind": "copy"},
        {"keys": {(1, "K"): b"x" * 32}},
        {"keys": {}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_signature_fits_no_other_grant(change: dict[str, Any]) -> None:
    signature = SignedGrant.from_bytes(sign_grant(GRANT, GIVER)).signature
    other = replace(GRANT, **change).to_bytes()
    moved = header(BlobSuite.SIGNED_GRANT) + enc(other, signature)
    with pytest.raises(KeyUnproven):
        SignedGrant.from_bytes(moved).verify(GIVER.signing.public_bytes)


@pytest.mark.parametrize(
    "signed", [None, b"", b"anything", header(BlobSuite.SIGNED_GRANT) + enc(b"one field")]
)
def test_what_is_no_grant_is_refused(signed: bytes | None) -> None:
    with pytest.raises(KeyUnproven):
        SignedGrant.from_bytes(signed)


def test_keys_out_of_order_or_in_parts_are_no_grant() -> None:
    head = (GRANT.place, GRANT.by, GRANT.by_version, GRANT.to, GRANT.kind)
    for given in ((2, "T", b"t", 1, "K", b"k"), (1, "K"), (1, "K", b"k", 1, "K", b"l")):
        with pytest.raises(UnknownFormat):
            GrantStatement.from_bytes(header(BlobSuite.GRANT) + enc(*head, *given))
