"""Keep what a page was sent, whatever became of the visit meanwhile: nobody's writing is lost."""

from __future__ import annotations

from enum import StrEnum

from flask import g

from intake.actions.complaint.open_draft import open_draft
from intake.actions.complaint.save_draft import Change, save_draft
from intake.complaints.unsent import DraftGone
from intake.web.foundation.cookies import ensure_resident_secret, replace_resident_secret
from intake.web.foundation.database import session
from intake.web.resident.visit import Here, Standing, action_context, forget_here, here, limits


class Kept(StrEnum):
    """What became of a page that was sent."""

    SAVED = "saved"
    SAVED_ANEW = "saved_anew"
    """The draft had expired: what the page held is kept in a new one."""
    ALREADY_SENT = "already_sent"


def keep(change: Change, *, had_draft: bool) -> Kept:
    """Put a page's change into this browser's draft; open one if there is none.

    Args:
        had_draft: whether the page was shown from a draft; if that is gone, the person is told.

    Raises:
        NoRoom, BucketEmpty: it cannot be kept now.
    """
    standing = here().standing
    if standing is Standing.FILED:
        return Kept.ALREADY_SENT
    if standing is Standing.DRAFT and _save(here(), change):
        return Kept.SAVED
    forget_here()
    if here().standing is Standing.FILED:
        return Kept.ALREADY_SENT
    _open(fresh_secret=here().standing is not Standing.NOTHING)
    _save(here(), change)
    return Kept.SAVED_ANEW if had_draft else Kept.SAVED


def _save(place: Here, change: Change) -> bool:
    """Save into the draft; False if it was sent or has expired in this very moment."""
    if place.visit is None:
        return False
    try:
        save_draft(
            session(),
            context=action_context(),
            code=place.visit.code,
            change=change,
            limits=limits(),
        )
    except DraftGone:
        return False
    forget_here()
    return True


def _open(*, fresh_secret: bool) -> None:
    """Open a draft; a visit that leads elsewhere is left by giving the browser a new secret."""
    open_draft(
        session(),
        context=action_context(),
        secret=replace_resident_secret() if fresh_secret else ensure_resident_secret(),
        jurisdiction=g.jurisdiction.slug,
        language=g.language,
        limits=limits(),
    )
    forget_here()
