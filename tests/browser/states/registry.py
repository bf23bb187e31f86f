"""The list of states: what each endpoint's page is like empty, full, in error and expired."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from tests.browser.states.hands import Hands
from tests.browser.states.world import World


class Kind(StrEnum):
    """What a page can be like.

    EMPTY: before anything was typed, or with nothing to list. FULL: with all that it can hold.
    ERROR: something was refused. EXPIRED: what the page hangs on has ended.
    """

    EMPTY = "empty"
    FULL = "full"
    ERROR = "error"
    EXPIRED = "expired"


Reach = Callable[[World], Hands]


@dataclass(frozen=True, kw_only=True)
class State:
    """One state of one endpoint's page.

    Attributes:
        reach: goes there; what its hands hold at the end is the page.
        status: what the page has to come with.
        chosen: whether it is among the few that every test run looks at in a browser.
    """

    endpoint: str
    kind: Kind
    name: str
    reach: Reach
    status: int
    chosen: bool

    @property
    def title(self) -> str:
        """How a report names it."""
        return f"{self.endpoint} {self.kind} ({self.name})"


STATES: list[State] = []
ABSENT: dict[tuple[str, Kind], str] = {}
"""Kinds that an endpoint cannot have, with the reason."""


def state(
    endpoint: str, kind: Kind, name: str, *, status: int = 200, chosen: bool = False
) -> Callable[[Reach], Reach]:
    """Add what is decorated to the list."""

    def add(reach: Reach) -> Reach:
        add_state(endpoint, kind, name, reach, status=status, chosen=chosen)
        return reach

    return add


def add_state(
    endpoint: str, kind: Kind, name: str, reach: Reach, *, status: int = 200, chosen: bool = False
) -> None:
    """Add a state to the list; raises ValueError for a second of the same name."""
    made = State(endpoint=endpoint, kind=kind, name=name, reach=reach, status=status, chosen=chosen)
    if any(made.title == known.title for known in STATES):
        raise ValueError(f"listed twice: {made.title}")
    STATES.append(made)


def absent(endpoints: Iterable[str], *kinds: Kind, why: str) -> None:
    """Say that these endpoints have no such state, and why."""
    for endpoint in endpoints:
        for kind in kinds:
            ABSENT[(endpoint, kind)] = why
