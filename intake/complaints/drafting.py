"""Make a new complaint's id, code, keys, shares and mailbox; nothing of it is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.complaints.boxes import box_row
from intake.complaints.mailboxes import mailbox_row
from intake.complaints.shares import new_shares
from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import Channel
from intake.db.ids import Random, new_id
from intake.vault.boxes import PublicKey
from intake.vault.contexts import Recipient
from intake.vault.keys import DRAFT_LETTERS, KeySet
from intake.vault.symbols import codes


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewDraft:
    """A complaint that begins: what it is in memory, its code, and the rows that keep it."""

    unsent: Unsent
    code: str
    draft_row: dict[str, Any]
    mailbox_row: dict[str, Any]
    box_row: dict[str, Any]


def new_draft(
    *,
    install_id: str,
    random: Random,
    jurisdiction: str,
    language: str,
    channel: Channel,
    expires_at: datetime,
    made_by_staff: bool = False,
) -> NewDraft:
    """Make a complaint's id, code, keys K and I, their shares, and the mailbox of its code.

    Args:
        made_by_staff: someone else saw the code, so that its first use replaces it.
    """
    complaint_id, mailbox_id = new_id(random), new_id(random)
    code = codes.new_code(random)
    keys = KeySet.new(DRAFT_LETTERS, random)
    mailbox = mailbox_row(
        mailbox_id=mailbox_id,
        complaint_id=complaint_id,
        code=code,
        install_id=install_id,
        made_by_staff=made_by_staff,
    )
    public = PublicKey.from_bytes(mailbox["public_key"])
    unsent = Unsent(
        complaint_id=complaint_id,
        jurisdiction=jurisdiction,
        language=language,
        channel=channel.value,
        code_shown=False,
        expires_at=expires_at,
        version=1,
        mailbox_id=mailbox_id,
        mailbox_public=public,
        keys=keys,
        shares=new_shares(
            random, complaint_id=complaint_id, owner_id=complaint_id, letters=DRAFT_LETTERS
        ),
    )
    return NewDraft(
        unsent=unsent,
        code=code,
        draft_row=_draft_row(unsent),
        mailbox_row=mailbox,
        box_row=box_row(
            install_id=install_id,
            random=random,
            complaint_id=complaint_id,
            case_id=None,
            recipient_kind=Recipient.COMPLAINANT,
            recipient=mailbox_id,
            version=1,
            public_key=public,
            keys=keys,
        ),
    )


def _draft_row(unsent: Unsent) -> dict[str, Any]:
    return {
        "id": unsent.complaint_id,
        "jurisdiction": unsent.jurisdiction,
        "language": unsent.language,
        "channel": unsent.channel,
        "code_shown": unsent.code_shown,
        "expires_at": unsent.expires_at,
        "version": unsent.version,
    }
