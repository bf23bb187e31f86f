"""Stale dates warn and stop nothing."""

from datetime import date, timedelta
from pathlib import Path

from intake.rules import warnings
from intake.rules.checks.dates import HOTLINE_DAYS
from tests.unit.rules.checking import check

CONFIG = Path(__file__).parents[3] / "config"
OLDEST = date(2026, 10, 19)


def test_a_number_is_called_again_after_half_a_year() -> None:
    last_good = OLDEST + timedelta(days=HOTLINE_DAYS)
    assert warnings(CONFIG, today=last_good) == ()
    late = warnings(CONFIG, today=last_good + timedelta(days=1))
    assert {warning.place for warning in late} == {"jurisdictions/marisol-county/hotlines.toml"}
    assert all("2026-10-19" in warning.wrong for warning in late)
    assert check(CONFIG) == ()


def test_a_day_that_has_not_come_is_doubted() -> None:
    doubted = warnings(CONFIG, today=date(2025, 12, 1))
    assert any("in the future" in warning.wrong for warning in doubted)
    assert any("in force only from" in warning.wrong for warning in doubted)
