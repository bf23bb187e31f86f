"""Make a new complaint's id, code, keys, shares and mailbox; nothing of it is stored here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from intake.complaints.compartment import Compartment, SealedRow
from intake.complaints.draft_seals import DraftPlace, seal_keys
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.mailboxes import mailbox_row
from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import Channel
from intake.db.ids import Random, new_id
from intake.vault.boxes import PublicKey
from intake.vault.keys import DRAFT_LETTERS
from intake.vault.symbols import codes


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFacts:
    """What is known of a complaint when it begins.

    Attributes:
        made_by_staff: someone else saw the code, so that its first use replaces it.
    """

    jurisdiction: str
    language: str
    channel: Channel
    expires_at: datetime
    made_by_staff: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewDraft:
    """A complaint that begins: what it is in memory, its code, and the rows that keep it."""

    unsent: Unsent
    code: str
    draft_row: dict[str, Any]
    mailbox_row: dict[str, Any]
    part_rows: tuple[SealedRow, ...] = ()

    def told(self, unsent: Unsent) -> NewDraft:
        """The same draft with the words that it begins with, sealed and listed."""
        rows = tuple(unsent.seal())
        told = unsent.keeping(rows)
        return NewDraft(
            unsent=told,
            code=self.code,
            draft_row={**self.draft_row, **_changing(told)},
            mailbox_row=self.mailbox_row,
            part_rows=rows,
        )


def new_draft(facts: DraftFacts, *, install_id: str, random: Random) -> NewDraft:
    """Make a complaint's id, code, keys K and I, their shares, and the mailbox of its code."""
    complaint_id, mailbox_id = new_id(random), new_id(random)
    code = codes.new_code(random)
    closed = Compartment.closed(install_id, random, complaint_id=complaint_id)
    compartment = closed.with_new_keys(DRAFT_LETTERS)
    mailbox = mailbox_row(
        mailbox_id=mailbox_id,
        complaint_id=complaint_id,
        code=code,
        install_id=install_id,
        made_by_staff=facts.made_by_staff,
    )
    owner = BoxRecipient.mailbox(mailbox_id, PublicKey.from_bytes(mailbox["public_key"]))
    unsent = Unsent(
        compartment=compartment,
        jurisdiction=facts.jurisdiction,
        language=facts.language,
        channel=facts.channel.value,
        code_shown=False,
        expires_at=facts.expires_at,
        version=1,
        mailbox=owner,
        code_known_to_staff=facts.made_by_staff,
    )
    place = DraftPlace(
        complaint_id=complaint_id,
        mailbox_id=mailbox_id,
        jurisdiction=facts.jurisdiction,
        channel=facts.channel.value,
    )
    return NewDraft(
        unsent=unsent,
        code=code,
        draft_row={
            "id": complaint_id,
            "jurisdiction": facts.jurisdiction,
            "channel": facts.channel.value,
            "expires_at": facts.expires_at,
            "sealed_keys": seal_keys(compartment, place, code=code),
            **_changing(unsent),
        },
        mailbox_row=mailbox,
    )


def _changing(unsent: Unsent) -> dict[str, Any]:
    return {
        "language": unsent.language,
        "code_shown": unsent.code_shown,
        "version": unsent.version,
        "size": unsent.size,
        "sealed_list": unsent.sealed_list(),
    }
