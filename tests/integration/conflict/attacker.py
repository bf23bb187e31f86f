"""Somebody with private keys, the whole database and a keyring, who tries everything on it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.models import Box, Erasable, Part
from intake.complaints.parts import PartKind
from intake.vault.boxes import PrivateKey
from intake.vault.errors import VaultError
from intake.vault.padding import unpad
from intake.vault.sealing import open_sealed
from intake.vault.server.keyring import Keyring
from tests.fixtures.compartments import facts_beside, place_of


def keys_in_boxes(
    session: Session, private_keys: Iterable[PrivateKey], *, install_id: str
) -> frozenset[bytes]:
    """Every key in every box that one of these private keys opens, whoever it is addressed to."""
    found: set[bytes] = set()
    boxes = session.scalars(select(Box).execution_options(populate_existing=True)).all()
    for private_key in private_keys:
        for box in boxes:
            try:
                keys = place_of(box, install_id).with_box(box, private_key).keys
            except VaultError:
                continue
            found |= {keys[letter] for letter in keys.letters}
    return frozenset(found)


def readable(session: Session, keys: Iterable[bytes], *, install_id: str) -> dict[str, str]:
    """The text of every part that opens under one of these keys with any share, by part id."""
    tried = tuple(keys)
    shares = tuple(session.scalars(select(Erasable.share)))
    found = {}
    beside = facts_beside(session)
    for part in session.scalars(select(Part).execution_options(populate_existing=True)):
        place, kind = place_of(part, install_id), PartKind(part.kind)
        contexts = [place.context_of(kind, part.id, facts) for facts in ((), *beside[part.id])]
        for key, share, context in product(tried, shares, contexts):
            try:
                padded = open_sealed(key, part.ciphertext, share=share, context=context)
            except VaultError:
                continue
            found[part.id] = unpad(padded).decode("utf-8", "replace")
    return found


def keys_of_keyring(keyring: Keyring) -> tuple[frozenset[bytes], tuple[PrivateKey, ...]]:
    """The server's keys, tried as content keys and as seeds of private keys alike."""
    raw = frozenset(key.key for purpose in keyring.purposes for key in keyring.all(purpose))
    return raw, tuple(PrivateKey.from_seed(key) for key in raw if len(key) == 32)


def attack(
    session: Session,
    *,
    private_keys: Iterable[PrivateKey],
    keyring: Keyring,
    install_id: str,
    kept: frozenset[bytes] = frozenset(),
) -> dict[str, str]:
    """Everything that opens, by part id.

    Args:
        kept: keys written down earlier, while the attacker could still open their boxes.
    """
    session.rollback()
    raw, seeds = keys_of_keyring(keyring)
    keys = kept | raw | keys_in_boxes(session, (*private_keys, *seeds), install_id=install_id)
    return readable(session, keys, install_id=install_id)
