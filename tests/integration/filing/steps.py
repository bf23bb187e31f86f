"""The steps of a complainant, without a browser: open a draft, write, send."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from intake.actions.complaint.filing import Filed, Origin, file_draft
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import DraftLimits, save_draft
from intake.actions.following.visit import find_visit
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.unsent import Unsent
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from tests.integration.filing.world import LENGTHS, LIMIT, PLACE, World

LIMITS = DraftLimits(lengths=LENGTHS, narrative_characters=LIMIT)
SECRET = b"s" * 32
NARRATIVE = "Pagamos la fianza el lunes. Sigue adentro. \u202e<b>{{ 7*7 }}</b> \U0001f40d"
CONTENT = Content(
    situations=("kept_in_jail",),
    answers={"common.held_now": "yes", "common.federal_agents": "with_local"},
    agencies=(NamedAgency(agency_id="holding-center", official="a sergeant, name unknown"),),
    place="the Quail Road cells",
    language="es",
)
IDENTITY = Identity(
    mode=IdentityMode.CONFIDENTIAL,
    role=ComplainantRole.FAMILY,
    name="Rosa Invented",
    contact="520 555 0100",
)

Change = Callable[[Unsent], Unsent]


def told(unsent: Unsent) -> Unsent:
    """An ordinary complaint about the city's jail."""
    return replace(unsent, narrative=NARRATIVE, content=CONTENT, identity=IDENTITY)


def opened(session: Session, world: World, *, secret: bytes = SECRET) -> str:
    """Open a draft; its code."""
    return open_draft(
        session,
        context=world.context(),
        secret=secret,
        jurisdiction=PLACE,
        language="es",
        limits=LIMITS,
    )


def written(session: Session, world: World, change: Change = told) -> str:
    """Open a draft and write it; its code."""
    code = opened(session, world)
    save(session, world, code, change)
    return code


def save(session: Session, world: World, code: str, change: Change) -> Unsent:
    """Save one page."""
    return save_draft(
        session,
        context=world.context(),
        code=code,
        change=change,
        limits=LIMITS,
    )


def sent(session: Session, world: World, change: Change = told) -> tuple[str, Filed]:
    """Write a draft and send it, as the visit does; its code and what was filed."""
    code = written(session, world, change)
    visit = find_visit(session, context=world.context(), secret=SECRET)
    return code, file_draft(session, context=world.context(), code=code, origin=Origin(visit=visit))
