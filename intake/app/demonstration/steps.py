"""The steps of an invented complaint's path, each by the person whose step it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.roles import Role
from intake.actions.case.reading import open_case
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import EventRequest
from intake.actions.context import ActionContext
from intake.actions.following.write_to_office import withdraw_complaint
from intake.app.demonstration.people import Cast, Person
from intake.cases.models import Allegation, Case, CaseEventRow, CaseRule
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind

Done = Counter[tuple[str, str]]
"""How many events of a kind, by case and kind, were recorded before."""


@dataclass(frozen=True, slots=True, repr=False)
class Played:
    """A complaint whose story is being played.

    Attributes:
        done: events that an earlier start recorded; each stands for a step that is not taken again.
    """

    complaint_id: str
    code: str
    done: Done


def recorded_events(session: Session, complaint_id: str) -> Done:
    """What the cases of a complaint hold already."""
    events = (
        select(CaseEventRow.case_id, CaseEventRow.kind)
        .join(Case, Case.id == CaseEventRow.case_id)
        .where(Case.complaint_id == complaint_id)
    )
    return Counter((case_id, kind) for case_id, kind in session.execute(events))


def take_step(
    session: Session,
    step: Mapping[str, Any],
    played: Played,
    *,
    context: ActionContext,
    cast: Cast,
) -> None:
    """Take a step in every case of a complaint."""
    done = played.done
    cases = session.scalars(select(Case).where(Case.complaint_id == played.complaint_id)).all()
    if step["role"] == "complainant":
        if not any(_was_done(done, case, step["event"]) for case in cases):
            withdraw_complaint(session, context=context, code=played.code)
        return
    for case in cases:
        session.refresh(case)
        person = cast[(case.unit, Role(step["role"]))]
        if "event" not in step:
            open_case(session, context=context, member=person.member, case_id=case.id)
            continue
        for wanted in _wanted(session, step, case, cast):
            if not _was_done(done, case, wanted.event):
                _record(session, wanted, case, person=person, context=context)


def _was_done(done: Done, case: Case, event: str) -> bool:
    place = (case.id, str(event))
    if not done[place]:
        return False
    done[place] -= 1
    return True


def _record(
    session: Session, wanted: EventRequest, case: Case, *, person: Person, context: ActionContext
) -> None:
    session.refresh(case)
    record_event(
        session,
        context=context,
        member=person.member,
        case_id=case.id,
        seen_version=case.version,
        wanted=wanted,
    )


def _wanted(
    session: Session, step: Mapping[str, Any], case: Case, cast: Cast
) -> tuple[EventRequest, ...]:
    details: dict[str, str] = dict(step.get("details", {}))
    if details.get("rule") == "suggested":
        details["rule"] = _suggested_rule(session, case.id)
    if "assignee" in step:
        details["assignee"] = cast[(case.unit, Role(step["assignee"]))].member.staff_id
    wanted = EventRequest(
        event=EventKind(step["event"]),
        reason=ReasonCode(step["reason"]) if "reason" in step else None,
        details=details,
        written=dict(step.get("written", {})),
    )
    if wanted.event is not EventKind.FINDING_SET:
        return (wanted,)
    allegations = session.scalars(
        select(Allegation.id).where(Allegation.case_id == case.id).order_by(Allegation.id)
    )
    return tuple(
        replace(wanted, details={**details, "allegation": allegation}) for allegation in allegations
    )


def _suggested_rule(session: Session, case_id: str) -> str:
    rules = sorted(session.scalars(select(CaseRule.rule).where(CaseRule.case_id == case_id)))
    return rules[0] if rules else "R9"
