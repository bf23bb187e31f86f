"""Record what happens by itself when a time has run out: an answer, a confirmation, an appeal."""

from __future__ import annotations

import structlog
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from intake.actions.case.recording import CaseRefused, EventRequest, Recorder, record_in
from intake.actions.context import ActionContext
from intake.cases.clocks import LAPSES
from intake.cases.models import Case, CaseClockRow
from intake.cases.vocabulary import ClockKind, EventKind, Status
from intake.cases.workflow.event import SYSTEM
from intake.cases.workflow.table import rows_for
from intake.db.transaction import transaction

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
        .join(Case, Case.id == CaseClockRow.case_id)
        .where(
            or_(*map(_may_lapse, LAPSES)),
            CaseClockRow.stopped_at.is_(None),
            CaseClockRow.paused.is_(False),
            CaseClockRow.due_at <= context.at,
        )
        .order_by(CaseClockRow.due_at)
    ).all()
    return sum(
        _record(session, context=context, case_id=case_id, event=LAPSES[ClockKind(kind)])
        for case_id, kind in due
    )


def _may_lapse(kind: ClockKind) -> ColumnElement[bool]:
    """A clock of this kind, in a state in which the table lets it end in an event.

    The clock runs on in other states (a review can be asked for after a closing too), where
    nothing follows from its end.
    """
    states = [state.value for state in Status if rows_for(state, LAPSES[kind])]
    return and_(CaseClockRow.kind == kind.value, Case.status.in_(states))


def _record(session: Session, *, context: ActionContext, case_id: str, event: EventKind) -> bool:
    try:
        with transaction(session):
            case = session.get_one(Case, case_id, populate_existing=True)
            reasons = {
                reason for row in rows_for(Status(case.status), event) for reason in row.reasons
            }
            wanted = EventRequest(event=event, reason=min(reasons) if len(reasons) == 1 else None)
            record_in(
                session, context=context, case=case, wanted=wanted, recorder=Recorder(actor=SYSTEM)
            )
    except (CaseRefused, StaleDataError):
        return False
    except Exception as error:
        _LOG.error("lapse_failed", case_id=case_id, kind=event.value, exc_info=error)
        return False
    return True
