"""Numbers that nobody can guess who does not know the secret of an install; pure.

They decide between cells that would do as well, so that nobody can retrace why one was chosen.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable

Weights = Callable[[int, int], float]
"""What a step of an unknown costs in the shortest move, by unknown and try."""


def secret_share(seed: bytes, what: str) -> float:
    """A number from 0 to 1."""
    digest = hmac.digest(seed, what.encode(), "sha256")
    return int.from_bytes(digest[:4], "big") / 2**32


def secret_weights(seed: bytes) -> Weights:
    """Weights between 1 and 2."""

    def weight(column: int, attempt: int) -> float:
        return 1 + secret_share(seed, f"{attempt} {column}")

    return weight
