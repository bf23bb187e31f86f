"""When residents are told that there is news: at fixed hours, so a mail's time tells nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo


def next_fixed_hour(at: datetime, *, hours: Sequence[int], timezone: ZoneInfo) -> datetime:
    """The next of the fixed hours after a moment, in UTC.

    Args:
        at: an aware moment.
        hours: local hours of the day, 0 to 23, at least one.
        timezone: the jurisdiction's own time zone; a clock change moves the moment with it.
    """
    local = at.astimezone(timezone)
    for days in range(3):
        day = local.date() + timedelta(days=days)
        for hour in sorted(hours):
            moment = datetime.combine(day, time(hour), tzinfo=timezone).astimezone(UTC)
            if moment > at:
                return moment
    raise ValueError("there has to be at least one fixed hour")
