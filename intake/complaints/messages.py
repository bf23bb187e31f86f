"""Messages and letters between complainant and office, sealed under the case's thread key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.complaints.compartment import Compartment, Envelope
from intake.complaints.models import Message, Part
from intake.complaints.vocabulary import Direction, MessageKind
from intake.db.rows import insert_rows


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
    session: Session, compartment: Compartment, *, envelope: Envelope, text: str
) -> str:
    """Seal a message of a case and insert it; the caller holds the transaction.

    Returns:
        The part's id. Raises KeyAbsent without the thread key, ShareErased after erasure.
    """
    part, message = compartment.message(envelope, text)
    insert_rows(session, Part, [part])
    insert_rows(session, Message, [message])
    part_id: str = part["id"]
    return part_id


def read_messages(
    session: Session, compartments: Mapping[str, Compartment]
) -> tuple[ReadMessage, ...]:
    """The messages of these cases, oldest first, in one query. Raises SealBroken, UnknownFormat.

    Args:
        compartments: by case.
    """
    complaints = {compartment.complaint_id for compartment in compartments.values()}
    rows = session.execute(
        select(Message, Part)
        .join(Part, Part.id == Message.part_id)
        .where(Message.complaint_id.in_(complaints), Message.case_id.in_(compartments))
        .order_by(Message.sent_at, Message.id)
    )
    return tuple(_read(message, part, compartments[message.case_id]) for message, part in rows)


def envelope_of(message: Message) -> Envelope:
    """What stands outside on a message, as its row says. Raises ValueError for no such kind."""
    return Envelope(
        direction=Direction(message.direction),
        kind=MessageKind(message.kind),
        author_id=message.author_id,
        sent_at=message.sent_at,
        event_id=message.event_id,
    )


def _read(message: Message, part: Part, own: Compartment) -> ReadMessage:
    envelope = envelope_of(message)
    return ReadMessage(
        id=message.id,
        case_id=message.case_id,
        direction=envelope.direction,
        kind=envelope.kind,
        author_id=envelope.author_id,
        sent_at=envelope.sent_at,
        text=own.open_if_held(part, beside=envelope.beside),
    )
