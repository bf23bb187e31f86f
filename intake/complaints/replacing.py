"""A second code for a complaint: its mailbox gets the same keys; the first code dies later."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from intake.complaints.compartment import Compartment
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.mailboxes import MailboxState, mailbox_row
from intake.complaints.models import Box, CaseRecordRow, Mailbox
from intake.db.ids import new_id
from intake.vault.boxes import PublicKey
from intake.vault.contexts import Recipient
from intake.vault.keys import COMPLAINANT_LETTERS
from intake.vault.records import CodeAdded, CodeSettled, MailboxFact
from intake.vault.symbols import codes


def add_mailbox(
    session: Session,
    whole: Compartment,
    opened: Iterable[Compartment],
    *,
    made_by_staff: bool,
) -> str:
    """Make a code that waits for its first use; the caller holds the transaction.

    Args:
        whole: the compartment of the complaint as a whole.
        opened: what is sealed to the new mailbox, so far as it is the complainant's: the
            compartments of the cases that whoever asks can open.

    Returns:
        The new code. Codes that waited before are gone: one replacement at a time.
    """
    drop_mailboxes(session, complaint_id=whole.complaint_id, state=MailboxState.WAITING)
    code = codes.new_code(whole.random)
    mailbox = mailbox_row(
        mailbox_id=new_id(whole.random),
        complaint_id=whole.complaint_id,
        code=code,
        install_id=whole.install_id,
        state=MailboxState.WAITING,
        made_by_staff=made_by_staff,
    )
    session.execute(insert(Mailbox), [mailbox])
    public_key = PublicKey.from_bytes(mailbox["public_key"])
    owner = BoxRecipient.mailbox(mailbox["id"], public_key)
    added = CodeAdded(MailboxFact(owner.id, public_key.sha256, made_by_staff))
    for own in opened:
        record, known = own.recorded(added)
        session.execute(insert(CaseRecordRow), [record])
        session.execute(insert(Box), known.boxes_for(owner, COMPLAINANT_LETTERS))
    return code


def hold_back(session: Session, *, complaint_id: str, until: datetime, made_by: str | None) -> None:
    """Let the waiting code wait until a moment; the caller holds the transaction."""
    session.execute(
        _waiting(update(Mailbox), complaint_id).values(opens_at=until, made_by_id=made_by)
    )


def held_back(session: Session, *, complaint_id: str, at: datetime) -> Mailbox | None:
    """The code of the office that waits and cannot be used yet, if there is one."""
    return session.scalars(
        _waiting(select(Mailbox), complaint_id)
        .where(Mailbox.opens_at > at)
        .execution_options(populate_existing=True)
    ).one_or_none()


def settle_code(session: Session, opened: Iterable[Compartment], *, mailbox_id: str) -> None:
    """Record in each case that the new code is the only one; the caller holds the transaction.

    A case whose records do not name the new code is left as it is, and so is one that is settled.
    """
    for own in opened:
        chain = own.proven_chain
        if chain.mailbox(mailbox_id) is not None and len(chain.mailboxes) > 1:
            record, _ = own.recorded(CodeSettled(mailbox_id))
            session.execute(insert(CaseRecordRow), [record])


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


def _waiting(statement: Any, complaint_id: str) -> Any:
    waits = Mailbox.state == MailboxState.WAITING.value
    return statement.where(Mailbox.complaint_id == complaint_id, waits)
