"""The first use of a new code: it becomes the only one, in the table and in the cases' records."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.cases.models import Case
from intake.complaints.mailboxes import OpenMailbox, open_compartments
from intake.complaints.replacing import bring_to_life, settle_code


def hold_cases(session: Session, complaint_id: str) -> None:
    """Let no case move to another office meanwhile; the caller holds the transaction."""
    session.execute(select(Case.id).where(Case.complaint_id == complaint_id).with_for_update())


def use_new_code(session: Session, *, context: ActionContext, mailbox: OpenMailbox) -> None:
    """Let a waiting code come to life, and those before it die; the caller holds the transaction.

    Raises ChainBroken, KeyForeign, SealBroken: what the code opens is not proven.
    """
    hold_cases(session, mailbox.complaint_id)
    closed = context.compartment(mailbox.complaint_id)
    opened = open_compartments(session, mailbox, closed=closed)
    settle_code(session, opened.values(), mailbox_id=mailbox.id)
    bring_to_life(session, complaint_id=mailbox.complaint_id, mailbox_id=mailbox.id)
