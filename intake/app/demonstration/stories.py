"""Invented complaints, read from the configuration, and played from filing to their state."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake.accounts.roles import Role
from intake.actions.case.reading import open_case
from intake.actions.case.record_event import record_event
from intake.actions.case.recording import Wanted
from intake.actions.complaint.filing import file_complaint
from intake.actions.context import ActionContext
from intake.actions.following.write_to_office import withdraw_complaint
from intake.app.demonstration.people import Cast, Person
from intake.cases.models import Allegation, Case, CaseRule
from intake.cases.reasons import ReasonCode
from intake.cases.vocabulary import EventKind
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.drafting import DraftFacts, new_draft
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode

FILE = Path("demonstration") / "stories.toml"
_UNTIL_EXPIRY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Stories:
    """The file's content: stories, and the steps of each path."""

    stories: tuple[Mapping[str, Any], ...]
    paths: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A story that was filed: its code, which the demonstration shows, and its reference."""

    code: str
    reference: str
    jurisdiction: str
    path: str


def read_stories(config_dir: Path) -> Stories:
    """Read the shipped stories."""
    data = tomllib.loads((config_dir / FILE).read_text("utf-8"))
    return Stories(
        stories=tuple(data["story"]),
        paths={name: tuple(steps) for name, steps in data["path"].items()},
        steps=data["step"],
    )


def play(
    session: Session,
    story: Mapping[str, Any],
    *,
    context: ActionContext,
    stories: Stories,
    cast: Cast,
) -> Told:
    """File one story in the past and let its people do what its path says."""
    filed_at = context.at - timedelta(days=story["days_ago"])
    code, complaint_id, reference = _file(session, story, replace(context, at=filed_at))
    for name in stories.paths[story["path"]]:
        step = stories.steps[name]
        at = min(filed_at + timedelta(days=step["day"], minutes=7), context.at)
        _take(session, step, complaint_id, code=code, context=replace(context, at=at), cast=cast)
    return Told(
        code=code, reference=reference, jurisdiction=story["jurisdiction"], path=story["path"]
    )


def _file(
    session: Session, story: Mapping[str, Any], context: ActionContext
) -> tuple[str, str, str]:
    facts = DraftFacts(
        jurisdiction=story["jurisdiction"],
        language=story["language"],
        channel=Channel.WEB,
        expires_at=context.at + _UNTIL_EXPIRY,
    )
    made = new_draft(facts, install_id=context.install_id, random=context.random)
    unsent = replace(
        made.unsent,
        narrative=story["narrative"],
        content=Content(
            situations=tuple(story["situations"]),
            answers=dict(story["answers"]),
            agencies=_agencies(story),
            language=story["language"],
            questionnaire_version=context.questionnaire.version,
        ),
        identity=Identity(
            mode=IdentityMode(story["mode"]),
            role=ComplainantRole(story["role"]),
            name=story.get("name", ""),
            contact=story.get("contact", ""),
        ),
    )
    filed = file_complaint(session, context=context, unsent=unsent, new=made)
    return made.code, filed.complaint_id, filed.reference


def _agencies(story: Mapping[str, Any]) -> tuple[NamedAgency, ...]:
    if "agency" not in story and "agency_name" not in story:
        return ()
    return (
        NamedAgency(
            agency_id=story.get("agency", ""),
            name=story.get("agency_name", ""),
            kind=story.get("agency_kind", ""),
            official=story.get("official", ""),
        ),
    )


def _take(
    session: Session,
    step: Mapping[str, Any],
    complaint_id: str,
    *,
    code: str,
    context: ActionContext,
    cast: Cast,
) -> None:
    if step["role"] == "complainant":
        withdraw_complaint(session, context=context, code=code)
        return
    for case in session.scalars(select(Case).where(Case.complaint_id == complaint_id)).all():
        session.refresh(case)
        person = cast[(case.unit, Role(step["role"]))]
        if "event" not in step:
            open_case(session, context=context, member=person.member, case_id=case.id)
            continue
        for wanted in _wanted(session, step, case, cast):
            session.refresh(case)
            _record(session, wanted, case, person=person, context=context)


def _record(
    session: Session, wanted: Wanted, case: Case, *, person: Person, context: ActionContext
) -> None:
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
) -> tuple[Wanted, ...]:
    details: dict[str, str] = dict(step.get("details", {}))
    if details.get("rule") == "suggested":
        details["rule"] = _suggested_rule(session, case.id)
    if "assignee" in step:
        details["assignee"] = cast[(case.unit, Role(step["assignee"]))].member.staff_id
    wanted = Wanted(
        event=EventKind(step["event"]),
        reason=ReasonCode(step["reason"]) if "reason" in step else None,
        details=details,
        written=dict(step.get("written", {})),
    )
    if wanted.event is not EventKind.FINDING_SET:
        return (wanted,)
    allegations = session.scalars(select(Allegation.id).where(Allegation.case_id == case.id))
    return tuple(
        replace(wanted, details={**details, "allegation": allegation}) for allegation in allegations
    )


def _suggested_rule(session: Session, case_id: str) -> str:
    rules = sorted(session.scalars(select(CaseRule.rule).where(CaseRule.case_id == case_id)))
    return rules[0] if rules else "R9"
