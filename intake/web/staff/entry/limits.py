"""The lengths of staff sessions, from the settings."""

from datetime import timedelta

from intake.accounts.sessions import SessionLimits
from intake.settings.model import Sessions


def session_limits(lengths: Sessions) -> SessionLimits:
    """How long somebody stays signed in."""
    return SessionLimits(
        idle=timedelta(minutes=lengths.staff_idle_minutes),
        overall=timedelta(hours=lengths.staff_hours),
    )
