"""Ways of a case beside those of the demonstration, so that every step is on offer somewhere."""

from __future__ import annotations

_START = ["read", "acknowledge", "accept"]

PATHS: dict[str, tuple[str, ...]] = {
    "urgent": ("read",),
    "accepted": tuple(_START),
    "offered": (*_START, "frame_r8", "offer"),
    "framed": (*_START, "frame_r8"),
    "found": (*_START, "frame", "assign_investigator", "investigate", "find"),
    "wants_to_stop": (*_START, "withdraw"),
    "issued": (
        *_START,
        "frame",
        "assign_investigator",
        "investigate",
        "find",
        "submit",
        "approve",
    ),
}
