"""The guide to the configuration names every key that there is, with its true default."""

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest

from intake.rules.checks.files import JURISDICTION_FILES, OPTIONAL_FILES
from intake.rules.clock_rules import ClockRules, Period
from intake.rules.codes import AgencyKind, Capability, FacilityKind, TwoPersonStep, UnitPart
from intake.rules.measures import MEASURES, Dimension, Level, Measure, Method
from intake.rules.readers.duty import WEEKDAYS
from intake.rules.reports import License, RowField
from intake.rules.retention import Retention

GUIDE = (Path(__file__).parents[3] / "docs/configuration.md").read_text(encoding="utf-8")


def default_words(value: Period | int) -> str:
    if not isinstance(value, Period):
        return str(value)
    words = f"{value.amount} {value.unit.replace('_', ' ')}"
    return words.removesuffix("s") if value.amount == 1 else words


@pytest.mark.parametrize("name", [one.name for one in fields(ClockRules)])
def test_each_period_stands_there_with_its_default(name: str) -> None:
    assert f"| `{name}` | {default_words(getattr(ClockRules(), name))} |" in GUIDE


def test_the_years_of_retention_are_the_true_ones() -> None:
    for one in fields(Retention):
        assert f"`{one.name}` ({getattr(Retention(), one.name)})" in GUIDE


@pytest.mark.parametrize(
    "word", [*AgencyKind, *FacilityKind, *Capability, *UnitPart, *TwoPersonStep]
)
def test_each_code_is_named(word: str) -> None:
    assert word in GUIDE


@pytest.mark.parametrize("measure", list(Measure))
def test_each_measure_stands_there_with_its_dimensions(measure: Measure) -> None:
    dimensions = [one for one in MEASURES[measure].dimensions if one != Dimension.RECEIVED_YEAR]
    row = next(line for line in GUIDE.splitlines() if line.startswith(f"| `{measure}`"))
    assert row.endswith(f"| {', '.join(f'`{one}`' for one in dimensions)} |")


@pytest.mark.parametrize("word", [*License, *RowField, *Method, *Level])
def test_each_code_of_the_reports_is_named(word: str) -> None:
    assert f"`{word}`" in GUIDE


@pytest.mark.parametrize("name", [*JURISDICTION_FILES, *OPTIONAL_FILES])
def test_each_file_has_its_section(name: str) -> None:
    assert f"\n## {name}\n" in GUIDE


def keys_of(content: object) -> set[str]:
    if isinstance(content, list):
        return set().union(*map(keys_of, content))
    if not isinstance(content, dict):
        return set()
    return set(content).union(*map(keys_of, content.values()))


def test_each_key_that_the_examples_use_is_named() -> None:
    files = (Path(__file__).parents[3] / "config/jurisdictions").rglob("*.toml")
    used = set().union(*(keys_of(tomllib.loads(file.read_text("utf-8"))) for file in files))
    by_themselves = {"en", "es", *WEEKDAYS, "adopted", "former"}
    assert {key for key in used - by_themselves if key not in GUIDE} == set()
