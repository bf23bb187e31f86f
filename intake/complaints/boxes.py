"""Boxes: the keys of a complaint or case, sealed to one recipient."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from intake.complaints.case_keys import FIRST_VERSION, CaseKeys
from intake.complaints.models import Box
from intake.db.ids import Random, new_id
from intake.vault import contexts
from intake.vault.boxes import PrivateKey, PublicKey, open_box, seal_box
from intake.vault.contexts import Recipient
from intake.vault.encoding import enc
from intake.vault.errors import KeyAbsent
from intake.vault.keys import KeySet


def box_info(
    install_id: str,
    *,
    complaint_id: str,
    case_id: str | None,
    recipient_kind: Recipient,
    recipient: str,
    version: int,
    letters: str,
    key_version: int = FIRST_VERSION,
) -> bytes:
    """Everything that a box is bound to: install, complaint, case, recipient, versions, letters.

    `version` is that of the recipient's key, `key_version` that of the keys in the box.
    """
    place = contexts.case_box(
        install_id,
        complaint_id=complaint_id,
        case_id=case_id or "",
        recipient=recipient_kind,
        recipient_id=recipient,
        version=version,
    )
    return enc(place, letters, key_version)


def box_row(
    *,
    install_id: str,
    random: Random,
    complaint_id: str,
    case_id: str | None,
    recipient_kind: Recipient,
    recipient: str,
    version: int,
    public_key: PublicKey,
    keys: KeySet,
    key_version: int = FIRST_VERSION,
) -> dict[str, Any]:
    """Seal `keys` to a recipient; returns the row to insert. Raises KeyMalformed.

    Args:
        recipient: a unit's key, or the id of a mailbox.
        version: the version of the unit's key; 1 for a mailbox.
        key_version: the version of the case's keys; a change of hands makes the next.
    """
    letters = "".join(letter.value for letter in keys.letters)
    info = box_info(
        install_id,
        complaint_id=complaint_id,
        case_id=case_id,
        recipient_kind=recipient_kind,
        recipient=recipient,
        version=version,
        letters=letters,
        key_version=key_version,
    )
    return {
        "id": new_id(random),
        "complaint_id": complaint_id,
        "case_id": case_id,
        "recipient_kind": recipient_kind.value,
        "recipient": recipient,
        "recipient_version": version,
        "key_version": key_version,
        "letters": letters,
        "ciphertext": seal_box(public_key, keys.encode(), info=info),
    }


def unseal_box(box: Box | Row[Any], *, install_id: str, private_key: PrivateKey) -> KeySet:
    """The keys in a box. Raises SealBroken or UnknownFormat for a foreign, moved or altered one."""
    info = box_info(
        install_id,
        complaint_id=box.complaint_id,
        case_id=box.case_id,
        recipient_kind=Recipient(box.recipient_kind),
        recipient=box.recipient,
        version=box.recipient_version,
        letters=box.letters,
        key_version=box.key_version,
    )
    return KeySet.decode(open_box(private_key, box.ciphertext, info=info)).only(box.letters)


def open_keys(
    session: Session,
    *,
    install_id: str,
    complaint_id: str,
    case_id: str | None,
    recipient: str,
    private_key: PrivateKey,
    version: int = 1,
) -> CaseKeys:
    """The keys that one recipient holds of a case (of the draft: no case).

    Raises:
        KeyAbsent: there is no box for this recipient and version.
        SealBroken, UnknownFormat: the box is not theirs, was moved or altered.
    """
    found = session.scalars(
        select(Box).where(
            Box.complaint_id == complaint_id,
            Box.case_id.is_(None) if case_id is None else Box.case_id == case_id,
            Box.recipient == recipient,
            Box.recipient_version == version,
        )
    ).all()
    if not found:
        raise KeyAbsent("no box for this recipient")
    keys = CaseKeys()
    for box in found:
        opened = unseal_box(box, install_id=install_id, private_key=private_key)
        keys = keys.with_keys(opened, version=box.key_version)
    return keys
