"""Where in intake's own code an error came up: file and line, never a value or a message."""

import os
from pathlib import Path
from traceback import walk_tb
from types import TracebackType

from intake.settings.locations import PACKAGE

DEEPEST = 8


def own_frames(trace: TracebackType | None, *, root: Path = PACKAGE) -> list[str]:
    """Return the deepest frames whose file lies below `root`, such as `web/errors.py:12`.

    What decides is the folder of the package itself. A word in the path does not: a checkout may
    be called intake, and an install in /opt/intake has every library below that name.
    """
    named = ((_below(root, frame.f_code.co_filename), line) for frame, line in walk_tb(trace))
    return [f"{name}:{line}" for name, line in named if name][-DEEPEST:]


def _below(root: Path, filename: str) -> str | None:
    """Return a frame's path from `root`; None for files elsewhere and for code without a file."""
    path = Path(os.path.realpath(filename))
    inside = Path(filename).is_absolute() and path.is_relative_to(root)
    return path.relative_to(root).as_posix() if inside else None
