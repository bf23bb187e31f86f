"""A week of guessing, by the real actions and a clock that is moved: docs/threat-model.md."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from intake.accounts.attempts import EVERYBODY, pause_after
from intake.accounts.errors import (
    AccountError,
    FactorLocked,
    FactorPaused,
    FactorRefused,
    SignInRefused,
    TooManyFailures,
)
from intake.accounts.models import Staff
from intake.actions.people.unlock import unlock_person
from tests.fixtures.chance import START
from tests.integration.accounts.office import INVESTIGATIONS, LEAD, Office
from tests.integration.accounts.steps import begin, enter, known_browser

WEEK = timedelta(days=7)
HALF_SESSIONS = 20
SIGN_INS = [START + timedelta(days=day, hours=hours) for day in range(5) for hours in (0, 5)]
"""When Ada comes to work, and when she comes back from lunch."""


def week(office: Office, *, unlocks: bool) -> Counter[str]:
    """Somebody has Ada's password and as many half sessions as they like, all week.

    Ada signs in twice a day, in her browser or else in a new one. An administrator who unlocks
    without asking why does so every morning.
    """
    free_at = office.clock.advance(hours=-8)
    staff_id = office.person("Ada", {INVESTIGATIONS: LEAD})[0].staff_id
    browser, found = known_browser(office, staff_id), Counter[str]()
    mornings = [START + timedelta(days=day, hours=-1) for day in range(7)] if unlocks else []
    for due in sorted({*SIGN_INS, *mornings, START + WEEK}):
        while free_at < due:
            office.clock.now = free_at
            free_at = guess(office, found)
        office.clock.now = max(office.clock.now, due)
        if due in mornings:
            unlock_person(office.session, context=office.context, by=None, staff_id=staff_id)
            free_at = due
        if due in SIGN_INS:
            found["Ada came"] += 1
            found["got in, known browser"] += gets_in(office, staff_id, browser)
            office.clock.advance(minutes=2)
            found["got in, new browser"] += gets_in(office, staff_id, None)
    return found


def guess(office: Office, found: Counter[str]) -> datetime:
    """Enter wrong codes in half sessions as long as they are tried; when to come again."""
    for _ in range(HALF_SESSIONS):
        before = wrong_codes(office)
        try:
            enter(office, begin(office))
        except FactorRefused:
            continue
        except (FactorPaused, TooManyFailures) as told:
            return office.clock() + timedelta(seconds=told.wait_seconds)
        except FactorLocked:
            break
        finally:
            found["codes tried"] += wrong_codes(office) - before
    return office.clock() + timedelta(hours=6)


def wrong_codes(office: Office) -> int:
    return office.look().get_one(Staff, office.ids["Ada"]).factor_failures


def gets_in(office: Office, staff_id: str, browser: str | None) -> bool:
    """Whether Ada signs in at the first try."""
    try:
        return bool(enter(office, begin(office, browser=browser), office.code(staff_id)))
    except AccountError:
        return False


def test_a_stolen_password_gives_ten_codes_in_a_week(office: Office) -> None:
    found = week(office, unlocks=False)
    assert found["codes tried"] == 10
    assert (found["Ada came"], found["got in, known browser"]) == (10, 10)
    assert found["got in, new browser"] == 0, "until somebody unlocks, or she changes the password"


def test_an_administrator_who_unlocks_every_morning_gives_ten_a_day(office: Office) -> None:
    found = week(office, unlocks=True)
    assert found["codes tried"] == 80, "ten in the night before, and ten on each of seven days"
    assert found["got in, known browser"] == found["Ada came"] == 10


def test_without_the_password_strangers_try_some_hundred_a_week_at_one_account(
    office: Office,
) -> None:
    staff_id = office.person("Ada", {INVESTIGATIONS: LEAD})[0].staff_id
    office.clock.now = START
    tried = 0
    # The pauses of the first day by the real actions, then by the same rule.
    while office.clock() < START + timedelta(days=1):
        try:
            begin(office, password="a stranger's guess")
        except SignInRefused:
            tried += 1
        row = office.look().get_one(Staff, staff_id)
        assert row.failures == tried
        office.clock.now = max(row.blocked_until or office.clock(), office.clock())
    at, counted = START, 0
    while at < START + WEEK:
        counted += 1
        at += pause_after(counted)
        if at < START + timedelta(days=1):
            assert counted <= tried
    assert tried == 104
    assert counted == 680
    everybody = EVERYBODY.capacity + EVERYBODY.per_minute * WEEK // timedelta(minutes=1)
    assert everybody == 302_420
