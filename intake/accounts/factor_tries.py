"""Wrong second factors of a person: counted over all half sessions, with pauses and an end.

The count is the person's, not the session's: whoever has the password opens as many half sessions
as they like and gets no more tries. Known browsers have a count of their own, so that a stranger
with the password does not keep the person out. Only a success in the same turn, or a person who
unlocks the account, starts a count again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import update
from sqlalchemy.orm import Session

from intake.accounts.attempts import pause_after
from intake.accounts.errors import FactorLocked, FactorPaused
from intake.accounts.models import Staff

MOST_WRONG = 10
"""After so many wrong codes since the last success, none is tried until a person acts."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong codes since the last success, and until when none is tried."""

    wrong: int = 0
    until: datetime | None = None

    @property
    def is_locked(self) -> bool:
        """Whether a person has to act first."""
        return self.wrong >= MOST_WRONG

    def check(self, *, at: datetime) -> None:
        """Raise FactorLocked or FactorPaused where no code is tried at this moment."""
        if self.is_locked:
            raise FactorLocked
        if self.until is not None and at < self.until:
            raise FactorPaused(wait_seconds=ceil((self.until - at).total_seconds()))

    def after_wrong(self, *, at: datetime) -> Tries:
        """The count after one more wrong code: four are free, then pauses double from 30 s."""
        pause = pause_after(self.wrong + 1)
        return Tries(self.wrong + 1, at + pause if pause else None)


def tries_of(staff: Staff, *, known: bool) -> Tries:
    """The count of a person's known browsers, or that of all others."""
    if known:
        return Tries(staff.known_factor_failures, staff.known_factor_paused_until)
    return Tries(staff.factor_failures, staff.factor_paused_until)


def is_locked(staff: Staff) -> bool:
    """Whether somebody has to unlock the account, for known browsers or for others."""
    return any(tries_of(staff, known=known).is_locked for known in (True, False))


def locked_person(session: Session, staff_id: str) -> Staff | None:
    """A person's row, held until the transaction ends: tries at the same moment come in turn."""
    return session.get(Staff, staff_id, with_for_update=True, populate_existing=True)


def keep_tries(session: Session, tries: Tries, *, staff_id: str, known: bool) -> None:
    """Write a count; the caller holds the transaction and the row."""
    values = (
        {"known_factor_failures": tries.wrong, "known_factor_paused_until": tries.until}
        if known
        else {"factor_failures": tries.wrong, "factor_paused_until": tries.until}
    )
    session.execute(update(Staff).where(Staff.id == staff_id).values(**values))


def forget_wrong_codes(session: Session, staff_id: str) -> None:
    """Start both counts again: a person acted. The caller holds the transaction."""
    for known in (True, False):
        keep_tries(session, Tries(), staff_id=staff_id, known=known)
