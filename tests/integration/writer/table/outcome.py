"""What comes of a change: somebody is refused by a named error, an alarm tells, or neither."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.exc import IntegrityError

from intake.vault.errors import VaultError
from tests.integration.writer.table.rows import Change, write_all
from tests.integration.writer.table.standing import TwoComplaints


class Outcome(StrEnum):
    """The first four are seen; the others say in which way nothing was seen, or only a lack."""

    REFUSED = "refused"
    """By a named error: what was sealed, signed or recorded is not what is there now."""
    ALARMED = "alarmed"
    """People go on with what is proven; an alarm or the doctor tells of the rest."""
    IMPOSSIBLE = "impossible"
    """The schema does not take it, even from who owns the database."""
    SHUT_OUT = "shut out"
    """Something is missing or makes no sense: its page fails, and nothing else is shown."""
    WITHHELD = "withheld"
    """Something is not there, and nobody is told."""
    ROLLED_BACK = "rolled back"
    """An older state that was true once."""
    MADE_UP = "made up"
    """A row that nobody wrote, without words that anyone can read."""
    PLAIN_FACT = "plain fact"
    """A fact that no word is bound to is another one."""
    IDLE = "idle"
    """Nothing that people see or do depends on it."""


PROMISED = frozenset({Outcome.REFUSED, Outcome.ALARMED, Outcome.IMPOSSIBLE})
UNSEEN = frozenset(Outcome) - PROMISED - {Outcome.SHUT_OUT}


def outcome_of(two: TwoComplaints, change: Change) -> Outcome | None:
    """Make the change, let everybody go on, and put all rows back. None where nobody noticed."""
    try:
        write_all(two.writer, change.rows)
    except IntegrityError:
        return Outcome.IMPOSSIBLE
    two.scene.staffed.office.clock.now = two.at
    try:
        return _watched(two)
    finally:
        two.scene.session.rollback()
        write_all(two.writer, two.now)


def _watched(two: TwoComplaints) -> Outcome | None:
    shut_out = False
    for watcher in two.watchers().values():
        try:
            watcher()
        except VaultError:
            two.scene.session.rollback()
            return Outcome.REFUSED
        except Exception:
            two.scene.session.rollback()
            shut_out = True
    if two.alarms():
        return Outcome.ALARMED
    return Outcome.SHUT_OUT if shut_out else None
