"""Rows of drafts and complaints: facts, and sealed bytes in tables of their own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, day, digest, flag, moment, public_key, row_id, sealed


class Draft(Base):
    """An unsent complaint; its id becomes the complaint's id.

    ``sealed_keys``: its keys, under the key of its code. ``sealed_list``: which parts it has in
    this version, under its own key. ``size``: about how many bytes it takes up with its parts.
    """

    __tablename__ = "draft"
    # Which drafts go first, and what all of them take up: told by the index alone.
    __table_args__ = (Index(None, "code_shown", "expires_at", "size"),)

    id: Mapped[str] = row_id(primary_key=True)
    jurisdiction: Mapped[str] = code()
    language: Mapped[str] = code()
    channel: Mapped[str] = code()
    code_shown: Mapped[bool] = flag(default=False)
    expires_at: Mapped[datetime] = moment(index=True)
    version: Mapped[int] = count(default=1)
    size: Mapped[int] = count()
    sealed_keys: Mapped[bytes] = sealed()
    sealed_list: Mapped[bytes] = sealed()


class KeptCall(Base):
    """A complaint being taken by telephone or at the counter: its code under a key of the clerk who
    takes it.
    """

    __tablename__ = "kept_call"

    draft_id: Mapped[str] = row_id(primary_key=True)
    staff_id: Mapped[str] = row_id(index=True)
    unit: Mapped[str] = code(length=160)
    started_at: Mapped[datetime] = moment()
    sealed_code: Mapped[bytes] = sealed()


class Mailbox(Base):
    """The complainant's key pair behind a code: the lookup digest and the public half.

    ``state``: live, waiting (a replacement not yet used) or dead. A replacement that staff made
    cannot be used before ``opens_at``, unless somebody other than ``made_by_id`` agrees.
    """

    __tablename__ = "mailbox"

    id: Mapped[str] = row_id(primary_key=True)
    complaint_id: Mapped[str] = row_id(index=True)
    lookup: Mapped[bytes] = digest(unique=True)
    public_key: Mapped[bytes] = public_key()
    state: Mapped[str] = code()
    made_by_staff: Mapped[bool] = flag(default=False)
    made_by_id: Mapped[str | None] = row_id(nullable=True)
    opens_at: Mapped[datetime | None] = moment(nullable=True)


class Part(Base):
    """One sealed thing: its kind, owner, format, key and key version, and the SHA-256 of its
    ciphertext.
    """

    __tablename__ = "part"

    id: Mapped[str] = row_id(primary_key=True)
    complaint_id: Mapped[str] = row_id(index=True)
    case_id: Mapped[str | None] = row_id(nullable=True, index=True)
    kind: Mapped[str] = code()
    key_letter: Mapped[str] = code(length=1)
    format: Mapped[int] = count()
    key_version: Mapped[int] = count(default=1)
    sha256: Mapped[bytes] = digest()
    ciphertext: Mapped[bytes] = sealed()


class Box(Base):
    """Keys of a complaint or case, sealed to one recipient's public key.

    ``recipient_kind``: unit, mailbox or entity; ``recipient``: the unit's key, the mailbox's id.
    """

    __tablename__ = "box"
    __table_args__ = (Index(None, "recipient", "recipient_version"),)

    id: Mapped[str] = row_id(primary_key=True)
    complaint_id: Mapped[str] = row_id(index=True)
    case_id: Mapped[str | None] = row_id(nullable=True, index=True)
    recipient_kind: Mapped[str] = code()
    recipient: Mapped[str] = code(length=160)
    recipient_version: Mapped[int] = count()
    key_version: Mapped[int] = count(default=1)
    letters: Mapped[str] = code(length=8)
    ciphertext: Mapped[bytes] = sealed()


class Erasable(Base):
    """The erase share of a key: deleting it closes all that was sealed under that key, for
    everyone.
    """

    __tablename__ = "erasable"

    complaint_id: Mapped[str] = row_id(primary_key=True)
    owner_id: Mapped[str] = row_id(primary_key=True)
    key_letter: Mapped[str] = code(primary_key=True, length=1)
    key_version: Mapped[int] = count(primary_key=True, autoincrement=False, default=1)
    share: Mapped[bytes] = sealed()


class Complaint(Base):
    """A filed complaint's facts; it never changes after filing."""

    __tablename__ = "complaint"
    __table_args__ = (Index(None, "jurisdiction", "entered_day"),)

    id: Mapped[str] = row_id(primary_key=True)
    reference: Mapped[str] = code(unique=True)
    jurisdiction: Mapped[str] = code()
    channel: Mapped[str] = code()
    complainant_role: Mapped[str] = code()
    identity_mode: Mapped[str] = code()
    urgency: Mapped[str] = code()
    held_now: Mapped[bool] = flag()
    language: Mapped[str] = code()
    received_day: Mapped[date] = day()
    entered_day: Mapped[date] = day()
    filed_at: Mapped[datetime] = moment()
    policy_version: Mapped[str] = code()
    questionnaire_version: Mapped[str] = code()
    config_version: Mapped[str] = code()
    manifest_sha256: Mapped[bytes] = digest()


class CaseRecordRow(Base):
    """A record of who holds a case's keys; each names the one before, and is proven by its code."""

    __tablename__ = "case_record"

    case_id: Mapped[str] = row_id(ForeignKey("case.id"), primary_key=True)
    number: Mapped[int] = count(primary_key=True, autoincrement=False)
    record: Mapped[bytes] = sealed()
    code: Mapped[bytes] = digest()


class ResidentSession(Base):
    """A resident's visit: the code sealed under a secret that only the cookie holds.

    It carries no id of the complaint; the code leads there. Kept out of ordinary backups.
    """

    __tablename__ = "resident_session"

    id: Mapped[str] = row_id(primary_key=True)
    sealed_code: Mapped[bytes] = sealed()
    touched_at: Mapped[datetime] = moment()
    ends_at: Mapped[datetime] = moment(index=True)
    sent_at: Mapped[datetime | None] = moment(nullable=True)


class Message(Base):
    """A message between the complainant and one case's office; its text is a part under the thread
    key, bound to direction, kind, author, moment and event.
    """

    __tablename__ = "message"
    __table_args__ = (Index(None, "case_id", "sent_at"),)

    id: Mapped[str] = row_id(primary_key=True)
    complaint_id: Mapped[str] = row_id(index=True)
    case_id: Mapped[str] = row_id(ForeignKey("case.id"))
    part_id: Mapped[str] = row_id(ForeignKey("part.id"))
    direction: Mapped[str] = code()
    kind: Mapped[str] = code()
    author_id: Mapped[str | None] = row_id(nullable=True)
    event_id: Mapped[str] = row_id()
    sent_at: Mapped[datetime] = moment()
    read_at: Mapped[datetime | None] = moment(nullable=True)


class UpdateAddress(Base):
    """Where a resident who opted in is told that there is news, sealed to the worker's key."""

    __tablename__ = "update_address"

    complaint_id: Mapped[str] = row_id(primary_key=True)
    language: Mapped[str] = code()
    sealed_address: Mapped[bytes] = sealed()


class ImportedRecord(Base):
    """A complaint taken elsewhere and brought in once: the keyed digest of its outside id."""

    __tablename__ = "imported_record"

    outside_id: Mapped[bytes] = digest(primary_key=True)
    complaint_id: Mapped[str] = row_id()
