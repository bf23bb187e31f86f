"""Who acts: a member of staff, the complainant, or the system itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    """The three kinds of actor."""

    STAFF = "staff"
    COMPLAINANT = "complainant"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """One actor. ``id`` is the person's, whatever role is used; only staff have one.

    A complainant's visit is never told apart from another.
    """

    kind: ActorKind
    id: str | None = None

    def __post_init__(self) -> None:
        """Staff are always known by id, nobody else ever is; raises ValueError."""
        if (self.kind is ActorKind.STAFF) != (self.id is not None):
            raise ValueError("staff have an id, others have none")


SYSTEM = Actor(ActorKind.SYSTEM)
COMPLAINANT = Actor(ActorKind.COMPLAINANT)


def staff_actor(staff_id: str) -> Actor:
    """The actor for a member of staff."""
    return Actor(ActorKind.STAFF, staff_id)
