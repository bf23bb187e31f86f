"""An unsent complaint, opened: its keys and parts, in memory for one page or action."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from intake.complaints.boxes import BoxRecipient
from intake.complaints.compartment import Compartment, SealedRow
from intake.complaints.content import Content, Identity
from intake.complaints.mailboxes import MailboxState
from intake.complaints.models import Box, Draft, Mailbox, Part
from intake.complaints.parts import DRAFT_KINDS, PartKind, read_parts, write_parts
from intake.complaints.shares import read_shares
from intake.complaints.vocabulary import IdentityMode
from intake.db.ids import Random
from intake.db.rows import table_of
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
        mailbox: the complainant, to whom the keys of the cases will be sealed.
        stored: the sealed parts that already lie in the table.
    """

    compartment: Compartment
    jurisdiction: str
    language: str
    channel: str
    code_shown: bool
    expires_at: datetime | None
    version: int
    mailbox: BoxRecipient
    narrative: str = ""
    content: Content = field(default_factory=Content)
    identity: Identity = field(default_factory=Identity)
    stored: tuple[StoredPart, ...] = ()

    @property
    def complaint_id(self) -> str:
        """The id that the complaint has, before and after it is sent."""
        return self.compartment.complaint_id

    def texts(self) -> dict[PartKind, str]:
        """The texts that it is filed with, by kind."""
        return write_parts(self)

    def seal(self, kinds: Collection[PartKind] = DRAFT_KINDS) -> list[SealedRow]:
        """Seal the texts of these kinds anew; returns the rows to insert."""
        texts = self.texts()
        return [self.compartment.seal(kind, texts[kind]) for kind in texts if kind in kinds]


def load_unsent(
    session: Session, *, code: str, install_id: str, random: Random, at: datetime
) -> Unsent:
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
    closed = Compartment.closed(install_id, random, complaint_id=draft.id)
    own = closed.with_box(draft, mailbox_key).with_shares(
        read_shares(session, complaint_id=draft.id)
    )
    parts = _parts(session, draft.id)
    return Unsent(
        compartment=own,
        jurisdiction=draft.jurisdiction,
        language=draft.language,
        channel=draft.channel,
        code_shown=draft.code_shown,
        expires_at=draft.expires_at,
        version=draft.version,
        mailbox=BoxRecipient.mailbox(draft.mailbox_id, mailbox_key.public),
        stored=tuple(StoredPart(part.id, kind, part.sha256) for kind, part in parts.items()),
        **read_parts({kind: own.open(part) for kind, part in parts.items()}),
    )


def _parts(session: Session, complaint_id: str) -> Mapping[PartKind, Row[Any]]:
    """The parts of a draft. What filing adds may be there already where someone sends it just now:
    whoever sends too is told so when they take the draft's row.
    """
    found = session.connection().execute(_PARTS, {"complaint": complaint_id})
    parts = {PartKind(part.kind): part for part in found}
    return {kind: part for kind, part in parts.items() if kind in DRAFT_KINDS}


SHARE_NAME = "common.share_name"
"""The question whether the officials complained of may be told the name."""


def as_wished(unsent: Unsent) -> Unsent:
    """The same complaint without what the complainant does not want kept; pure.

    Who files without a name has no name, no contact and no hours to be reached at. Who does not
    let the name out of the office has no answer to whether it may be shared.
    """
    identity, content = unsent.identity, unsent.content
    if identity.mode is IdentityMode.ANONYMOUS:
        identity = replace(identity, name="", contact="", safe_contact="")
    if identity.mode is not IdentityMode.IDENTIFIED and SHARE_NAME in content.answers:
        content = content.with_answers(frozenset({SHARE_NAME}), {})
    return replace(unsent, identity=identity, content=content)
