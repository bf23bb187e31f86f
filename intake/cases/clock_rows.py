"""The rows of a case's clocks, made of its runs and written so that nothing is counted twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from intake.cases.clocks_run import Clock
from intake.cases.models import CaseClockRow

Key = tuple[str, int]


def clock_row(case_id: str, clock: Clock) -> dict[str, Any]:
    """The row of one run."""
    return {
        "case_id": case_id,
        "kind": clock.kind.value,
        "run": clock.run,
        "started_day": clock.started_day,
        "due_at": clock.due_at,
        "stopped_at": clock.stopped_at,
        "paused": clock.paused_at is not None,
        "ended_at": clock.ended_at,
        "ran_out": clock.ran_out,
        "late": clock.late,
    }


def write_clocks(session: Session, case_id: str, clocks: Sequence[Clock], *, at: datetime) -> None:
    """Write the runs of a case's clocks anew, after an event recorded ``at``.

    The moment at which a run ended stays as it was written first, even where the entity's periods
    were changed since: a quarter that is closed may have counted it.
    """
    before: dict[Key, Any] = {
        (row.kind, row.run): row
        for row in session.execute(
            select(
                CaseClockRow.kind,
                CaseClockRow.run,
                CaseClockRow.due_at,
                CaseClockRow.stopped_at,
                CaseClockRow.paused,
                CaseClockRow.ended_at,
                CaseClockRow.ran_out,
                CaseClockRow.late,
            ).where(CaseClockRow.case_id == case_id)
        )
    }
    session.execute(delete(CaseClockRow).where(CaseClockRow.case_id == case_id))
    rows = [_kept(clock_row(case_id, clock), before, at) for clock in clocks]
    if rows:
        session.execute(insert(CaseClockRow), rows)


def _kept(row: dict[str, Any], before: Mapping[Key, Any], at: datetime) -> dict[str, Any]:
    old = before.get((row["kind"], row["run"]))
    if old is None:
        return row
    ended = {"ended_at": old.ended_at, "ran_out": old.ran_out, "late": old.late}
    if old.ended_at is None and old.stopped_at is None and not old.paused and old.due_at <= at:
        ended = {"ended_at": old.due_at, "ran_out": True, "late": True}
    if ended["ended_at"] in (None, row["ended_at"]):
        return row
    return row | ended
