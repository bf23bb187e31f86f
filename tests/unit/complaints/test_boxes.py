"""Boxes: they open for their recipient, in their own place and version, and nowhere else."""

from __future__ import annotations

import pytest

from intake.complaints.boxes import box_row, unseal_box
from intake.complaints.models import Box
from intake.vault.boxes import PrivateKey
from intake.vault.contexts import Recipient
from intake.vault.errors import VaultError
from intake.vault.keys import KeySet
from tests.fixtures.chance import repeatable_random

INSTALL, COMPLAINT, CASE = "i" * 32, "c" * 32, "a" * 32
RANDOM = repeatable_random("boxes")
OWNER = PrivateKey.generate(RANDOM)
KEYS = KeySet.new("KIT", RANDOM)


def box(**changes: object) -> Box:
    row = box_row(
        install_id=INSTALL,
        random=RANDOM,
        complaint_id=COMPLAINT,
        case_id=CASE,
        recipient_kind=Recipient.UNIT,
        recipient="place/body/unit",
        version=3,
        public_key=OWNER.public,
        keys=KEYS,
        key_version=2,
    )
    return Box(**{**row, **changes})


def test_a_box_gives_its_recipient_the_keys() -> None:
    assert unseal_box(box(), install_id=INSTALL, private_key=OWNER) == KEYS
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
def test_a_moved_or_altered_box_stays_shut(changes: dict[str, object]) -> None:
    with pytest.raises(VaultError):
        unseal_box(box(**changes), install_id=INSTALL, private_key=OWNER)


def test_another_key_or_install_opens_nothing() -> None:
    with pytest.raises(VaultError):
        unseal_box(box(), install_id=INSTALL, private_key=PrivateKey.generate(RANDOM))
    with pytest.raises(VaultError):
        unseal_box(box(), install_id="j" * 32, private_key=OWNER)
