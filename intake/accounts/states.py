"""The states of a person and of a session."""

from __future__ import annotations

from enum import StrEnum


class StaffState(StrEnum):
    """Where a person's account stands."""

    INVITED = "invited"
    """A link was sent; there is no key yet, or it was not confirmed."""
    ACTIVE = "active"
    DISABLED = "disabled"


class SessionState(StrEnum):
    """How far a sign-in has come."""

    ENROLLING = "enrolling"
    """The invited person chose a password; the second factor awaits its first code."""
    FACTOR = "factor"
    """The password was right; the second factor is awaited."""
    KNOWN_FACTOR = "known_factor"
    """The same, in a browser that the person has signed in with."""
    FULL = "full"


HALF = (SessionState.FACTOR.value, SessionState.KNOWN_FACTOR.value)
"""The states of a half-finished sign-in."""
