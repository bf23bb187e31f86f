"""An unsent complaint, opened: its keys and parts, in memory for one page or action."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from intake.complaints.compartment import Compartment, SealedRow
from intake.complaints.content import Content, Identity
from intake.complaints.draft_seals import (
    DraftPlace,
    StoredPart,
    edition_of,
    list_of,
    listed_parts,
    open_keys,
    stored_part,
)
from intake.complaints.keys.boxes import BoxRecipient
from intake.complaints.keys.shares import read_shares
from intake.complaints.mailboxes import MailboxState
from intake.complaints.models import Draft, Mailbox, Part
from intake.complaints.parts import DRAFT_KINDS, PartKind, SealedPart, read_parts, write_parts
from intake.complaints.vocabulary import Channel, IdentityMode
from intake.db.ids import Random
from intake.db.rows import table_of
from intake.vault.symbols import codes

_DRAFT, _MAILBOX, _PARTS = table_of(Draft), table_of(Mailbox), table_of(Part)
_PART_COLUMNS = ("id", "kind", "key_letter", "format", "key_version", "ciphertext")
# One statement, so that the draft and its parts are seen at one moment, whoever saves meanwhile.
_BY_CODE = (
    select(
        _DRAFT,
        _MAILBOX.c.id.label("mailbox_id"),
        _MAILBOX.c.state,
        *(_PARTS.c[name].label(f"part_{name}") for name in _PART_COLUMNS),
    )
    .join(_MAILBOX, _MAILBOX.c.complaint_id == _DRAFT.c.id)
    .outerjoin(_PARTS, (_PARTS.c.complaint_id == _DRAFT.c.id) & _PARTS.c.case_id.is_(None))
    .where(_MAILBOX.c.lookup == bindparam("lookup"))
)


ROW_BYTES = 4096
"""What the rows of a draft without any part take up: its own, mailbox, shares and visit."""


class DraftGone(LookupError):
    """There is no unsent complaint behind this code: it was sent, or it expired."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Unsent:
    """Everything about a complaint that was not sent yet. Lives as long as one request.

    Attributes:
        version: the draft row's version when it was read; 0 where there is no draft row.
        mailbox: the complainant, to whom the keys of the cases will be sealed.
        code_known_to_staff: whether a member of staff made, and so saw, the code.
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
    code_known_to_staff: bool = False
    narrative: str = ""
    content: Content = field(default_factory=Content)
    identity: Identity = field(default_factory=Identity)
    stored: tuple[StoredPart, ...] = ()

    @property
    def complaint_id(self) -> str:
        """The id that the complaint has, before and after it is sent."""
        return self.compartment.complaint_id

    @property
    def edition(self) -> str:
        """What tells this state of the draft from every other: it goes with a form that sends."""
        return edition_of(self.stored, version=self.version)

    @property
    def size(self) -> int:
        """About how many bytes it takes up: its stored parts, and the rows around them."""
        return ROW_BYTES + sum(part.size for part in self.stored)

    def sealed_list(self) -> bytes:
        """The list of its stored parts in this version, sealed."""
        return self.compartment.seal_list(list_of(self.stored), version=self.version)

    def texts(self) -> dict[PartKind, str]:
        """The texts that it is filed with, by kind."""
        return write_parts(self)

    def seal(self, kinds: Collection[PartKind] = DRAFT_KINDS) -> list[SealedRow]:
        """Seal the texts of these kinds anew; returns the rows to insert."""
        texts = self.texts()
        return [self.compartment.seal(kind, texts[kind]) for kind in texts if kind in kinds]

    def keeping(self, rows: Iterable[SealedRow]) -> Unsent:
        """The same with these rows stored, in the place of older parts of their kinds."""
        new = [stored_part(row) for row in rows]
        replaced = {part.kind for part in new}
        kept = (part for part in self.stored if part.kind not in replaced)
        return replace(self, stored=(*kept, *new))


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
    rows = session.connection().execute(_BY_CODE, wanted).all()
    if not rows or rows[0].state == MailboxState.DEAD or rows[0].expires_at <= at:
        raise DraftGone
    draft = rows[0]
    own = _opened(session, draft, code=code, install_id=install_id, random=random)
    listed = own.open_list(draft.sealed_list, version=draft.version)
    parts = listed_parts(_parts(rows), listed)
    mailbox = codes.mailbox_key(code, install_id).public
    return Unsent(
        compartment=own,
        jurisdiction=draft.jurisdiction,
        language=draft.language,
        channel=draft.channel,
        code_shown=draft.code_shown,
        expires_at=draft.expires_at,
        version=draft.version,
        mailbox=BoxRecipient.mailbox(draft.mailbox_id, mailbox),
        code_known_to_staff=draft.channel != Channel.WEB,
        stored=tuple(stored for stored, _ in parts.values()),
        **read_parts({kind: own.open(part) for kind, (_, part) in parts.items()}),
    )


class _Part(NamedTuple):
    id: str
    complaint_id: str
    case_id: None
    kind: str
    key_letter: str
    format: int
    key_version: int
    ciphertext: bytes


def _parts(rows: Sequence[Row[Any]]) -> list[SealedPart]:
    """The parts that came with a draft's row; one without any has a row of its own."""
    return [
        _Part(
            row.part_id,
            row.id,
            None,
            row.part_kind,
            row.part_key_letter,
            row.part_format,
            row.part_key_version,
            row.part_ciphertext,
        )
        for row in rows
        if row.part_id is not None
    ]


def _opened(
    session: Session, draft: Row[Any], *, code: str, install_id: str, random: Random
) -> Compartment:
    place = DraftPlace(
        complaint_id=draft.id,
        mailbox_id=draft.mailbox_id,
        jurisdiction=draft.jurisdiction,
        channel=draft.channel,
    )
    closed = Compartment.closed(install_id, random, complaint_id=draft.id)
    own = open_keys(closed, place, draft.sealed_keys, code=code)
    return own.with_shares(read_shares(session, complaint_id=draft.id))


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
