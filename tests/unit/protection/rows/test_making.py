"""Rows beside the tables: what they may say, whether they give anything away, and when they go."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from intake.numbers.catalogue import Catalogue, Method
from intake.numbers.catalogues import catalogue_for
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.numbers.single_rows import WITHHELD, Values
from intake.numbers.values import ENDINGS
from intake.protection.rows.audit import passes_audit
from intake.protection.rows.beside_tables import BesideTables
from intake.protection.rows.decided import Decided, Numbers
from intake.protection.rows.due import due_years, exact_rows
from intake.protection.rows.generalization import generalize
from intake.protection.rows.hierarchies import Hierarchy, hierarchies_for
from intake.protection.rows.making import make_rows
from intake.protection.system.row_table import RowTable
from intake.publication.files.row_files import read_rows, rows_files
from intake.rules import load_configuration
from intake.rules.jurisdiction import Jurisdiction
from intake.rules.reports import RowField, RowLevel
from tests.unit.protection.rows.ended import YEAR, Ended, make_ended, small_withheld

CONFIG = Path(__file__).parents[4] / "config"
FIELDS = (RowField.AGENCY, RowField.ENDING, RowField.RULE, RowField.DISPOSITION, RowField.ENDED)


@pytest.fixture(scope="module")
def place() -> Jurisdiction:
    place = load_configuration(CONFIG).jurisdiction("saguaro-city")
    assert place.reports is not None
    level = RowLevel(enabled=True, k=10, fields=FIELDS)
    return replace(place, reports=replace(place.reports, row_level=level, first_period="2025Q1"))


@pytest.fixture(scope="module")
def catalogue(place: Jurisdiction) -> Catalogue:
    found = catalogue_for(place)
    assert found is not None
    return found


def table_of(rows: tuple[Values, ...]) -> RowTable:
    """These rows, none left out."""
    return RowTable(YEAR, FIELDS, 10, rows, 0)


@pytest.fixture(scope="module")
def ended() -> Ended:
    return make_ended(cases=400)


@pytest.fixture(scope="module")
def numbers(catalogue: Catalogue, ended: Ended) -> Numbers:
    return small_withheld(catalogue, ended.cube)


@pytest.fixture(scope="module")
def hierarchies(place: Jurisdiction, catalogue: Catalogue) -> tuple[Hierarchy, ...]:
    return hierarchies_for(place, FIELDS, catalogue.values("agency"))


@pytest.fixture(scope="module")
def made(
    place: Jurisdiction, catalogue: Catalogue, ended: Ended, numbers: Numbers
) -> RowTable | None:
    decided = Decided(catalogue, ended.cube, numbers)
    return make_rows(place, decided, year=YEAR, facts=ended.facts)


def test_every_case_has_a_row_or_is_counted_as_withheld(made: RowTable | None) -> None:
    assert made is not None
    assert len(made.rows) + made.withheld == 400
    assert len(made.rows) > 300
    assert min(Counter(made.rows).values()) >= 10
    assert made.withheld == 0 or made.withheld >= 10
    named = Counter(row[0] for row in made.rows)
    assert named["police"] > 150
    assert "library" not in named


def test_no_row_says_what_the_tables_withhold(
    made: RowTable | None,
    numbers: Numbers,
    catalogue: Catalogue,
    hierarchies: tuple[Hierarchy, ...],
) -> None:
    assert made is not None
    withheld = {cell for cell, number in numbers.items() if number is None}
    for agency, ending, rule, disposition, quarter in set(made.rows):
        stated = {"agency": agency, "ending": ending, "rule": rule, "disposition": disposition}
        named = {name: value for name, value in stated.items() if value != WITHHELD}
        for table in catalogue.tables:
            if table.dimensions and set(table.dimensions) <= set(named):
                where = {name: named[name] for name in table.dimensions}
                period = str(YEAR) if table.level.value == "year" else quarter
                assert Cell.of(table.measure, period, where) not in withheld


def test_a_row_may_name_a_shown_cell_and_no_withheld_one(
    catalogue: Catalogue, hierarchies: tuple[Hierarchy, ...], numbers: Numbers
) -> None:
    row = ("police", WITHHELD, WITHHELD, WITHHELD, "2025Q1")
    may = BesideTables(catalogue, hierarchies, numbers, YEAR)
    assert may(row)
    cell = Cell.of("cases_ended", "2025Q1", {"agency": "police"})
    assert not BesideTables(catalogue, hierarchies, {**numbers, cell: None}, YEAR)(row)
    whole = (*row[:4], "2025")
    assert not BesideTables(catalogue, hierarchies, {**numbers, cell: None}, YEAR)(whole) or (
        numbers[Cell.of("cases_ended", "2025", {"agency": "police"})] is not None
    )


def test_rows_that_say_how_many_a_withheld_number_counts_are_found_out(
    catalogue: Catalogue, ended: Ended, hierarchies: tuple[Hierarchy, ...]
) -> None:
    """Three agencies are withheld, of which each could be anything; rows that name one tell all."""
    hidden = ("police", "holding-center", "library")
    numbers: dict[Cell, int | None] = {}
    for cell, number in small_withheld(catalogue, ended.cube).items():
        where = dict(cell.where)
        if "agency" not in where and number is not None:
            numbers[cell] = number
        elif cell.measure == "cases_ended" and cell.period == "2025Q1" and [*where] == ["agency"]:
            numbers[cell] = None if where["agency"] in hidden else number
    rows = exact_rows(ended.facts, FIELDS)
    told = tuple((agency, *[WITHHELD] * 3, quarter) for agency, *_, quarter in rows)
    nothing = tuple((*[WITHHELD] * 4, quarter) for *_, quarter in rows)

    def is_safe(rows: tuple[Values, ...], **earlier: RowTable) -> bool:
        return passes_audit(Decided(catalogue, ended.cube, numbers, earlier), table_of(rows))

    assert is_safe(nothing)
    assert not is_safe(told)
    assert not is_safe(rows)


def test_rows_that_do_not_fit_the_tables_do_not_go_out(
    catalogue: Catalogue, ended: Ended, numbers: Numbers, hierarchies: tuple[Hierarchy, ...]
) -> None:
    one_too_many = (*exact_rows(ended.facts, FIELDS), ("police", *[WITHHELD] * 4))
    found = generalize(one_too_many, hierarchies=hierarchies, k=10)
    rows = replace(table_of(found.rows), withheld=found.withheld)
    assert not passes_audit(Decided(catalogue, ended.cube, numbers), rows)


Change = Callable[[Catalogue, Ended, Numbers], tuple[Catalogue, Ended, Numbers]]
WITHOUT: dict[str, Change] = {
    "rounding": lambda c, e, n: (replace(c, method=Method.ROUNDING), e, n),
    "a quarter without facts": lambda c, e, n: (
        c,
        replace(e, facts={q: f for q, f in e.facts.items() if q != "2025Q2"}),
        n,
    ),
    "a total that is withheld": lambda c, e, n: (c, e, {**n, Cell("cases_ended", "2025Q3"): None}),
    "no counts": lambda c, e, n: (c, replace(e, cube={}), n),
    "no facts": lambda c, e, n: (c, replace(e, facts={}), n),
}


@pytest.mark.parametrize("why", WITHOUT)
def test_a_year_has_no_rows_with(
    why: str, place: Jurisdiction, catalogue: Catalogue, ended: Ended, numbers: Numbers
) -> None:
    catalogue, ended, numbers = WITHOUT[why](catalogue, ended, numbers)
    decided = Decided(catalogue, ended.cube, numbers)
    assert make_rows(place, decided, year=YEAR, facts=ended.facts) is None


def test_a_year_goes_out_once_and_not_too_soon() -> None:
    def due(
        release: Quarter, today: date, *published: int, delay: int = 90, first: int = 1
    ) -> tuple[int, ...]:
        return due_years(
            release,
            today=today,
            delay_days=delay,
            published=published,
            first=Quarter(2024, first),
        )

    assert due(Quarter(2025, 4), date(2026, 1, 20), 2024) == ()
    assert due(Quarter(2026, 1), date(2026, 4, 10), 2024) == ()
    assert due(Quarter(2026, 1), date(2026, 4, 11), 2024) == (2025,)
    assert due(Quarter(2026, 1), date(2026, 4, 11)) == (2024, 2025)
    assert due(Quarter(2026, 1), date(2026, 4, 11), 2024, delay=120) == ()
    assert due(Quarter(2026, 2), date(2026, 7, 11), 2024, 2025) == ()
    assert due(Quarter(2026, 1), date(2026, 4, 11), first=2) == (2025,)


def test_the_files_say_the_same_and_how_many_are_missing(made: RowTable | None) -> None:
    assert made is not None
    files = rows_files(made)
    lines = files["data/rows.csv"].decode().splitlines()
    told = json.loads(files["data/rows.json"])
    assert lines[0] == "agency,ending,rule,disposition,ended"
    assert [line.split(",") for line in lines[1:]] == told["rows"]
    assert (told["k"], told["withheld"]) == (10, made.withheld)
    assert read_rows(files["data/rows.json"]) == made
    assert told["groups"]["ending"] == {"without_findings": sorted(set(ENDINGS) - {"findings"})}
