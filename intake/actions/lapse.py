"""Record what happens by itself when a time has run out: an answer, a confirmation, an appeal."""

from __future__ import annotations

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from intake.actions.context import ActionContext
from intake.actions.recording import CaseRefused, Doer, Wanted, record_in
from intake.cases.clocks import LAPSES
from intake.cases.models import Case, CaseClockRow
from intake.cases.vocabulary import ClockKind, EventKind, Status
from intake.cases.workflow import rows_for
from intake.cases.workflow_event import SYSTEM
from intake.db.transaction import transaction

_BATCH = 500
_LOG = structlog.get_logger("lapse")


def record_lapses(session: Session, *, context: ActionContext) -> int:
    """Record the system's event for each clock that has run out and has one.

    Each case is a transaction of its own. A guard that still holds an event back (an agency's
    answer that is not recorded yet, say) leaves it for the next round. A case that cannot be read
    is logged and holds up no other.

    Returns:
        How many events were recorded.
    """
    due = session.execute(
        select(CaseClockRow.case_id, CaseClockRow.kind)
        .where(
            CaseClockRow.kind.in_([kind.value for kind in LAPSES]),
            CaseClockRow.stopped_at.is_(None),
            CaseClockRow.paused.is_(False),
            CaseClockRow.due_at <= context.at,
        )
        .order_by(CaseClockRow.due_at)
        .limit(_BATCH)
    ).all()
    return sum(
        _record(session, context=context, case_id=case_id, event=LAPSES[ClockKind(kind)])
        for case_id, kind in due
    )


def _record(session: Session, *, context: ActionContext, case_id: str, event: EventKind) -> bool:
    try:
        with transaction(session):
            case = session.get_one(Case, case_id, populate_existing=True)
            reasons = {
                reason for row in rows_for(Status(case.status), event) for reason in row.reasons
            }
            wanted = Wanted(event=event, reason=min(reasons) if len(reasons) == 1 else None)
            record_in(session, context=context, case=case, wanted=wanted, doer=Doer(actor=SYSTEM))
    except (CaseRefused, StaleDataError):
        return False
    except Exception as error:
        _LOG.error("lapse_failed", case_id=case_id, kind=event.value, exc_info=error)
        return False
    return True
