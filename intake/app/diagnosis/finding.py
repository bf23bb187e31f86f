"""One thing that is wrong with an install, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Where, what is wrong, how to mend it; a grave one stops or endangers complaints."""

    place: str
    wrong: str
    mend: str
    grave: bool = True
