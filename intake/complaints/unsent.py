"""An unsent complaint, opened: its keys and parts, in memory for one page or action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.boxes import unseal_box
from intake.complaints.content import Content, Identity
from intake.complaints.mailboxes import CodeUnknown, OpenMailbox, open_mailbox
from intake.complaints.models import Box, Draft, Part
from intake.complaints.parts import PartKind, open_part
from intake.complaints.shares import Shares, read_shares
from intake.vault.boxes import PublicKey
from intake.vault.keys import KeySet


class DraftGone(LookupError):
    """There is no unsent complaint behind this code: it was sent, or it expired."""


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A sealed part as it lies in the table: what the manifest lists."""

    id: str
    kind: PartKind
    sha256: bytes


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Unsent:
    """Everything about a complaint that was not sent yet. Lives as long as one request.

    Attributes:
        version: the draft row's version when it was read; 0 where there is no draft row.
        stored: the sealed parts that already lie in the table.
    """

    complaint_id: str
    jurisdiction: str
    language: str
    channel: str
    code_shown: bool
    expires_at: datetime | None
    version: int
    mailbox_id: str
    mailbox_public: PublicKey
    keys: KeySet
    shares: Shares
    narrative: str = ""
    content: Content = field(default_factory=Content)
    identity: Identity = field(default_factory=Identity)
    stored: tuple[StoredPart, ...] = ()


def load_unsent(session: Session, *, code: str, install_id: str, at: datetime) -> Unsent:
    """Open the draft that a code leads to.

    Raises:
        DraftGone: the code is unknown or its complaint was sent or has expired.
        CodeMalformed, CodeSlip: it is no code.
        SealBroken, UnknownFormat, ShareErased: a row was altered; nothing is shown then.
    """
    try:
        mailbox = open_mailbox(session, code=code, install_id=install_id)
    except CodeUnknown:
        raise DraftGone from None
    draft = session.get(Draft, mailbox.complaint_id, populate_existing=True)
    if draft is None or draft.expires_at <= at:
        raise DraftGone
    keys = _draft_keys(session, mailbox, install_id)
    shares = read_shares(session, complaint_id=draft.id)
    parts = _parts(session, draft.id)
    texts = {
        kind: open_part(part, install_id=install_id, keys=keys, shares=shares)
        for kind, part in parts.items()
    }
    return Unsent(
        complaint_id=draft.id,
        jurisdiction=draft.jurisdiction,
        language=draft.language,
        channel=draft.channel,
        code_shown=draft.code_shown,
        expires_at=draft.expires_at,
        version=draft.version,
        mailbox_id=mailbox.id,
        mailbox_public=mailbox.private_key.public,
        keys=keys,
        shares=shares,
        narrative=texts.get(PartKind.NARRATIVE, ""),
        content=_content(texts),
        identity=_identity(texts),
        stored=tuple(StoredPart(part.id, kind, part.sha256) for kind, part in parts.items()),
    )


def _draft_keys(session: Session, mailbox: OpenMailbox, install_id: str) -> KeySet:
    box = session.scalar(select(Box).where(Box.recipient == mailbox.id, Box.case_id.is_(None)))
    if box is None:
        raise DraftGone
    return unseal_box(box, install_id=install_id, private_key=mailbox.private_key)


def _parts(session: Session, complaint_id: str) -> Mapping[PartKind, Part]:
    found = session.scalars(
        select(Part)
        .where(Part.complaint_id == complaint_id, Part.case_id.is_(None))
        .execution_options(populate_existing=True)
    )
    return {PartKind(part.kind): part for part in found}


def _content(texts: Mapping[PartKind, str]) -> Content:
    text = texts.get(PartKind.ANSWERS)
    return Content() if text is None else Content.from_json(text)


def _identity(texts: Mapping[PartKind, str]) -> Identity:
    text = texts.get(PartKind.IDENTITY)
    return Identity() if text is None else Identity.from_json(text)
