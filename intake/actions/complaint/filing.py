"""File a complaint: sealed, routed, clocked and told of, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hmac import compare_digest
from typing import Any

from sqlalchemy import bindparam, delete, update
from sqlalchemy.orm import Session

from intake.actions.complaint.notes import write_notes
from intake.actions.complaint.plan import FilingPlan, plan_filing
from intake.actions.complaint.save_draft import DraftChanged
from intake.actions.complaint.weighing import Weighed, weigh
from intake.actions.context import ActionContext
from intake.audit.actor import COMPLAINANT, Actor
from intake.bedrock.characters import is_blank
from intake.cases.opening import NewCase, insert_cases
from intake.complaints.drafting import NewDraft
from intake.complaints.models import (
    Box,
    CaseRecordRow,
    Complaint,
    Draft,
    Erasable,
    ImportedRecord,
    Mailbox,
    Part,
    ResidentSession,
    UpdateAddress,
)
from intake.complaints.typed_text import check_text
from intake.complaints.unsent import DraftGone, Unsent, as_wished, load_unsent
from intake.complaints.update_addresses import seal_update_address
from intake.complaints.visits import Visit, VisitLengths
from intake.db.buckets import Bucket, check_left, draw
from intake.db.rows import gathered, insert_rows, run_made, send_rows, table_of
from intake.db.transaction import transaction
from intake.questions.urgency import Urgency
from intake.rules.codes import RuleCode

ATTEMPTS = 5

_DRAFT, _VISIT = table_of(Draft), table_of(ResidentSession)
_TAKE = delete(_DRAFT).where(
    _DRAFT.c.id == bindparam("draft"), _DRAFT.c.version == bindparam("read")
)
_MARK_SENT = (
    update(_VISIT)
    .where(_VISIT.c.id == bindparam("visit"))
    .values(sent_at=bindparam("at"), touched_at=bindparam("at"), ends_at=bindparam("ends"))
)


class DraftNotShown(Exception):
    """The draft is not as the page that was sent from had shown it: it has to be read again."""


class NothingTold(Exception):
    """There is no word and no answer yet: a complaint needs one of them to be looked into."""


@dataclass(frozen=True, kw_only=True)
class Filed:
    """What was filed, in facts."""

    complaint_id: str
    reference: str
    urgency: Urgency
    rules: tuple[RuleCode, ...]
    cases: tuple[NewCase, ...]


@dataclass(frozen=True, kw_only=True)
class Origin:
    """By which way a complaint comes in.

    Attributes:
        actor: the complainant, a member of staff who took it, or the system (an import).
        received_day: the day on which it was received, where that is not today.
        outside_id: keyed digest of the id that an imported record has elsewhere.
        visit: the resident's visit that sends it; it ends `after_sending` later.
        per_minute: how many may come in by this way a minute; None where nobody is refused.
    """

    actor: Actor = COMPLAINANT
    received_day: date | None = None
    outside_id: bytes | None = None
    visit: Visit | None = None
    after_sending: timedelta = VisitLengths().after_sending
    per_minute: int | None = None

    @property
    def bucket(self) -> Bucket | None:
        """What each filing is drawn from."""
        return None if self.per_minute is None else Bucket("filings", self.per_minute)


FROM_COMPLAINANT = Origin()


def file_draft(
    session: Session,
    *,
    context: ActionContext,
    code: str,
    origin: Origin = FROM_COMPLAINANT,
    unsent: Unsent | None = None,
    edition: str | None = None,
) -> Filed:
    """File the draft that a code leads to, as it is stored now.

    Args:
        unsent: the draft as it was read a moment ago; read again if it changed since.
        edition: that of the draft as the last page showed it; None where no page was shown.

    Raises:
        DraftNotShown: the draft has another edition, whoever changed it.
        DraftGone: it was sent already, or has expired; the complaint behind the code tells which.
        NothingTold, NobodyLeft, BucketEmpty: see `file_complaint`.
    """
    for _ in range(ATTEMPTS):
        current = unsent or load_unsent(
            session,
            code=code,
            install_id=context.install_id,
            random=context.random,
            at=context.at,
        )
        unsent = None
        if edition is not None and not compare_digest(edition, current.edition):
            raise DraftNotShown
        try:
            return file_complaint(session, context=context, unsent=current, origin=origin)
        except DraftChanged:
            continue
    raise DraftChanged


def file_complaint(
    session: Session,
    *,
    context: ActionContext,
    unsent: Unsent,
    origin: Origin = FROM_COMPLAINANT,
    new: NewDraft | None = None,
) -> Filed:
    """File a complaint: every key and seal is made first, then one short transaction writes it.

    The deletion of the draft's row decides between two posts at once: one files, and the other
    finds the draft gone.

    Args:
        unsent: what is filed; its parts that lie in the table are not sealed again.
        new: for a complaint without a stored draft (an import): the rows that a draft would have.

    Raises:
        NothingTold: neither a word nor an answer nor a situation.
        NobodyLeft: every entity that could get it is excluded or has no proven key.
        DraftGone, DraftChanged: the draft was sent, has expired, or was changed meanwhile.
        TextRefused: the narrative holds what cannot be stored.
        BucketEmpty: too many came in by this way within a minute.
    """
    if new is not None:
        # A stored draft was saved as wished; these words come straight from outside.
        unsent = as_wished(unsent)
    _check(unsent)
    if origin.bucket is not None:
        check_left(session, origin.bucket, at=context.at)
    weighed = weigh(session, context=context, unsent=unsent)
    calendar = context.configuration.jurisdiction(unsent.jurisdiction).calendar
    plan = plan_filing(
        context=context,
        unsent=unsent,
        weighed=weighed,
        actor=origin.actor,
        received_day=origin.received_day or calendar.local_day(context.at),
    )
    with gathered(session) as rows:
        _replace_draft(session, unsent, new)
        _write(session, plan)
        _write_origin(session, plan, context=context, origin=origin)
        write_notes(
            session, plan, context=context, actor=origin.actor, alarms=weighed.decision.alarms
        )
    with transaction(session):
        if new is None:
            _take_draft(session, unsent)
        send_rows(session, rows)
        if origin.bucket is not None:
            draw(session, origin.bucket, at=context.at)
    return _filed(plan, weighed)


def _filed(plan: FilingPlan, weighed: Weighed) -> Filed:
    return Filed(
        complaint_id=plan.unsent.complaint_id,
        reference=plan.reference,
        urgency=weighed.assessment.urgency,
        rules=weighed.rules,
        cases=plan.cases,
    )


def _replace_draft(session: Session, unsent: Unsent, new: NewDraft | None) -> None:
    if new is not None:
        insert_rows(session, Mailbox, [new.mailbox_row])
        insert_rows(session, Erasable, unsent.compartment.shares.rows())


def _check(unsent: Unsent) -> None:
    check_text(unsent.narrative, limit=len(unsent.narrative))
    answered = any(not is_blank(str(one)) for one in unsent.content.answers.values())
    if is_blank(unsent.narrative) and not unsent.content.situations and not answered:
        raise NothingTold


def _take_draft(session: Session, unsent: Unsent) -> None:
    """Delete the draft's row; who does is the one who files."""
    taken = session.connection().execute(
        _TAKE, {"draft": unsent.complaint_id, "read": unsent.version}
    )
    if taken.rowcount == 1:
        return
    if session.get(Draft, unsent.complaint_id, populate_existing=True) is None:
        raise DraftGone
    raise DraftChanged


