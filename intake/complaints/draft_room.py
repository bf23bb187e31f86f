"""How much unsent complaints may take up together, and which of them go to make room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from intake.complaints.models import Box, Draft, Erasable, KeptCall, Mailbox, Part
from intake.db.buckets import Bucket

WAIT_SECONDS = 600
"""When to try again where there is no room: drafts end all the time, and a disk is looked after."""
_BATCH = 200


class NoRoom(Exception):
    """There is no room for another unsent complaint, or for one that grows."""

    wait_seconds = WAIT_SECONDS


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftRoom:
    """What all unsent complaints together may take up.

    Attributes:
        drafts: how many there may be.
        size: how many bytes they may have.
        disk: bytes that are free on the disk beyond its reserve; below zero inside of it.
        per_minute: how many may begin a minute.
    """

    drafts: int
    size: int
    disk: int
    per_minute: int

    @property
    def bucket(self) -> Bucket:
        """What each new one is drawn from."""
        return Bucket("new-drafts", self.per_minute)


def make_room(
    session: Session, room: DraftRoom, *, size: int, drafts: int = 0, but: str = ""
) -> None:
    """Make room for so many more bytes and drafts; the caller holds the transaction.

    The drafts that nobody has touched for longest go first, with all their keys. One whose code was
    shown stays: its owner was told until when it is kept.

    Args:
        but: the id of a draft that stays in any case.

    Raises:
        NoRoom: what stays in any case is too much already. The caller's transaction has to end.
    """
    if size > room.disk:
        raise NoRoom
    standing, bytes_ = _totals(session)
    drafts_over, bytes_over = standing + drafts - room.drafts, bytes_ + size - room.size
    while drafts_over > 0 or bytes_over > 0:
        gone = _oldest(session, but=but, drafts=drafts_over, size=bytes_over)
        if not gone:
            raise NoRoom
        remove_drafts(session, tuple(gone))
        drafts_over -= len(gone)
        bytes_over -= sum(gone.values())


def remove_drafts(session: Session, ids: Sequence[str]) -> None:
    """Remove drafts and all that belongs to them; the caller holds the transaction and the rows.

    Deleting a draft's erase shares first would be enough to close it for good.
    """
    for model in (Erasable, Box, Part, Mailbox):
        session.execute(delete(model).where(model.complaint_id.in_(ids)))
    session.execute(delete(KeptCall).where(KeptCall.draft_id.in_(ids)))
    session.execute(delete(Draft).where(Draft.id.in_(ids)))


def _totals(session: Session) -> tuple[int, int]:
    found = session.execute(select(func.count(), func.coalesce(func.sum(Draft.size), 0))).one()
    return found[0], int(found[1])


def _oldest(session: Session, *, but: str, drafts: int, size: int) -> dict[str, int]:
    """As many of the oldest drafts as have to go, by id, with their sizes; a batch at most."""
    rows = session.execute(
        # A draft that is being sent or saved at this moment is locked, and stays.
        select(Draft.id, Draft.size)
        .where(Draft.code_shown.is_(False), Draft.id != but)
        .order_by(Draft.expires_at)
        .limit(_BATCH)
        .with_for_update(skip_locked=True)
    )
    gone: dict[str, int] = {}
    for draft_id, its_size in rows:
        if len(gone) >= drafts and sum(gone.values()) >= size:
            break
        gone[draft_id] = its_size
    return gone
