"""Enter a code: begin a visit with it, wherever it leads."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from sqlalchemy import delete, insert
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.following.new_code import use_new_code
from intake.complaints.code_attempts import note_wrong_code
from intake.complaints.mailboxes import (
    CodeNotYet,
    CodeUnknown,
    MailboxState,
    OpenMailbox,
    open_mailbox,
)
from intake.complaints.models import Complaint, Draft, ResidentSession
from intake.complaints.visits import VisitLengths, visit_row
from intake.db.transaction import transaction
from intake.vault.symbols import codes


class CodeLeadsTo(StrEnum):
    """What is behind a code."""

    DRAFT = "draft"
    COMPLAINT = "complaint"


def enter_code(
    session: Session,
    *,
    context: ActionContext,
    typed: str,
    new_secret: Callable[[], bytes],
    lengths: VisitLengths,
    failures_per_minute: int,
) -> CodeLeadsTo:
    """Begin a visit with a typed code; a waiting code comes to life, and the one before it dies.

    Args:
        new_secret: gives this browser a fresh cookie secret; asked for a right code alone, so that
            a slip does not cost a visit that goes on.

    Raises:
        CodeMalformed, CodeSlip: a slip of the pen, told apart from a code that nobody has.
        CodeNotYet: the office made it, less than a day ago, and nobody else has agreed.
        CodeUnknown: it leads nowhere: it was replaced, or its unsent complaint has expired.
        TooManyWrongCodes: too many codes that lead nowhere were tried; a right one never waits.
    """
    code = codes.read_code(typed)
    try:
        mailbox = open_mailbox(session, code=code, install_id=context.install_id)
        leads_to = _behind(session, mailbox, context)
        _check_open(mailbox, context)
    except CodeUnknown:
        with transaction(session):
            note_wrong_code(session, at=context.at, per_minute=failures_per_minute)
        raise
    row = visit_row(
        secret=new_secret(),
        install_id=context.install_id,
        code=code,
        at=context.at,
        lengths=lengths,
    )
    with transaction(session):
        session.execute(delete(ResidentSession).where(ResidentSession.id == row["id"]))
        session.execute(insert(ResidentSession), [row])
        if mailbox.state is MailboxState.WAITING:
            use_new_code(session, context=context, mailbox=mailbox)
    return leads_to


def _behind(session: Session, mailbox: OpenMailbox, context: ActionContext) -> CodeLeadsTo:
    draft = session.get(Draft, mailbox.complaint_id, populate_existing=True)
    if draft is not None and draft.expires_at > context.at:
        return CodeLeadsTo.DRAFT
    if session.get(Complaint, mailbox.complaint_id) is None:
        raise CodeUnknown
    return CodeLeadsTo.COMPLAINT


def _check_open(mailbox: OpenMailbox, context: ActionContext) -> None:
    waits = mailbox.state is MailboxState.WAITING and mailbox.opens_at is not None
    if waits and mailbox.opens_at is not None and mailbox.opens_at > context.at:
        raise CodeNotYet(mailbox.opens_at)
