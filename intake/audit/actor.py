"""Who acts: a member of staff, the complainant, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The three kinds of actor."""

    STAFF = "staff"
    COMPLAINANT = "complainant"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """One actor; only staff have an id, a complainant's visit is never told apart from another."""

    kind: ActorKind
    id: str | None = None


SYSTEM = Actor(ActorKind.SYSTEM)
COMPLAINANT = Actor(ActorKind.COMPLAINANT)


def staff_actor(staff_id: str) -> Actor:
    """The actor for a member of staff."""
    return Actor(ActorKind.STAFF, staff_id)
