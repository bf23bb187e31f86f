"""Boxes: they open for their recipient, in their own place and version, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake.complaints.compartment import Compartment
from intake.complaints.keys.boxes import BoxLabel, BoxRecipient
from intake.complaints.models import Box
from intake.vault.boxes import PrivateKey, seal_box
from intake.vault.contexts import Recipient
from intake.vault.errors import SealBroken, VaultError
from intake.vault.keys import KeySet
from tests.fixtures.chance import repeatable_random
from tests.fixtures.compartments import place_of

INSTALL, COMPLAINT, CASE = "i" * 32, "c" * 32, "a" * 32
RANDOM = repeatable_random("boxes")
OWNER = PrivateKey.generate(RANDOM)
KEYS = KeySet.new("KIT", RANDOM)
CLOSED = Compartment.closed(INSTALL, RANDOM, complaint_id=COMPLAINT, case_id=CASE)


def box(**changes: object) -> Box:
    recipient = BoxRecipient(Recipient.UNIT, "place/body/unit", 3, OWNER.public)
    own = CLOSED.with_keys(KEYS, version=2)
    return Box(**{**own.box_for(recipient, KEYS.letters), **changes})


def test_a_box_gives_its_recipient_the_keys() -> None:
    assert dict(CLOSED.with_box(box(), OWNER).keys.items()) == {2: KEYS}
    assert box().letters == "KIT"


@pytest.mark.parametrize(
    "changes",
    [
        {"complaint_id": "d" * 32},
        {"case_id": None},
        {"case_id": "b" * 32},
        {"recipient_kind": Recipient.COMPLAINANT.value},
        {"recipient": "place/body/other"},
        {"recipient_version": 4},
        {"key_version": 1},
        {"letters": "KI"},
        {"letters": "KITC"},
        {"ciphertext": b""},
        {"ciphertext": bytes(2000)},
    ],
)
def test_a_moved_or_altered_box_stays_shut_here_and_there(changes: dict[str, object]) -> None:
    moved = box(**changes)
    for place in (CLOSED, place_of(moved, INSTALL)):
        with pytest.raises(VaultError):
            place.with_box(moved, OWNER)


def test_a_box_gives_no_more_than_its_label_says() -> None:
    label = replace(BoxLabel.of(box()), letters="K")
    sealed = seal_box(OWNER.public, KEYS.encode(), info=label.info(INSTALL))
    opened = CLOSED.with_box(Box(**label.row("e" * 32, sealed)), OWNER)
    assert opened.keys.letters == ("K",)


def test_a_box_of_another_case_is_refused_though_its_key_is_at_hand() -> None:
    with pytest.raises(SealBroken):
        CLOSED.of_case("b" * 32).with_box(box(), OWNER)


def test_another_key_or_install_opens_nothing() -> None:
    with pytest.raises(VaultError):
        CLOSED.with_box(box(), PrivateKey.generate(RANDOM))
    with pytest.raises(VaultError):
        place_of(box(), "j" * 32).with_box(box(), OWNER)
