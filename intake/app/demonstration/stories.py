"""Invented complaints, read from the configuration, and played from filing to their state."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from intake.actions.complaint.filing import file_complaint
from intake.actions.context import ActionContext
from intake.app.demonstration.people import Cast
from intake.app.demonstration.steps import Played, recorded_events, take_step
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.drafting import DraftFacts, new_draft
from intake.complaints.mailboxes import CodeUnknown, open_mailbox
from intake.complaints.models import Complaint
from intake.complaints.vocabulary import Channel, ComplainantRole, IdentityMode
from intake.rules.reading import read_shipped
from intake.settings.demonstration import Told

FILE = Path("demonstration") / "stories.toml"
_UNTIL_EXPIRY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Stories:
    """The file's content: stories, each with its number, and the steps of each path."""

    stories: tuple[Mapping[str, Any], ...]
    paths: Mapping[str, tuple[str, ...]]
    steps: Mapping[str, Mapping[str, Any]]

    @property
    def first_place(self) -> str:
        """The place of the first story, which a demonstration opens first."""
        return str(self.stories[0]["jurisdiction"])


@dataclass(frozen=True, kw_only=True)
class Notebook:
    """What a start writes down of a story, so that the next one can go on with it.

    Attributes:
        begun: what was kept of it, where an earlier start was ended in its midst.
        keep: is given what has to be known to go on, before it is filed and after.
    """

    begun: Told | None = None
    keep: Callable[[Told], None] = lambda told: None


EMPTY = Notebook()


def read_stories(config_dir: Path) -> Stories:
    """Read the shipped stories."""
    data = read_shipped(config_dir, FILE)
    return Stories(
        stories=tuple({**story, "number": number} for number, story in enumerate(data["story"])),
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
    notebook: Notebook = EMPTY,
) -> Told:
    """File one story in the past and let its people do what its path says."""
    begun, keep = notebook.begun, notebook.keep
    filed_at = context.at - timedelta(days=story["days_ago"])
    told = _found(session, begun, context) if begun else None
    if told is None:
        told = _file(session, story, replace(context, at=filed_at), keep)
    keep(told)
    complaint_id = open_mailbox(session, code=told.code, install_id=context.install_id).complaint_id
    played = Played(complaint_id, told.code, recorded_events(session, complaint_id))
    for name in stories.paths[story["path"]]:
        step = stories.steps[name]
        at = min(filed_at + timedelta(days=step["day"], minutes=7), context.at)
        take_step(session, step, played, context=replace(context, at=at), cast=cast)
    return told


def _found(session: Session, begun: Told, context: ActionContext) -> Told | None:
    """What was begun, with its reference; None where it was not filed."""
    try:
        mailbox = open_mailbox(session, code=begun.code, install_id=context.install_id)
    except CodeUnknown:
        return None
    return replace(begun, reference=session.get_one(Complaint, mailbox.complaint_id).reference)


def _file(
    session: Session,
    story: Mapping[str, Any],
    context: ActionContext,
    keep: Callable[[Told], None],
) -> Told:
    facts = DraftFacts(
        jurisdiction=story["jurisdiction"],
        language=story["language"],
        channel=Channel.WEB,
        expires_at=context.at + _UNTIL_EXPIRY,
    )
    made = new_draft(facts, install_id=context.install_id, random=context.random)
    told = Told(
        code=made.code,
        reference="",
        jurisdiction=story["jurisdiction"],
        path=story["path"],
        number=story["number"],
    )
    # Before it is filed: a complaint whose code nobody knows could not be gone on with.
    keep(told)
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
    return replace(told, reference=filed.reference)


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
