"""Raise what nobody has acted on: urgent complaints not seen, and missed deadlines once a day."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.cases.clocks import WINDOWS
from intake.cases.models import Case, CaseClockRow
from intake.cases.queue_key import CLOSED_FROM
from intake.cases.vocabulary import ClockKind
from intake.db.models import JobRun
from intake.db.transaction import transaction
from intake.notify.kinds import NoticeKind, RecipientKind

_MOST_REMINDERS = 72
_DIGEST_FROM_HOUR = 8


def remind_of_urgent(session: Session, *, context: ActionContext) -> int:
    """Alarm the next person for each urgent complaint that nobody has seen.

    The unit is told at filing. The first line of the entity's on-call list is told after
    ``answer_minutes``, or at once where it came outside the office's hours; then the next line
    after each further ``answer_minutes``, in turn, and the unit again with each. At times at which
    nobody is called the alarms wait, and go on when somebody is.

    Returns:
        How many alarms were enqueued.
    """
    waiting = session.execute(
        select(Case.id, Case.entity, CaseClockRow.due_at)
        .join(CaseClockRow, CaseClockRow.case_id == Case.id)
        .where(
            CaseClockRow.kind == ClockKind.URGENT_TRIAGE.value,
            CaseClockRow.stopped_at.is_(None),
            Case.queue_key < CLOSED_FROM,
        )
    ).all()
    return sum(
        _remind(session, context=context, case_id=case_id, entity_key=entity, due_at=due_at)
        for case_id, entity, due_at in waiting
    )


def tell_of_overdue(session: Session, *, context: ActionContext) -> int:
    """Tell each unit once a day, from eight o'clock its own time, that deadlines have passed.

    Time that the complainant has (to answer, to ask for a review) makes nobody late.
    """
    units = session.execute(
        select(Case.unit, Case.entity)
        .join(CaseClockRow, CaseClockRow.case_id == Case.id)
        .where(
            CaseClockRow.kind.not_in([kind.value for kind in WINDOWS]),
            CaseClockRow.stopped_at.is_(None),
            CaseClockRow.paused.is_(False),
            CaseClockRow.due_at <= context.at,
            Case.queue_key < CLOSED_FROM,
        )
        .distinct()
    ).all()
    told = 0
    for unit, entity_key in units:
        entity = context.configuration.entity(entity_key)
        local = context.configuration.jurisdiction(entity.jurisdiction).calendar.local_time(
            context.at
        )
        if local.hour >= _DIGEST_FROM_HOUR:
            told += _tell_unit(session, context=context, unit=unit, day=local.date().isoformat())
    return told


def _remind(
    session: Session, *, context: ActionContext, case_id: str, entity_key: str, due_at: datetime
) -> bool:
    entity = context.configuration.entity(entity_key)
    calendar = context.configuration.jurisdiction(entity.jurisdiction).calendar
    duty = entity.duty
    if not duty.is_called(context.at, calendar=calendar):
        return False
    name = f"urgent {case_id}"
    began = due_at - timedelta(hours=entity.clocks.urgent_triage.amount)
    pause = timedelta(minutes=duty.answer_minutes)
    turn, last = turns_taken(session, name=name)
    first = began + pause if duty.is_open(began, calendar=calendar) else began
    if turn >= _MOST_REMINDERS or context.at < (last + pause if last else first):
        return False
    try:
        with transaction(session):
            if not take_turn(session, name=name, period=str(turn + 1), at=context.at):
                return False
            line = f"{entity_key}#{turn % len(duty.on_call)}"
            _alarm(session, context=context, case_id=case_id, on_call=line)
    except IntegrityError:
        return False
    return True


def _alarm(session: Session, *, context: ActionContext, case_id: str, on_call: str) -> None:
    case = session.get_one(Case, case_id, populate_existing=True)
    for kind, recipient in ((RecipientKind.ON_CALL, on_call), (RecipientKind.UNIT, case.unit)):
        context.notify(
            session,
            NoticeKind.URGENT_REMINDER,
            to=kind.of(recipient),
            case_id=case_id,
            complaint_id=case.complaint_id,
        )


def _tell_unit(session: Session, *, context: ActionContext, unit: str, day: str) -> bool:
    try:
        with transaction(session):
            if not take_turn(session, name=f"overdue {unit}", period=day, at=context.at):
                return False
            context.notify(
                session,
                NoticeKind.CLOCK_DUE,
                to=RecipientKind.UNIT.of(unit),
            )
    except IntegrityError:
        return False
    return True


def take_turn(session: Session, *, name: str, period: str, at: datetime) -> bool:
    """Take the one turn of a job in a period; the caller holds the transaction of the job itself.

    Returns:
        True for the one caller that is to do it. A turn taken twice at the same moment ends in an
        IntegrityError for one of them, and with it that job's transaction.
    """
    known = select(JobRun.name).where(JobRun.name == name, JobRun.period == period)
    if session.scalar(known) is not None:
        return False
    session.execute(insert(JobRun).values(name=name, period=period, finished_at=at))
    return True


def turns_taken(session: Session, *, name: str) -> tuple[int, datetime | None]:
    """How many turns of a job were taken, and when the last was."""
    found = session.execute(
        select(func.count(), func.max(JobRun.finished_at)).where(JobRun.name == name)
    ).one()
    return found[0], found[1]
