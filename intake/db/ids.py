"""Random row ids, never serial and never ordered by time."""

from __future__ import annotations

from collections.abc import Callable

Random = Callable[[int], bytes]


def new_id(random: Random) -> str:
    """Make an id of 16 random bytes, as 32 hexadecimal characters."""
    return random(16).hex()
