"""Letting others go first: the niceness of a process, and of its session where that counts."""

import os
from pathlib import Path

AUTOGROUP = Path("/proc/self/autogroup")
"""A desktop's Linux shares the processors between sessions first, whatever a process asks for."""


def give_way(niceness: int) -> None:
    """Let others go first, by so much; see nice(2). Best in a session of its own."""
    reached = os.nice(niceness)
    try:
        AUTOGROUP.write_text(str(reached))
    except OSError:
        return  # another system, or a kernel that does not sort by sessions
