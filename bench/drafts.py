"""Unsent complaints that wait at the check page: one unit, two kilobytes of narrative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bench.client import Client
from bench.installs import PLACE, Install
from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import Change, DraftLimits, save_draft
from intake.complaints.content import Content, Identity, NamedAgency
from intake.complaints.unsent import Unsent
from intake.complaints.visits import VisitLengths
from intake.complaints.vocabulary import ComplainantRole, IdentityMode
from intake.vault.cookies import csrf_token, encode_secret, new_secret

HOME = f"/{PLACE}/en"
SENTENCE = "We paid the bail at three on Monday, and he is still inside; they showed no paper. "
STORY = (SENTENCE * 25)[:2048]
AGENCY = "holding-center"


@dataclass(frozen=True)
class Ready:
    """A draft, in the browser that wrote it: its cookie, the token of its forms, its code."""

    cookie: str
    token: str
    code: str
    edition: str
    complaint_id: str

    def client(self, port: int) -> Client:
        """That browser."""
        client = Client(port)
        client.cookies["s"] = self.cookie
        return client


def make_drafts(install: Install, count: int) -> list[Ready]:
    """Write drafts, past the pages."""
    return write_drafts(install, [_told] * count)


def write_drafts(install: Install, changes: Sequence[Change]) -> list[Ready]:
    """Write a draft for each of these, past the pages."""
    with install.services.sessions() as session:
        return [_write(install, session, change) for change in changes]


def _write(install: Install, session: Session, change: Change) -> Ready:
    limits = DraftLimits(lengths=VisitLengths(), narrative_characters=50_000)
    context = install.context()
    secret = new_secret(context.random)
    code = open_draft(
        session,
        context=context,
        secret=secret,
        jurisdiction=PLACE,
        language="en",
        limits=limits,
    )
    saved = save_draft(session, context=context, code=code, change=change, limits=limits)
    token = csrf_token(secret, context.install_id)
    return Ready(encode_secret(secret), token, code, saved.edition, saved.complaint_id)


def _told(unsent: Unsent) -> Unsent:
    return replace(
        unsent,
        narrative=STORY,
        content=Content(
            situations=("kept_in_jail",),
            answers={"common.held_now": "yes", "common.federal_agents": "with_local"},
            agencies=(NamedAgency(agency_id=AGENCY, official="a sergeant"),),
            place="the cells",
            language="en",
        ),
        identity=Identity(mode=IdentityMode.ANONYMOUS, role=ComplainantRole.FAMILY),
    )
