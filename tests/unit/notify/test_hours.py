"""Residents' notices leave at fixed hours of their own time zone."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from intake.notify.outbox import next_fixed_hour

EASTERN = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-07-01T12:00", "2026-07-01T13:00"),  # 8:00 local, next is 9:00 (UTC-4)
        ("2026-07-01T13:00", "2026-07-01T21:00"),  # at 9:00 exactly, the next is 17:00
        ("2026-07-01T22:00", "2026-07-02T13:00"),  # after 17:00, the next morning
        ("2026-11-01T03:00", "2026-11-01T14:00"),  # the night the clock goes back: 9:00 is UTC-5
        ("2027-03-14T05:00", "2027-03-14T13:00"),  # and the night it goes forward: UTC-4
    ],
)
def test_next_fixed_hour(at, expected):
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    found = next_fixed_hour(moment, hours=(17, 9), timezone=EASTERN)
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_no_hour_is_an_error():
    with pytest.raises(ValueError, match="fixed hour"):
        next_fixed_hour(datetime(2026, 1, 1, tzinfo=UTC), hours=(), timezone=EASTERN)
