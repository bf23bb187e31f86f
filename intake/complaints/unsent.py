"""An unsent complaint, opened: its keys and parts, in memory for one page or action."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from intake.complaints.boxes import unseal_box
from intake.complaints.content import Content, Identity
from intake.complaints.mailboxes import MailboxState
from intake.complaints.models import Box, Draft, Mailbox, Part
from intake.complaints.parts import PartKind, open_part
from intake.complaints.shares import Shares, read_shares
from intake.db.rows import table_of
from intake.vault.boxes import PublicKey
from intake.vault.keys import KeySet
from intake.vault.symbols import codes

_DRAFT, _MAILBOX = table_of(Draft), table_of(Mailbox)
_BOXES, _ALL_PARTS = table_of(Box), table_of(Part)
_BOX_COLUMNS = [column for column in _BOXES.c if column.name != "id"]
_BY_CODE = (
    select(_DRAFT, _MAILBOX.c.id.label("mailbox_id"), _MAILBOX.c.state, *_BOX_COLUMNS)
    .join(_MAILBOX, _MAILBOX.c.complaint_id == _DRAFT.c.id)
    .join(_BOXES, (_BOXES.c.recipient == _MAILBOX.c.id) & _BOXES.c.case_id.is_(None))
    .where(_MAILBOX.c.lookup == bindparam("lookup"))
)
_PARTS = select(_ALL_PARTS).where(
    _ALL_PARTS.c.complaint_id == bindparam("complaint"), _ALL_PARTS.c.case_id.is_(None)
)


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


_OF_A_DRAFT = frozenset({PartKind.NARRATIVE, PartKind.ANSWERS, PartKind.IDENTITY})


def load_unsent(session: Session, *, code: str, install_id: str, at: datetime) -> Unsent:
    """Open the draft that a code leads to.

    Raises:
        DraftGone: the code is unknown or its complaint was sent or has expired.
        CodeMalformed, CodeSlip: it is no code.
        SealBroken, UnknownFormat, ShareErased: a row was altered; nothing is shown then.
    """
    wanted = {"lookup": codes.lookup_digest(code, install_id)}
    draft = session.connection().execute(_BY_CODE, wanted).one_or_none()
    if draft is None or draft.state == MailboxState.DEAD or draft.expires_at <= at:
        raise DraftGone
    mailbox_key = codes.mailbox_key(code, install_id)
    keys = unseal_box(draft, install_id=install_id, private_key=mailbox_key)
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
        mailbox_id=draft.mailbox_id,
        mailbox_public=mailbox_key.public,
        keys=keys,
        shares=shares,
        narrative=texts.get(PartKind.NARRATIVE, ""),
        content=_content(texts),
        identity=_identity(texts),
        stored=tuple(StoredPart(part.id, kind, part.sha256) for kind, part in parts.items()),
    )


def _parts(session: Session, complaint_id: str) -> Mapping[PartKind, Row[Any]]:
    """The parts of a draft. What filing adds may be there already where someone sends it just now:
    whoever sends too is told so when they take the draft's row.
    """
    found = session.connection().execute(_PARTS, {"complaint": complaint_id})
    parts = {PartKind(part.kind): part for part in found}
    return {kind: part for kind, part in parts.items() if kind in _OF_A_DRAFT}


def _content(texts: Mapping[PartKind, str]) -> Content:
    text = texts.get(PartKind.ANSWERS)
    return Content() if text is None else Content.from_json(text)


def _identity(texts: Mapping[PartKind, str]) -> Identity:
    text = texts.get(PartKind.IDENTITY)
    return Identity() if text is None else Identity.from_json(text)
