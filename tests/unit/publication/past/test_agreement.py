"""Counts of different measures that cannot be true together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from intake.numbers.measures import MEASURES, Measure
from intake.numbers.quarters import Quarter
from intake.publication.past.agreement import disagreements
from intake.publication.past.reading import PastCounts
from tests.unit.publication.past.counted import quarter_rows

Change = Mapping[str, Any]


def counts(*quarters: str, **changes: list[Change]) -> PastCounts:
    """Whole quarters, some measures of the last one given otherwise."""
    past = PastCounts()
    for name in quarters:
        quarter = Quarter.parse(name)
        past.places[quarter] = name
        for one in quarter_rows(name):
            given = [one]
            if name == quarters[-1] and one["measure"] in changes:
                given = [{**one, **change} for change in changes[one["measure"]]]
            measure = Measure(one["measure"])
            past.counts[measure, quarter] = {
                tuple(row[dimension] for dimension in MEASURES[measure].dimensions): row["count"]
                for row in given
                if row["count"]
            }
    return past


def said(past: PastCounts, first: str | None = "2024Q1") -> list[str]:
    return [f"{one.place}: {one.wrong}" for one in disagreements(past, no_stock_from=first)]


def test_quarters_that_agree_say_nothing() -> None:
    assert said(counts("2024Q4", "2025Q1")) == []


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"cases_received": [{"count": 11}]},
            ["12 complaints but only 11 cases received."],
        ),
        (
            {"allegations_decided": [{"count": 4}]},
            ["police: 5 cases ended with findings, 4 allegations."],
        ),
        (
            {"allegations_decided": [{"agency": "library"}]},
            ["police: 5 cases ended with findings, 0 allegations."],
        ),
        ({"cases_ended": [{"ending": "withdrawn", "count": 12}]}, []),
        (
            {"cases_ended": [{"ending": "withdrawn", "count": 13}]},
            ["police: 13 cases of 2025 have ended, 12 were received."],
        ),
        (
            {"cases_ended": [{"ending": "withdrawn", "agency": "library"}]},
            ["library: 5 cases of 2025 have ended, 0 were received."],
        ),
        ({"cases_ended": [{"received_year": "2024", "count": 5}]}, []),
        (
            {"cases_ended": [{"received_year": "earlier", "count": 2}]},
            ["2 cases ended that were entered before 2024Q1."],
        ),
        (
            {"cases_ended": [{"received_year": "2023", "count": 2}]},
            ["2 cases ended that were entered before 2024Q1."],
        ),
    ],
)
def test_what_cannot_be_is_named(changes: dict[str, list[Change]], told: list[str]) -> None:
    assert said(counts("2025Q1", **changes)) == [f"2025Q1: {one}" for one in told]


def test_cases_from_before_may_be_said_to_end() -> None:
    past = counts("2025Q1", cases_ended=[{"received_year": "earlier", "count": 2}])
    assert said(past, None) == []
    assert said(past, "2025Q2") == []


def test_cases_of_an_earlier_year_end_but_once() -> None:
    ends = [{"received_year": "2024", "ending": "withdrawn", "count": 7}]
    assert said(counts("2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", cases_ended=ends)) == []
    over = [{"received_year": "2024", "ending": "withdrawn", "count": 29}]
    told = said(counts("2024Q1", "2024Q2", "2024Q3", "2024Q4", "2025Q1", cases_ended=over))
    assert told == ["2025Q1: police: 49 cases of 2024 have ended, 48 were received."]


def test_a_measure_left_out_is_not_taken_for_none() -> None:
    past = counts("2025Q1")
    del past.counts[Measure.URGENT_ENDED, Quarter(2025, 1)]
    assert said(past) == ["2025Q1: there is no line for urgent_ended."]
