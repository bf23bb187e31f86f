"""A catalogue changes with the first quarter of a year, and some of it never."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from intake.numbers.catalogue import Catalogue, DimensionValue, Level
from intake.numbers.catalogue_changes import CatalogueProblem, may_follow
from intake.numbers.catalogues import catalogue_for, content_of
from intake.numbers.quarters import Quarter
from intake.rules import load_configuration
from intake.rules.localtext import LocalText

CONFIG = Path(__file__).parents[3] / "config"
Change = Callable[[Catalogue], Catalogue]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    found = catalogue_for(load_configuration(CONFIG).jurisdiction("marisol-county"))
    assert found is not None
    return found


def more_agencies(old: Catalogue) -> Catalogue:
    new = (*old.dimensions["agency"], DimensionValue("parks", LocalText({"en": "Parks"})))
    return replace(old, dimensions={**old.dimensions, "agency": new})


def fewer_agencies(old: Catalogue) -> Catalogue:
    return replace(old, dimensions={**old.dimensions, "agency": old.dimensions["agency"][1:]})


def fewer_tables(old: Catalogue) -> Catalogue:
    return replace(old, tables=old.tables[1:])


def yearly(old: Catalogue) -> Catalogue:
    first = replace(old.tables[0], level=Level.YEAR)
    return replace(old, tables=(first, *old.tables[1:]))


def other_words(old: Catalogue) -> Catalogue:
    first = replace(old.tables[0], title=LocalText({"en": "Mended"}))
    return replace(old, tables=(first, *old.tables[1:]), contact="elsewhere@marisol.example")


def in_2027(change: Change) -> Change:
    return lambda old: replace(change(old), valid_from="2027Q1")


@pytest.mark.parametrize(
    ("change", "quarter", "problem"),
    [
        (lambda old: old, "2026Q3", None),
        (other_words, "2026Q3", None),
        (more_agencies, "2026Q3", CatalogueProblem.CHANGED_WITHIN_YEAR),
        (fewer_tables, "2026Q4", CatalogueProblem.CHANGED_WITHIN_YEAR),
        (yearly, "2026Q2", CatalogueProblem.CHANGED_WITHIN_YEAR),
        (in_2027(more_agencies), "2026Q4", CatalogueProblem.NOT_YET_VALID),
        (more_agencies, "2027Q1", CatalogueProblem.VALID_FROM_UNCHANGED),
        (in_2027(more_agencies), "2027Q1", None),
        (in_2027(fewer_tables), "2027Q1", CatalogueProblem.TABLE_GONE),
        (in_2027(yearly), "2027Q1", CatalogueProblem.TABLE_GONE),
        (in_2027(fewer_agencies), "2027Q1", CatalogueProblem.VALUE_GONE),
        (lambda old: replace(old, k=11), "2027Q1", CatalogueProblem.CHANGED_FOR_EVER),
        (
            lambda old: replace(old, opening_stock=True),
            "2027Q1",
            CatalogueProblem.CHANGED_FOR_EVER,
        ),
    ],
)
def test_what_may_follow(
    catalogue: Catalogue, change: Change, quarter: str, problem: CatalogueProblem | None
) -> None:
    released_by = content_of(catalogue)
    period = Quarter.parse(quarter)
    assert may_follow(released_by, change(catalogue), period) is problem


def test_the_first_release_only_has_to_be_in_time(catalogue: Catalogue) -> None:
    assert may_follow(None, catalogue, Quarter(2026, 1)) is None
    assert may_follow(None, catalogue, Quarter(2025, 4)) is CatalogueProblem.NOT_YET_VALID
