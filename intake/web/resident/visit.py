"""Where a resident stands in this request: the visit behind the cookie, and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from flask import g

from intake.actions.complaint.save_draft import DraftLimits
from intake.actions.context import ActionContext
from intake.actions.following.visit import find_visit, touch_visit
from intake.complaints.draft_room import DraftRoom
from intake.complaints.mailboxes import MailboxState, state_once_filed
from intake.complaints.unsent import DraftGone, Unsent, load_unsent
from intake.complaints.visits import Visit, VisitLengths
from intake.web.foundation.cookies import resident_secret
from intake.web.foundation.database import session
from intake.web.foundation.hosts import stay_at_this_door
from intake.web.foundation.services import services


class Standing(StrEnum):
    """What this browser's visit leads to."""

    NOTHING = "nothing"
    DRAFT = "draft"
    FILED = "filed"
    LOST = "lost"
    """The visit lives, but its unsent complaint does not: it has expired."""


@dataclass(frozen=True, slots=True, repr=False)
class Here:
    """A visit and what it leads to, found once a request.

    `code_waits`: the visit holds a new code that its owner has not saved yet.
    """

    standing: Standing
    visit: Visit | None = None
    unsent: Unsent | None = None
    code_waits: bool = False


def action_context() -> ActionContext:
    """What actions of this request are given."""
    parts = services()
    return parts.action_context(parts.resident_keyring)


def lengths() -> VisitLengths:
    """How long visits and drafts last in this install."""
    settings = services().settings
    return VisitLengths(
        idle=timedelta(minutes=settings.sessions.resident_idle_minutes),
        after_sending=timedelta(minutes=settings.sessions.resident_after_sending_minutes),
        draft_kept=timedelta(days=settings.draft_days),
    )


def limits() -> DraftLimits:
    """What holds for the unsent complaints of residents at this moment."""
    set_ = services().settings.limits
    return DraftLimits(
        lengths=lengths(),
        narrative_characters=set_.narrative_characters,
        room=DraftRoom(
            drafts=set_.drafts,
            size=set_.draft_bytes,
            disk=services().free_bytes() - set_.reserve_bytes,
            per_minute=set_.new_drafts_per_minute,
        ),
    )


def here() -> Here:
    """Where this browser stands; looked up once a request."""
    if "resident_here" not in g:
        g.resident_here = _find()
    found: Here = g.resident_here
    return found


def forget_here() -> None:
    """Look again, after an action changed where this browser stands."""
    g.pop("resident_here", None)


def _find() -> Here:
    context = action_context()
    visit = find_visit(session(), context=context, secret=resident_secret())
    if visit is None:
        return Here(Standing.NOTHING)
    stay_at_this_door()
    try:
        unsent = load_unsent(
            session(),
            code=visit.code,
            install_id=context.install_id,
            random=context.random,
            at=context.at,
        )
    except DraftGone:
        _touch(visit, context, None)
        return _sent_or_lost(visit, context)
    _touch(visit, context, unsent)
    return Here(Standing.DRAFT, visit, unsent)


def _touch(visit: Visit, context: ActionContext, unsent: Unsent | None) -> None:
    touch_visit(
        session(),
        context=context,
        visit=visit,
        lengths=lengths(),
        complaint_id=unsent.complaint_id if unsent else None,
    )


def _sent_or_lost(visit: Visit, context: ActionContext) -> Here:
    state = state_once_filed(session(), code=visit.code, install_id=context.install_id)
    if state is None:
        return Here(Standing.LOST, visit)
    return Here(Standing.FILED, visit, code_waits=state is MailboxState.WAITING)
