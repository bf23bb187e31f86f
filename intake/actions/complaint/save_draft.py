"""Save a page of a draft: the parts that changed are sealed anew, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import CursorResult, delete, insert, update
from sqlalchemy.orm import Session

from intake.actions.context import ActionContext
from intake.complaints.draft_room import DraftRoom, make_room
from intake.complaints.models import Draft, Part
from intake.complaints.typed_text import check_text
from intake.complaints.unsent import DraftGone, Unsent, as_wished, load_unsent
from intake.complaints.visits import VisitLengths
from intake.db.transaction import transaction

ATTEMPTS = 5
"""How often a page is written again on top of what another tab saved meanwhile."""

Change = Callable[[Unsent], Unsent]


@dataclass(frozen=True, kw_only=True)
class DraftLimits:
    """What holds for unsent complaints (settings).

    Attributes:
        lengths: how long drafts and visits last.
        narrative_characters: how long a narrative may be.
        room: what all of them may take up; None for staff, who are never refused.
    """

    lengths: VisitLengths
    narrative_characters: int
    room: DraftRoom | None = None


class DraftChanged(Exception):
    """Another post changed the draft between reading and writing it."""


def save_draft(
    session: Session,
    *,
    context: ActionContext,
    code: str,
    change: Change,
    limits: DraftLimits,
) -> Unsent:
    """Apply one page's change to a draft and keep it, sealed.

    Two tabs never lose each other's pages: `change` is applied to what is stored now, again if
    another post came between. The draft's row is taken first, so that sending and saving never mix.

    Args:
        change: puts what one page says into the unsent complaint; pure.

    Raises:
        DraftGone: the complaint was sent or has expired meanwhile.
        TextRefused: the narrative cannot be stored as it is.
        DraftChanged: other posts came between each time.
        NoRoom: it would grow, and there is no room for that.
    """
    for _ in range(ATTEMPTS):
        before = load_unsent(
            session,
            code=code,
            install_id=context.install_id,
            random=context.random,
            at=context.at,
        )
        after = as_wished(change(before))
        check_text(after.narrative, limit=limits.narrative_characters)
        try:
            return _store(session, context=context, before=before, after=after, limits=limits)
        except DraftChanged:
            continue
    raise DraftChanged


def _store(
    session: Session,
    *,
    context: ActionContext,
    before: Unsent,
    after: Unsent,
    limits: DraftLimits,
) -> Unsent:
    held = {part.kind for part in before.stored}
    new, old = after.texts(), before.texts()
    changed = [kind for kind in new if kind not in held or new[kind] != old[kind]]
    rows = after.seal(changed)
    saved = replace(after.keeping(rows), version=before.version + 1)
    with transaction(session):
        _take(session, unsent=saved, at=context.at, lengths=limits.lengths)
        growth = saved.size - before.size
        if limits.room is not None and growth > 0:
            make_room(session, limits.room, size=growth, but=saved.complaint_id)
        if rows:
            session.execute(
                delete(Part).where(
                    Part.complaint_id == after.complaint_id,
                    Part.case_id.is_(None),
                    Part.kind.in_([kind.value for kind in changed]),
                )
            )
            session.execute(insert(Part), rows)
    return saved


def _take(session: Session, *, unsent: Unsent, at: datetime, lengths: VisitLengths) -> None:
    """Take the row of the version before, or find that it is gone or was changed."""
    kept = lengths.draft_kept if unsent.code_shown else lengths.idle
    taken = session.execute(
        update(Draft)
        .where(Draft.id == unsent.complaint_id, Draft.version == unsent.version - 1)
        .values(
            version=unsent.version,
            size=unsent.size,
            sealed_list=unsent.sealed_list(),
            code_shown=unsent.code_shown,
            language=unsent.language,
            expires_at=at + kept,
        )
    )
    if isinstance(taken, CursorResult) and taken.rowcount == 1:
        return
    if session.get(Draft, unsent.complaint_id, populate_existing=True) is None:
        raise DraftGone
    raise DraftChanged
