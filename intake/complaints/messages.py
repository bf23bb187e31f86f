"""Messages and letters between complainant and office, sealed under the case's thread key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from intake.complaints.case_keys import Keys
from intake.complaints.models import Message, Part
from intake.complaints.parts import PartKind, open_part, store_part
from intake.complaints.shares import ShareErased, Shares
from intake.db.ids import Random, new_id
from intake.vault.errors import KeyAbsent


class Direction(StrEnum):
    """Who wrote it: the complainant to the office, or the office to the complainant."""

    IN = "in"
    OUT = "out"


class MessageKind(StrEnum):
    """What kind of message it is."""

    MESSAGE = "message"
    ACKNOWLEDGEMENT = "acknowledgement"
    QUESTION = "question"
    LETTER = "letter"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ReadMessage:
    """A message opened; `text` is None where this reader has no key, or it was erased."""

    id: str
    case_id: str
    direction: Direction
    kind: MessageKind
    author_id: str | None
    sent_at: datetime
    text: str | None


def store_message(
    session: Session,
    *,
    install_id: str,
    random: Random,
    complaint_id: str,
    case_id: str,
    direction: Direction,
    kind: MessageKind,
    author_id: str | None,
    at: datetime,
    keys: Keys,
    shares: Shares,
    text: str,
) -> str:
    """Seal a message and insert it; the caller holds the transaction.

    Args:
        author_id: the staff id of who wrote it; None for the complainant.

    Returns:
        The part's id. Raises KeyAbsent without the thread key, ShareErased after erasure.
    """
    part_id = store_part(
        session,
        install_id=install_id,
        random=random,
        complaint_id=complaint_id,
        case_id=case_id,
        kind=PartKind.LETTER if kind is MessageKind.LETTER else PartKind.MESSAGE,
        keys=keys,
        shares=shares,
        text=text,
    )
    row = {
        "id": new_id(random),
        "complaint_id": complaint_id,
        "case_id": case_id,
        "part_id": part_id,
        "direction": direction.value,
        "kind": kind.value,
        "author_id": author_id,
        "sent_at": at,
        "read_at": None,
    }
    session.execute(insert(Message), [row])
    return part_id


def read_messages(
    session: Session,
    *,
    install_id: str,
    complaint_id: str,
    keys_by_case: Mapping[str, Keys],
    shares: Shares,
) -> tuple[ReadMessage, ...]:
    """The messages of these cases, oldest first, in one query. Raises SealBroken, UnknownFormat."""
    rows = session.execute(
        select(Message, Part)
        .join(Part, Part.id == Message.part_id)
        .where(Message.complaint_id == complaint_id, Message.case_id.in_(keys_by_case))
        .order_by(Message.sent_at, Message.id)
    )
    return tuple(
        ReadMessage(
            id=message.id,
            case_id=message.case_id,
            direction=Direction(message.direction),
            kind=MessageKind(message.kind),
            author_id=message.author_id,
            sent_at=message.sent_at,
            text=_text(part, keys_by_case[message.case_id], shares, install_id),
        )
        for message, part in rows
    )


def _text(part: Part, keys: Keys, shares: Shares, install_id: str) -> str | None:
    try:
        return open_part(part, install_id=install_id, keys=keys, shares=shares)
    except (KeyAbsent, ShareErased):
        return None
