"""Write a complaint's rows for the transparency log, in the transaction that they tell of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.db.ids import Random, new_id
from intake.db.rows import insert_rows
from intake.ledger.entry import (
    FIRST_PREVIOUS,
    LogKind,
    LogStatement,
    commitment,
    document_hash,
    entry_bytes,
    leaf_hash,
    tag,
)
from intake.ledger.models import LogEntry, LogEvent, TagKey


@dataclass(frozen=True, kw_only=True)
class LogFact:
    """One thing to log about a complaint: its type, day, status, and the document's SHA-256.

    `records` and `unit_statement`: the newest hashes of the case's records and of the statements of
    the unit that holds it, so that neither can be cut back unseen once the log is published.
    """

    kind: LogKind
    day: date
    document_sha256: bytes
    status: str | None = None
    records: bytes = b""
    unit_statement: bytes = b""


@dataclass(frozen=True, kw_only=True)
class LogPosition:
    """Where a complaint's chain stands: the next sequence number and the leaf before it."""

    complaint_id: str
    log_case_id: str
    seq: int
    previous: bytes


def start_log(
    session: Session, *, random: Random, complaint_id: str, sealed_tag_key: bytes
) -> LogPosition:
    """Keep a complaint's tag key, sealed under the server's keyring, and begin its chain."""
    log_case_id = new_id(random)
    row = {
        "complaint_id": complaint_id,
        "log_case_id": log_case_id,
        "sealed_key": sealed_tag_key,
    }
    insert_rows(session, TagKey, [row])
    return LogPosition(
        complaint_id=complaint_id, log_case_id=log_case_id, seq=0, previous=FIRST_PREVIOUS
    )


def await_turn(session: Session, *, complaint_id: str) -> None:
    """Wait for whoever writes to this complaint's chain now; the turn lasts as long as the caller's
    transaction.

    One complaint may be worked in several cases at once, but has one chain. Whoever will write to
    it asks before anything else is locked, so that nobody waits for each other in a ring. On SQLite
    writers stand in one line anyway.
    """
    session.execute(
        select(TagKey.complaint_id).where(TagKey.complaint_id == complaint_id).with_for_update()
    )


def log_position(session: Session, *, complaint_id: str) -> LogPosition | None:
    """Where the chain stands, or None where the complaint's tag key was destroyed or never made."""
    key = session.get(TagKey, complaint_id)
    if key is None:
        return None
    last = session.execute(
        select(LogEvent.seq, LogEvent.leaf)
        .where(LogEvent.complaint_id == complaint_id)
        .order_by(LogEvent.seq.desc())
        .limit(1)
    ).one_or_none()
    return LogPosition(
        complaint_id=complaint_id,
        log_case_id=key.log_case_id,
        seq=last.seq + 1 if last else 0,
        previous=last.leaf if last else FIRST_PREVIOUS,
    )


def append_log_rows(
    session: Session,
    position: LogPosition,
    facts: tuple[LogFact, ...],
    *,
    tag_key: bytes,
    origin: str,
    random: Random,
) -> LogPosition:
    """Append one opaque entry and one private event for each fact; they are not yet sequenced.

    Args:
        position: from :func:`start_log` or :func:`log_position`, read in the same transaction.
        origin: the log's name: the install's id.
    """
    events: list[Mapping[str, object]] = []
    entries: list[Mapping[str, object]] = []
    for fact in facts:
        statement = LogStatement(
            origin=origin,
            log_case_id=position.log_case_id,
            seq=position.seq,
            previous=position.previous,
            kind=fact.kind,
            status=fact.status,
            day=fact.day,
            document=document_hash(tag_key, position.seq, fact.document_sha256),
            records=fact.records,
            unit_statement=fact.unit_statement,
        )
        entry_tag = tag(tag_key, position.seq)
        entry_commitment = commitment(tag_key, statement)
        leaf = leaf_hash(entry_bytes(entry_tag, entry_commitment))
        entries.append({"tag": entry_tag, "commitment": entry_commitment})
        events.append(_event_row(new_id(random), position.complaint_id, statement, leaf))
        position = replace(position, seq=position.seq + 1, previous=leaf)
    insert_rows(session, LogEntry, entries)
    insert_rows(session, LogEvent, events)
    return position


def _event_row(
    event_id: str, complaint_id: str, statement: LogStatement, leaf: bytes
) -> Mapping[str, object]:
    return {
        "id": event_id,
        "complaint_id": complaint_id,
        "seq": statement.seq,
        "kind": statement.kind.value,
        "status": statement.status,
        "day": statement.day,
        "document": statement.document,
        "records": statement.records,
        "unit_statement": statement.unit_statement,
        "previous": statement.previous,
        "leaf": leaf,
    }
