"""What may be kept how long: every bound to the day."""

from datetime import date

import pytest

from intake.cases.retention import EndedCase, due_for_erasure, years_after
from intake.rules.retention import Retention

ENDED = date(2026, 3, 2)
USUAL = Retention()


def ended(id_="a", *, entity="one", disposition=None, on=ENDED):
    return EndedCase(id=id_, entity=entity, disposition=disposition, ended=on)


def due(*cases, on, periods=None):
    found = periods or {}
    return due_for_erasure(cases, retention_of=lambda entity: found.get(entity, USUAL), today=on)


@pytest.mark.parametrize(
    ("day", "years", "expected"),
    [
        (date(2026, 3, 2), 2, date(2028, 3, 2)),
        (date(2028, 2, 29), 5, date(2033, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
    ],
)
def test_years_after(day, years, expected):
    assert years_after(day, years) == expected


@pytest.mark.parametrize(
    ("disposition", "years"),
    [
        (None, 5),
        ("not_sustained", 5),
        ("unfounded", 5),
        ("exonerated", 5),
        ("no_finding", 5),
        ("policy_failure", 5),
        ("sustained", 15),
        ("partially_sustained", 15),
    ],
)
def test_a_case_is_kept_by_what_was_found(disposition, years):
    case = ended(disposition=disposition)
    last = years_after(ENDED, years)
    before = due(case, on=date(last.year, 3, 1))
    assert (before.cases, before.content) == (frozenset(), False)
    after = due(case, on=last)
    assert (after.identity, after.cases, after.content) == (True, frozenset({"a"}), True)


def test_identity_goes_two_years_after_the_last_case():
    cases = (ended("a"), ended("b", on=date(2027, 6, 1)))
    assert not due(*cases, on=date(2029, 5, 31)).identity
    found = due(*cases, on=date(2029, 6, 1))
    assert found.identity
    assert not found.cases


def test_content_goes_with_the_case_that_is_kept_longest():
    cases = (ended("a"), ended("b", disposition="sustained"))
    five, fifteen = due(*cases, on=date(2031, 3, 2)), due(*cases, on=date(2041, 3, 2))
    assert (five.cases, five.content) == (frozenset({"a"}), False)
    assert (fifteen.cases, fifteen.content) == (frozenset({"a", "b"}), True)


def test_each_entity_has_its_own_periods_and_the_longer_contact_counts():
    periods = {"one": Retention(3, 6, 1), "two": Retention(4, 8, 3)}
    cases = (ended("a"), ended("b", entity="two"))
    assert not due(*cases, on=date(2028, 12, 31), periods=periods).identity
    assert due(*cases, on=date(2029, 3, 2), periods=periods).cases == {"a"}
    assert due(*cases, on=date(2030, 3, 2), periods=periods).content


def test_no_name_outlives_its_complaint():
    periods = {"one": Retention(1, 1, 30)}
    found = due(ended(), on=date(2027, 3, 2), periods=periods)
    assert (found.content, found.identity) == (True, True)
