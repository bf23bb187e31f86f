"""A clock that a demonstration can move on, so that clocks are seen to fall due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

NAME = "demonstration-days"
MOST_DAYS = 3650


def shifted_clock(data_dir: Path) -> Callable[[], datetime]:
    """The present moment, moved on by the days in the demonstration's file; read at every call."""

    def clock() -> datetime:
        return datetime.now(UTC) + timedelta(days=days_ahead(data_dir))

    return clock


def days_ahead(data_dir: Path) -> int:
    """By how many days the demonstration is ahead of the calendar."""
    try:
        days = int((data_dir / NAME).read_text("ascii"))
    except (FileNotFoundError, ValueError):
        return 0
    return max(0, min(days, MOST_DAYS))


def advance(data_dir: Path, days: int) -> int:
    """Move the clock on; returns by how many days it is ahead now."""
    ahead = min(days_ahead(data_dir) + max(0, days), MOST_DAYS)
    fresh = data_dir / f"{NAME}.new"
    fresh.write_text(str(ahead), "ascii")
    fresh.replace(data_dir / NAME)
    return ahead
