"""What filing tells others of: the record, the outbox and the log, in the same transaction."""

from __future__ import annotations

from hashlib import sha256

from sqlalchemy.orm import Session

from intake.actions.complaint.alarms import raise_alarm
from intake.actions.complaint.plan import FilingPlan
from intake.actions.context import ActionContext
from intake.audit.actor import Actor, ActorKind
from intake.audit.kinds import AuditKind
from intake.audit.record import ObjectKind
from intake.cases.opening import NewCase
from intake.cases.vocabulary import Status
from intake.ledger.entry import LogKind
from intake.ledger.rows import LogFact, append_log_rows, start_log
from intake.notify.kinds import NoticeKind, RecipientKind
from intake.questions.urgency import Urgency
from intake.vault.records import record_hash

_FILED_BY = {
    ActorKind.COMPLAINANT: AuditKind.COMPLAINT_FILED,
    ActorKind.STAFF: AuditKind.COMPLAINT_ENTERED,
    ActorKind.SYSTEM: AuditKind.COMPLAINT_IMPORTED,
}


def write_notes(
    session: Session,
    plan: FilingPlan,
    *,
    context: ActionContext,
    actor: Actor,
    alarms: tuple[str, ...],
) -> None:
    """Write the rows of record, outbox and log that belong to a filing."""
    for case in plan.cases:
        _note_case(session, case, context=context, actor=actor)
    if alarms:
        # A case went elsewhere than to its usual unit, for want of a key or of a stand-in.
        raise_alarm(
            session,
            context=context,
            complaint_id=plan.unsent.complaint_id,
            place=plan.unsent.jurisdiction,
        )
    _log(session, plan, context=context)


def _note_case(session: Session, case: NewCase, *, context: ActionContext, actor: Actor) -> None:
    context.record(
        session,
        _FILED_BY[actor.kind],
        actor=actor,
        on=ObjectKind.CASE.of(case.id),
        unit=case.unit,
    )
    urgent = case.urgency is Urgency.CRITICAL
    context.notify(
        session,
        NoticeKind.NEW_URGENT_COMPLAINT if urgent else NoticeKind.NEW_COMPLAINT,
        to=RecipientKind.UNIT.of(case.unit),
        case_id=case.id,
        complaint_id=case.complaint_id,
    )


def _log(session: Session, plan: FilingPlan, *, context: ActionContext) -> None:
    position = start_log(
        session,
        random=context.random,
        complaint_id=plan.unsent.complaint_id,
        sealed_tag_key=plan.sealed_tag_key,
    )
    day = plan.complaint_row["entered_day"]
    received = LogFact(kind=LogKind.RECEIVED, day=day, document_sha256=plan.manifest.sha256)
    heads = {row["case_id"]: record_hash(row["record"]) for row in plan.records}
    states = tuple(
        LogFact(
            kind=LogKind.STATUS,
            day=day,
            document_sha256=sha256(case.event_id.encode("ascii")).digest(),
            status=Status.RECEIVED.value,
            records=heads[case.id],
            unit_statement=plan.units[case.unit].proven.statement.sha256,
        )
        for case in plan.cases
    )
    append_log_rows(
        session,
        position,
        (received, *states),
        tag_key=plan.tag_key,
        origin=context.install_id,
        random=context.random,
    )
