"""File one record as a complaint, once: a repeated run adds nothing twice."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.actions.complaint.filing import Origin, file_complaint
from intake.actions.context import ActionContext
from intake.actions.importing.record import ReadRecord, read_record
from intake.audit.actor import SYSTEM
from intake.cases.models import Case, CaseRule
from intake.complaints.drafting import DraftFacts, NewDraft, new_draft
from intake.complaints.models import Complaint, ImportedRecord
from intake.vault.derivation import derive
from intake.vault.encoding import enc
from intake.vault.server.files import Purpose
from intake.vault.server.keyring import Keyring

ATTEMPTS = 5
_UNTIL_EXPIRY = timedelta(days=1)


class ImportStuck(Exception):
    """The database refused a record again and again; nothing of it was stored."""


@dataclass(frozen=True, kw_only=True)
class CaseOfImport:
    """Who got a case: the entity's and the unit's key."""

    entity: str
    unit: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Imported:
    """What became of one record.

    Attributes:
        code: the complainant's receipt code; None where the record had been brought in before.
    """

    id: str
    reference: str
    cases: tuple[CaseOfImport, ...]
    urgency: str
    suggested_rules: tuple[str, ...]
    code: str | None


def import_record(
    session: Session,
    *,
    context: ActionContext,
    jurisdiction: str,
    record: Any,
    narrative_limit: int,
    before_filing: Callable[[str, str], None],
) -> Imported:
    """Bring in one record: all of it, in one transaction, or nothing.

    Args:
        before_filing: called with the record's id and the receipt code before anything is
            written, so that the code is safe whatever happens after.

    Raises:
        RecordInvalid: the record has faults.
        NothingTold, NobodyLeft: see ``file_complaint``.
        ImportStuck: the database refused it again and again.
    """
    place = context.configuration.jurisdiction(jurisdiction)
    read = read_record(
        record,
        questionnaire=context.questionnaire,
        at=context.at,
        today=place.calendar.local_day(context.at),
        narrative_limit=narrative_limit,
    )
    for _ in range(ATTEMPTS):
        known = _find(session, context, jurisdiction, read.id)
        if known is not None:
            return _told(session, read.id, known, code=None)
        try:
            made = _file(session, context, jurisdiction, read, before_filing)
        except IntegrityError:
            # The same record at the same moment in another run, which brought it in; or, once in
            # hundreds of thousands, a reference that is taken.
            continue
        return _told(session, read.id, made.unsent.complaint_id, code=made.code)
    raise ImportStuck(ATTEMPTS)


def _file(
    session: Session,
    context: ActionContext,
    jurisdiction: str,
    read: ReadRecord,
    before_filing: Callable[[str, str], None],
) -> NewDraft:
    made = _drafted(read, jurisdiction=jurisdiction, context=context)
    origin = Origin(
        actor=SYSTEM,
        received_day=read.received_day,
        outside_id=_digests(context.keyring, jurisdiction, read.id)[0],
    )
    before_filing(read.id, made.code)
    file_complaint(session, context=context, unsent=made.unsent, new=made, origin=origin)
    return made


def _drafted(read: ReadRecord, *, jurisdiction: str, context: ActionContext) -> NewDraft:
    facts = DraftFacts(
        jurisdiction=jurisdiction,
        language=read.language,
        channel=read.channel,
        expires_at=context.at + _UNTIL_EXPIRY,
        made_by_staff=True,
    )
    made = new_draft(facts, install_id=context.install_id, random=context.random)
    unsent = replace(
        made.unsent, narrative=read.narrative, content=read.content, identity=read.identity
    )
    return replace(made, unsent=unsent)


def _find(
    session: Session, context: ActionContext, jurisdiction: str, outside_id: str
) -> str | None:
    digests = _digests(context.keyring, jurisdiction, outside_id)
    found: str | None = session.scalar(
        select(ImportedRecord.complaint_id).where(ImportedRecord.outside_id.in_(digests))
    )
    return found


def _digests(keyring: Keyring, jurisdiction: str, outside_id: str) -> tuple[bytes, ...]:
    """The keyed digest of an outside id, newest key first: ids of elsewhere may name people."""
    message = enc("intake/v1/outside-id", jurisdiction, outside_id)
    return tuple(
        hmac.new(derive(key.key, info=enc("intake/v1/outside-id-key")), message, sha256).digest()
        for key in reversed(keyring.all(Purpose.ADDRESSES))
    )


def _told(session: Session, record_id: str, complaint_id: str, *, code: str | None) -> Imported:
    complaint = session.get_one(Complaint, complaint_id)
    cases = session.scalars(
        select(Case).where(Case.complaint_id == complaint_id).order_by(Case.entity, Case.unit)
    ).all()
    rules = session.scalars(
        select(CaseRule.rule).where(CaseRule.case_id.in_([case.id for case in cases])).distinct()
    )
    return Imported(
        id=record_id,
        reference=complaint.reference,
        cases=tuple(CaseOfImport(entity=case.entity, unit=case.unit) for case in cases),
        urgency=complaint.urgency,
        suggested_rules=tuple(sorted(rules)),
        code=code,
    )
