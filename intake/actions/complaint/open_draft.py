"""Open a draft: an unsent complaint with code, keys and mailbox, and the visit that holds it."""

from __future__ import annotations

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intake.actions.complaint.save_draft import DraftLimits
from intake.actions.context import ActionContext
from intake.actions.following.visit import find_visit
from intake.complaints.draft_room import make_room
from intake.complaints.drafting import DraftFacts, NewDraft, new_draft
from intake.complaints.models import Draft, Erasable, Mailbox, Part, ResidentSession
from intake.complaints.visits import visit_row
from intake.complaints.vocabulary import Channel
from intake.db.buckets import check_left, draw
from intake.db.transaction import transaction


def open_draft(
    session: Session,
    *,
    context: ActionContext,
    secret: bytes,
    jurisdiction: str,
    language: str,
    limits: DraftLimits,
) -> str:
    """Open a draft for a browser and begin its visit; the first post of a form does this.

    Two posts at once from one browser make one draft: the row of the visit decides.

    Returns:
        The draft's code, to be held by nobody but the visit.

    Raises:
        NoRoom: there is no room for another draft.
        BucketEmpty: too many were begun within a minute.
    """
    room = limits.room
    if room is not None:
        check_left(session, room.bucket, at=context.at)
    facts = DraftFacts(
        jurisdiction=jurisdiction,
        language=language,
        channel=Channel.WEB,
        expires_at=context.at + limits.lengths.idle,
    )
    made = new_draft(facts, install_id=context.install_id, random=context.random)
    visit = visit_row(
        secret=secret,
        install_id=context.install_id,
        code=made.code,
        at=context.at,
        lengths=limits.lengths,
    )
    try:
        with transaction(session):
            session.execute(
                delete(ResidentSession).where(
                    ResidentSession.id == visit["id"], ResidentSession.ends_at <= context.at
                )
            )
            session.execute(insert(ResidentSession), [visit])
            if room is not None:
                make_room(session, room, size=made.unsent.size, drafts=1)
            insert_draft(session, made)
            if room is not None:
                draw(session, room.bucket, at=context.at)
    except IntegrityError:
        live = find_visit(session, context=context, secret=secret)
        if live is None:
            raise
        return live.code
    return made.code


def insert_draft(session: Session, made: NewDraft) -> None:
    """Write the rows of a new draft; the caller holds the transaction."""
    session.execute(insert(Draft), [made.draft_row])
    session.execute(insert(Mailbox), [made.mailbox_row])
    session.execute(insert(Erasable), made.unsent.compartment.shares.rows())
    if made.part_rows:
        session.execute(insert(Part), made.part_rows)
