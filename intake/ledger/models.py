"""Rows for the transparency log: opaque entries, and the private chain behind them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from intake.db.base import Base
from intake.db.types import code, count, day, digest, row_id, sealed


class TagKey(Base):
    """A complaint's tag key, sealed under the server's keyring for system events."""

    __tablename__ = "tag_key"

    complaint_id: Mapped[str] = row_id(primary_key=True)
    log_case_id: Mapped[str] = row_id(unique=True)
    sealed_key: Mapped[bytes] = sealed()


class LogEvent(Base):
    """An event of the log as its complainant can prove it: type, day, salted hash of the document.

    ``records`` and ``unit_statement``: the newest hashes of the case's records and of its unit's
    statements.
    """

    __tablename__ = "log_event"
    __table_args__ = (UniqueConstraint("complaint_id", "seq"),)

    id: Mapped[str] = row_id(primary_key=True)
    complaint_id: Mapped[str] = row_id()
    seq: Mapped[int] = count()
    kind: Mapped[str] = code()
    status: Mapped[str | None] = code(nullable=True)
    day: Mapped[date] = day()
    document: Mapped[bytes] = digest()
    records: Mapped[bytes] = digest()
    unit_statement: Mapped[bytes] = digest()
    previous: Mapped[bytes] = digest()
    leaf: Mapped[bytes] = digest()


class LogEntry(Base):
    """One opaque entry, 0x01 || tag || commitment; ``position`` is empty until it is sequenced."""

    __tablename__ = "log_entry"

    tag: Mapped[bytes] = digest(primary_key=True)
    commitment: Mapped[bytes] = digest()
    position: Mapped[int | None] = count(nullable=True, unique=True)
