"""The complainant's mailbox: found by the code, its boxes opened by the code, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.compartment import Compartment
from intake.complaints.keys.holding import KeyForeign
from intake.complaints.keys.proving import open_proven, read_records
from intake.complaints.keys.shares import read_shares
from intake.complaints.models import Box, Complaint, Mailbox
from intake.vault.boxes import PrivateKey, PublicKey
from intake.vault.contexts import Recipient
from intake.vault.records import MailboxFact
from intake.vault.symbols import codes


class MailboxState(StrEnum):
    """A mailbox is in use, waits for its first use as a replacement, or is over."""

    LIVE = "live"
    WAITING = "waiting"
    DEAD = "dead"


class CodeUnknown(LookupError):
    """The code reads well, and leads to nothing here (any more)."""


class CodeNotYet(Exception):
    """A code that the office made cannot be used before `opens_at`."""

    def __init__(self, opens_at: datetime) -> None:
        super().__init__()
        self.opens_at = opens_at


@dataclass(frozen=True, slots=True, repr=False)
class OpenMailbox:
    """A mailbox with the key that its code gives; lives as long as one request."""

    id: str
    complaint_id: str
    state: MailboxState
    made_by_staff: bool
    private_key: PrivateKey
    opens_at: datetime | None = None


def mailbox_row(
    *,
    mailbox_id: str,
    complaint_id: str,
    code: str,
    install_id: str,
    state: MailboxState = MailboxState.LIVE,
    made_by_staff: bool = False,
) -> dict[str, Any]:
    """The row of a code's mailbox: lookup digest and public half, nothing of the code itself."""
    return {
        "id": mailbox_id,
        "complaint_id": complaint_id,
        "lookup": codes.lookup_digest(code, install_id),
        "public_key": codes.mailbox_key(code, install_id).public_bytes,
        "state": state.value,
        "made_by_staff": made_by_staff,
    }


def open_mailbox(session: Session, *, code: str, install_id: str) -> OpenMailbox:
    """The mailbox of a code. Raises CodeUnknown, CodeMalformed and CodeSlip."""
    found = session.scalar(
        select(Mailbox).where(Mailbox.lookup == codes.lookup_digest(code, install_id))
    )
    if found is None or found.state == MailboxState.DEAD:
        raise CodeUnknown
    return OpenMailbox(
        id=found.id,
        complaint_id=found.complaint_id,
        state=MailboxState(found.state),
        made_by_staff=found.made_by_staff,
        private_key=codes.mailbox_key(code, install_id),
        opens_at=found.opens_at,
    )


def state_once_filed(session: Session, *, code: str, install_id: str) -> MailboxState | None:
    """How the mailbox of a code stands; None where it is over or its complaint was never filed."""
    state = session.scalar(
        select(Mailbox.state)
        .join(Complaint, Mailbox.complaint_id == Complaint.id)
        .where(
            Mailbox.lookup == codes.lookup_digest(code, install_id),
            Mailbox.state != MailboxState.DEAD.value,
        )
    )
    return None if state is None else MailboxState(state)


def proven_mailboxes(
    session: Session, compartment: Compartment
) -> tuple[tuple[MailboxFact, PublicKey], ...]:
    """The mailboxes that keys for the complainant are sealed to: those that the records of a case
    name as in use, each with the public key that they name.

    Raises ChainBroken, and KeyForeign where the table has another key, or none.
    """
    facts = compartment.proven_chain.mailboxes
    rows = session.execute(
        select(Mailbox.id, Mailbox.public_key).where(Mailbox.id.in_([fact.id for fact in facts]))
    )
    keys = {mailbox_id: PublicKey.from_bytes(key) for mailbox_id, key in rows}
    for fact in facts:
        if fact.id not in keys or keys[fact.id].sha256 != fact.public_sha256:
            raise KeyForeign("a mailbox has another key than the records name")
    return tuple((fact, keys[fact.id]) for fact in facts)


def open_compartments(
    session: Session, mailbox: OpenMailbox, *, closed: Compartment
) -> dict[str, Compartment]:
    """What the boxes of a mailbox open, by case, as far as the records of each name them.

    Args:
        closed: the compartment of the complaint, to which no key is known yet.
    """
    by_case: dict[str, list[Box]] = {}
    for box in session.scalars(
        select(Box).where(
            Box.recipient == mailbox.id,
            Box.recipient_kind == Recipient.COMPLAINANT.value,
            Box.complaint_id == mailbox.complaint_id,
            Box.case_id.is_not(None),
        )
    ):
        by_case.setdefault(box.case_id or "", []).append(box)
    whole = closed.with_shares(read_shares(session, complaint_id=mailbox.complaint_id))
    return {
        case_id: open_proven(
            whole.of_case(case_id),
            boxes,
            read_records(session, case_id),
            private_key=lambda _: mailbox.private_key,
        )
        for case_id, boxes in by_case.items()
    }
