"""Randomness as an argument: the type of a source of random bytes and a checked draw."""

from collections.abc import Callable

RandomBytes = Callable[[int], bytes]
"""Gives that many random bytes; `secrets.token_bytes` in production."""


def draw(random: RandomBytes, count: int) -> bytes:
    """Draw `count` bytes and refuse a source that gives another number of them."""
    data = random(count)
    if len(data) != count:
        raise ValueError(f"the random source gave {len(data)} bytes where {count} were asked")
    return bytes(data)


def draw_index(random: RandomBytes, *, below: int) -> int:
    """Draw an even number from 0 to `below` - 1 (at most 256), rejecting what would skew it."""
    if not 1 <= below <= 256:
        raise ValueError("an index is drawn from at most 256 values")
    limit = 256 - 256 % below
    while True:
        value = draw(random, 1)[0]
        if value < limit:
            return value % below
