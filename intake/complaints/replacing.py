"""A second code for a complaint: its mailbox gets the same keys; the first code dies later."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from intake.complaints.boxes import box_row
from intake.complaints.case_keys import CaseKeys
from intake.complaints.mailboxes import MailboxState, mailbox_row
from intake.complaints.models import Box, Mailbox
from intake.db.ids import Random, new_id
from intake.vault.boxes import PublicKey
from intake.vault.contexts import Recipient
from intake.vault.symbols import codes


def add_mailbox(
    session: Session,
    *,
    install_id: str,
    random: Random,
    complaint_id: str,
    keys_by_case: Mapping[str | None, CaseKeys],
    made_by_staff: bool,
) -> str:
    """Make a code that waits for its first use; the caller holds the transaction.

    Args:
        keys_by_case: what the complainant may open of each case; sealed to the new mailbox.

    Returns:
        The new code. Codes that waited before are gone: one replacement at a time.
    """
    drop_mailboxes(session, complaint_id=complaint_id, state=MailboxState.WAITING)
    code = codes.new_code(random)
    mailbox = mailbox_row(
        mailbox_id=new_id(random),
        complaint_id=complaint_id,
        code=code,
        install_id=install_id,
        state=MailboxState.WAITING,
        made_by_staff=made_by_staff,
    )
    session.execute(insert(Mailbox), [mailbox])
    boxes: list[dict[str, Any]] = [
        box_row(
            install_id=install_id,
            random=random,
            complaint_id=complaint_id,
            case_id=case_id,
            recipient_kind=Recipient.COMPLAINANT,
            recipient=mailbox["id"],
            version=1,
            public_key=PublicKey.from_bytes(mailbox["public_key"]),
            keys=keys,
            key_version=key_version,
        )
        for case_id, versions in keys_by_case.items()
        for key_version, keys in versions.items()
    ]
    if boxes:
        session.execute(insert(Box), boxes)
    return code


def bring_to_life(session: Session, *, complaint_id: str, mailbox_id: str) -> None:
    """The waiting mailbox becomes the live one, all others of the complaint die with their boxes;
    the caller holds the transaction.
    """
    drop_mailboxes(session, complaint_id=complaint_id, keep=mailbox_id)
    session.execute(
        update(Mailbox).where(Mailbox.id == mailbox_id).values(state=MailboxState.LIVE.value)
    )


def drop_mailboxes(
    session: Session,
    *,
    complaint_id: str,
    state: MailboxState | None = None,
    keep: str | None = None,
) -> None:
    """Let mailboxes die: their boxes are deleted, their codes lead nowhere from now on."""
    wanted = select(Mailbox.id).where(
        Mailbox.complaint_id == complaint_id,
        Mailbox.state != MailboxState.DEAD.value,
        *((Mailbox.state == state.value,) if state else ()),
        *((Mailbox.id != keep,) if keep else ()),
    )
    ids = tuple(session.scalars(wanted))
    if not ids:
        return
    session.execute(
        delete(Box).where(Box.recipient.in_(ids), Box.recipient_kind == Recipient.COMPLAINANT.value)
    )
    session.execute(
        update(Mailbox).where(Mailbox.id.in_(ids)).values(state=MailboxState.DEAD.value)
    )
