"""Erase what has outlived its time, without a key: the erase shares go, for everybody at once.

Identity goes first, then each case's thread and notes, then all of the complaint. Facts stay.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

import structlog
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.actions.upkeep.outlived import candidates, find_outlived
from intake.audit.actor import SYSTEM
from intake.audit.kinds import AuditKind
from intake.audit.record import AuditObject, ObjectKind
from intake.cases.models import Case
from intake.complaints.models import Box, Erasable, UpdateAddress
from intake.db.transaction import transaction
from intake.ledger.entry import LogKind
from intake.ledger.models import LogEvent, TagKey
from intake.ledger.rows import LogFact, append_log_rows, await_turn, log_position
from intake.ledger.tag_keys import open_tag_key
from intake.vault.contexts import Recipient
from intake.vault.errors import VaultError
from intake.vault.keys import KeyLetter

EMPTIED = tuple(model.__tablename__ for model in (Erasable, UpdateAddress, TagKey, LogEvent, Box))
"""Tables whose deleted rows are to leave nothing behind."""

_LOG = structlog.get_logger("erase")


@dataclass
class Erased:
    """How much was erased: identities, threads with notes of cases, whole complaints."""

    identities: int = 0
    cases: int = 0
    complaints: int = 0


def erase_due(
    session: Session, *, context: ActionContext, held: Collection[str] = frozenset()
) -> Erased:
    """Erase what is due by now; each complaint is a transaction of its own.

    Args:
        held: ids of complaints under a legal hold, of which nothing is erased.
    """
    erased = Erased()
    for complaint_id in candidates(session, context=context):
        if complaint_id in held:
            continue
        try:
            # Looked at without a lock first: of most, nothing is due today.
            if find_outlived(session, context=context, complaint_id=complaint_id) is not None:
                _erase(session, context, complaint_id, erased)
        except Exception as error:
            # One that cannot be read (its jurisdiction left the configuration) holds up no other.
            session.rollback()
            _LOG.error("erasure_failed", complaint_id=complaint_id, exc_info=error)
    return erased


def _erase(session: Session, context: ActionContext, complaint_id: str, erased: Erased) -> None:
    with transaction(session):
        await_turn(session, complaint_id=complaint_id)
        whole = find_outlived(session, context=context, complaint_id=complaint_id, lock=True)
        if whole is None:
            return
        if whole.due.identity and whole.is_left(complaint_id, KeyLetter.IDENTITY):
            _erase_identity(session, context, complaint_id)
            erased.identities += 1
        for case_id in sorted(whole.due.cases):
            if whole.is_left(case_id, KeyLetter.THREAD, KeyLetter.CASE):
                _drop_shares(session, complaint_id, case_id)
                _record(session, context, AuditKind.CASE_ERASED, ObjectKind.CASE.of(case_id))
                erased.cases += 1
        if whole.due.content:
            _erase_rest(session, context, complaint_id)
            erased.complaints += 1


def _erase_identity(session: Session, context: ActionContext, complaint_id: str) -> None:
    _drop_shares(session, complaint_id, complaint_id, KeyLetter.IDENTITY)
    session.execute(delete(UpdateAddress).where(UpdateAddress.complaint_id == complaint_id))
    _record(session, context, AuditKind.IDENTITY_ERASED, ObjectKind.COMPLAINT.of(complaint_id))


def _erase_rest(session: Session, context: ActionContext, complaint_id: str) -> None:
    """The content key's share, and what makes the log's entries speak: only those are left."""
    session.execute(delete(Erasable).where(Erasable.complaint_id == complaint_id))
    _log_purged(session, context, complaint_id)
    for model in (LogEvent, TagKey):
        session.execute(delete(model).where(model.complaint_id == complaint_id))
    # The complainant's boxes hold the tag key too.
    session.execute(
        delete(Box).where(
            Box.complaint_id == complaint_id,
            Box.recipient_kind == Recipient.COMPLAINANT.value,
        )
    )
    _record(session, context, AuditKind.COMPLAINT_ERASED, ObjectKind.COMPLAINT.of(complaint_id))


def _log_purged(session: Session, context: ActionContext, complaint_id: str) -> None:
    position = log_position(session, complaint_id=complaint_id)
    if position is None:
        return
    place = session.scalar(select(Case.jurisdiction).where(Case.complaint_id == complaint_id))
    calendar = context.configuration.jurisdiction(place or "").calendar
    try:
        tag_key = open_tag_key(
            session,
            keyring=context.keyring,
            install_id=context.install_id,
            complaint_id=complaint_id,
        )
    except VaultError as error:
        # A key that opens no more keeps nothing from being erased; the log lacks one entry.
        _LOG.error("purge_not_logged", complaint_id=complaint_id, kind=type(error).__name__)
        return
    fact = LogFact(
        kind=LogKind.PURGED,
        day=calendar.local_day(context.at),
        document_sha256=sha256(complaint_id.encode("ascii")).digest(),
    )
    append_log_rows(
        session,
        position,
        (fact,),
        tag_key=tag_key,
        origin=context.install_id,
        random=context.random,
    )


def _drop_shares(
    session: Session, complaint_id: str, owner_id: str, letter: KeyLetter | None = None
) -> None:
    """Delete an owner's shares of all key versions: one key's, or all of them."""
    chosen = delete(Erasable).where(
        Erasable.complaint_id == complaint_id, Erasable.owner_id == owner_id
    )
    session.execute(chosen.where(Erasable.key_letter == letter.value) if letter else chosen)


def _record(session: Session, context: ActionContext, kind: AuditKind, on: AuditObject) -> None:
    context.record(
        session,
        kind,
        actor=SYSTEM,
        on=on,
    )
