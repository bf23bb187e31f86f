"""Dates that have gone stale: they warn, and stop nothing."""

from datetime import date, timedelta

from intake.bedrock.problems import Problem
from intake.rules.configuration import Configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reading import LOST_DAY

HOTLINE_DAYS = 180


def stale_dates(configuration: Configuration, *, today: date) -> tuple[Problem, ...]:
    """Hotlines last checked over 180 days ago, dates in the future, holidays that ran out."""
    found: list[Problem] = []
    for place in configuration.jurisdictions.values():
        found += [*_hotlines(place, today), *_rules(place, today), *_holidays(place, today)]
    return tuple(sorted(found))


def _hotlines(place: Jurisdiction, today: date) -> list[Problem]:
    file = f"jurisdictions/{place.slug}/hotlines.toml"
    found = []
    for hotline in place.hotlines:
        key = f"hotlines[{hotline.id}].checked"
        if hotline.checked == LOST_DAY:
            continue
        if hotline.checked > today:
            wrong = f"The date {hotline.checked} is in the future."
            found.append(Problem(file, wrong, "the date of the last call", key=key))
        elif today - hotline.checked > timedelta(days=HOTLINE_DAYS):
            wrong = (
                f"The number was last checked on {hotline.checked}, over {HOTLINE_DAYS} days ago."
            )
            found.append(Problem(file, wrong, "today's date, after you call the number", key=key))
    return found


def _rules(place: Jurisdiction, today: date) -> list[Problem]:
    file = f"jurisdictions/{place.slug}/policy.toml"
    return [
        Problem(
            file,
            f"The rule is in force only from {rule.since}.",
            "a date that has come, or the rule in not_adopted until then",
            key=f"adopted[{rule.code}].since",
        )
        for rule in place.policy.rules.values()
        if rule.since > today
    ]


def _holidays(place: Jurisdiction, today: date) -> list[Problem]:
    file = f"jurisdictions/{place.slug}/calendar.toml"
    return [
        Problem(
            file,
            f"The holiday on {holiday.on} was more than a year ago.",
            "its next date, or a month with a day or weekday",
            key=f"holidays[{holiday.id}].date",
        )
        for holiday in place.calendar.holidays
        if holiday.on is not None and today - holiday.on > timedelta(days=366)
    ]