def _write(session: Session, plan: FilingPlan) -> None:
    insert_rows(session, Complaint, [plan.complaint_row])
    insert_cases(session, plan.cases)
    insert_rows(session, Part, plan.new_parts)
    insert_rows(session, Erasable, plan.new_shares.rows())
    insert_rows(session, Box, plan.boxes)
    insert_rows(session, CaseRecordRow, plan.records)


def _write_origin(
    session: Session, plan: FilingPlan, *, context: ActionContext, origin: Origin
) -> None:
    unsent = plan.unsent
    if origin.visit is not None:
        ends = context.at + origin.after_sending
        run_made(session, _MARK_SENT, {"visit": origin.visit.id, "at": context.at, "ends": ends})
    if origin.outside_id is not None:
        row = {"outside_id": origin.outside_id, "complaint_id": unsent.complaint_id}
        insert_rows(session, ImportedRecord, [row])
    if unsent.identity.update_email:
        insert_rows(session, UpdateAddress, [_address_row(unsent, context)])


def _address_row(unsent: Unsent, context: ActionContext) -> dict[str, Any]:
    return {
        "complaint_id": unsent.complaint_id,
        "language": unsent.language,
        "sealed_address": seal_update_address(
            unsent.identity.update_email,
            keyring=context.keyring,
            install_id=context.install_id,
            complaint_id=unsent.complaint_id,
        ),
    }
