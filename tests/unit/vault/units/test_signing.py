"""Signatures: bound to key, message and context; everything else is unproven."""

import pytest

from intake.vault.errors import KeyMalformed, KeyUnproven
from intake.vault.units.signing import SigningKey, verify

KEY = SigningKey(bytes(32))
SIGNATURE = KEY.sign(b"message", context=b"here")


def test_a_signature_holds() -> None:
    verify(KEY.public_bytes, SIGNATURE, b"message", context=b"here")
    assert KEY.sign(b"message", context=b"here") == SIGNATURE
    assert len(SIGNATURE) == 64


def test_message_and_context_cannot_be_shifted() -> None:
    with pytest.raises(KeyUnproven):
        verify(KEY.public_bytes, SIGNATURE, b"emessage", context=b"her")


@pytest.mark.parametrize(
    ("public", "signature", "message", "context"),
    [
        (SigningKey(b"1" * 32).public_bytes, SIGNATURE, b"message", b"here"),
        (KEY.public_bytes, SIGNATURE, b"other", b"here"),
        (KEY.public_bytes, SIGNATURE, b"message", b"there"),
        (KEY.public_bytes, SIGNATURE[:-1], b"message", b"here"),
        (KEY.public_bytes, bytes(64), b"message", b"here"),
        (b"short", SIGNATURE, b"message", b"here"),
        (None, SIGNATURE, b"message", b"here"),
        (KEY.public_bytes, None, b"message", b"here"),
    ],
)
def test_anything_else_is_unproven(
    public: bytes, signature: bytes, message: bytes, context: bytes
) -> None:
    with pytest.raises(KeyUnproven):
        verify(public, signature, message, context=context)


def test_what_is_no_seed_is_named() -> None:
    with pytest.raises(KeyMalformed):
        SigningKey(b"short")
