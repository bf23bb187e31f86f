"""Invented past years: plausible, the same every time, and true to every relation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from intake.app.demonstration.past import Invention, invent, past_quarters, read_invention
from intake.numbers.measures import MEASURES, Dimension, Measure
from intake.numbers.quarters import Quarter
from intake.publication.past.agreement import disagreements
from intake.publication.past.reading import PastCounts
from intake.publication.past.values import COUNTED, known_values
from intake.rules import load_configuration

CONFIG = Path(__file__).parents[3] / "config"
QUARTERS = past_quarters("2024Q1", date(2026, 11, 24))


@pytest.fixture(scope="module")
def invention() -> Invention:
    return read_invention(CONFIG)


@pytest.fixture(scope="module")
def past(invention: Invention) -> PastCounts:
    return invent(invention, QUARTERS)


def test_nearly_three_years_of_some_five_hundred_complaints(past: PastCounts) -> None:
    assert (QUARTERS[0], QUARTERS[-1], len(QUARTERS)) == (Quarter(2024, 1), Quarter(2026, 3), 11)
    for year in (2024, 2025):
        counts = [
            past.total(Measure.COMPLAINTS_RECEIVED, one) for one in QUARTERS if one.year == year
        ]
        assert 300 < sum(counts) < 700
    assert all(past.total(measure, QUARTERS[-1]) > 0 for measure in COUNTED)


def test_every_value_is_known_and_the_counts_agree(past: PastCounts, invention: Invention) -> None:
    values = known_values(load_configuration(CONFIG).jurisdiction(invention.jurisdiction))
    for (measure, _), counts in past.counts.items():
        for key, number in counts.items():
            assert number > 0
            for dimension, value in zip(MEASURES[measure].dimensions, key, strict=True):
                assert dimension is Dimension.RECEIVED_YEAR or value in values[dimension]
    assert list(disagreements(past, no_stock_from="2024Q1")) == []


def test_they_are_the_same_every_time_and_only_then(past: PastCounts, invention: Invention) -> None:
    assert invent(invention, QUARTERS).counts == past.counts
    assert invent(replace(invention, seed="another"), QUARTERS).counts != past.counts


def test_a_longer_run_begins_with_a_shorter_one(past: PastCounts, invention: Invention) -> None:
    shorter = invent(invention, QUARTERS[:4])
    assert all(past.counts[slot] == counts for slot, counts in shorter.counts.items())


def test_no_quarter_that_is_not_closed_is_invented() -> None:
    assert past_quarters("2024Q1", date(2024, 4, 10)) == ()
    assert past_quarters("2024Q1", date(2024, 4, 11)) == (Quarter(2024, 1),)
    assert len(past_quarters("2024Q1", date(2040, 1, 1))) == 20
