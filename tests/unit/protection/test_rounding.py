"""Rounding: multiples near the truth, and every sum adds up, over the quarters of a year too."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product

import pytest

from intake.numbers.catalogue import Catalogue, DimensionValue, Level, Method, ReportTable
from intake.numbers.cells import Cell, Cube
from intake.numbers.measures import MEASURES, Measure
from intake.numbers.quarters import Quarter
from intake.protection.errors import Unprotectable
from intake.protection.protect import protect
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.rules.localtext import LocalText

BASE = 5
WORDS = LocalText({"en": "words"})
DECIDED = Measure.ALLEGATIONS_DECIDED
YEAR = [Quarter(2025, number) for number in (1, 2, 3, 4)]
RULES, FOUND = ("R1", "R2", "R3"), ("sustained", "unfounded")


def table(
    id: str, dimensions: tuple[str, ...], level: Level, measure: Measure = DECIDED
) -> ReportTable:
    return ReportTable(id, "A", measure, dimensions, level, WORDS)


TABLES = (
    table("all", (), Level.QUARTER),
    table("found", ("rule", "disposition"), Level.YEAR),
    table("by-agency", ("agency", "disposition"), Level.YEAR),
)


def catalogue(tables: tuple[ReportTable, ...] = TABLES) -> Catalogue:
    def values(*ids: str) -> tuple[DimensionValue, ...]:
        return tuple(DimensionValue(one, WORDS) for one in ids)

    return Catalogue(
        name="tried",
        version="1",
        jurisdiction="somewhere",
        valid_from="2025Q1",
        first_period="2025Q1",
        method=Method.ROUNDING,
        k=10,
        base=BASE,
        totals_at_least=0,
        tables=tables,
        dimensions={
            "rule": values(*RULES),
            "disposition": values(*FOUND),
            "agency": values("x", "y"),
            "ending": values("findings", "withdrawn"),
        },
    )


def made(seed: int) -> Cube:
    draw = random.Random(seed)  # noqa: S311
    return {
        (DECIDED, quarter.name): {
            key: number
            for key in product(RULES, ("x", "y"), FOUND)
            if (number := draw.choice((0, 0, 0, 1, 2, 7, 13)))
        }
        for quarter in YEAR
    }


def release(
    cube: Cube,
    quarter: Quarter,
    history: Mapping[Cell, int | None],
    tables: tuple[ReportTable, ...] = TABLES,
) -> tuple[Mapping[Cell, int | None], int]:
    found = protect(
        Counts(catalogue(tables), quarter, cube),
        EarlierReleases(history),
        seed=b"a secret of thirty-two bytes long",
        progress=lambda stage, done, of: None,
    )
    return found.cells, found.window


def truth(cube: Cube, cell: Cell) -> int:
    names = ("rule", "agency", "disposition")
    return sum(
        number
        for (_, quarter), counts in cube.items()
        if quarter.startswith(cell.period)
        for key, number in counts.items()
        if set(cell.where) <= set(zip(names, key, strict=True))
    )


@pytest.mark.parametrize("seed", range(12))
def test_numbers_are_near_and_every_sum_adds_up(seed: int) -> None:
    cube, shown, window = made(seed), dict[Cell, int | None](), 0
    for quarter in YEAR:
        found, window = release(cube, quarter, shown)
        assert not set(found) & set(shown)
        shown |= found
    for cell, number in shown.items():
        assert number is not None
        assert number % BASE == 0
        assert abs(number - truth(cube, cell)) <= window
    at = {cell: number or 0 for cell, number in shown.items()}
    assert at[Cell(DECIDED, "2025")] == sum(at[Cell(DECIDED, quarter.name)] for quarter in YEAR)
    for fixed, other in (("rule", FOUND), ("agency", FOUND)):
        for value in RULES if fixed == "rule" else ("x", "y"):
            row = [{fixed: value, "disposition": one} for one in other]
            assert at[Cell.of(DECIDED, "2025", {fixed: value})] == sum(
                at[Cell.of(DECIDED, "2025", one)] for one in row
            )
    for one in FOUND:
        margin = at[Cell.of(DECIDED, "2025", {"disposition": one})]
        for name, values in (("rule", RULES), ("agency", ("x", "y"))):
            assert margin == sum(
                at[Cell.of(DECIDED, "2025", {name: value, "disposition": one})] for value in values
            )


def test_a_multiple_stays_and_nought_is_nought() -> None:
    cube = {(DECIDED, YEAR[0].name): {("R1", "x", "sustained"): 10}}
    assert release(cube, YEAR[0], {}) == ({Cell(DECIDED, YEAR[0].name): 10}, BASE - 1)
    assert release({}, YEAR[0], {}) == ({Cell(DECIDED, YEAR[0].name): 0}, BASE - 1)


def test_a_year_never_drifts_away_from_its_quarters() -> None:
    cube = {(DECIDED, quarter.name): {("R1", "x", "sustained"): 2} for quarter in YEAR}
    shown: dict[Cell, int | None] = {}
    for quarter in YEAR:
        shown |= release(cube, quarter, shown)[0]
        total = sum(number or 0 for cell, number in shown.items() if not cell.is_yearly)
        assert abs(total - 2 * quarter.number) < BASE


def test_an_earlier_number_that_cannot_be_or_was_withheld_stops_all() -> None:
    cube, first = made(1), Cell(DECIDED, YEAR[0].name)
    for before in (truth(cube, first) + 4 * BASE, None):
        with pytest.raises(Unprotectable):
            release(cube, YEAR[1], {first: before})


def test_what_is_shown_keeps_to_the_relations_between_measures() -> None:
    """Five of findings beside no allegation would say that there was one allegation at least."""
    ended = Measure.CASES_ENDED
    tables = (
        table("all", (), Level.QUARTER),
        table("ended", (), Level.QUARTER, ended),
        table("endings", ("ending",), Level.YEAR, ended),
    )
    early, late = YEAR[0].name, YEAR[3].name
    cube: Cube = {
        (DECIDED, early): {("R1", "x", "sustained"): 2},
        (DECIDED, late): {("R1", "x", "sustained"): 2},
        (ended, early): {cases("findings"): 1},
        (ended, late): {cases("findings"): 2, cases("withdrawn"): 1},
    }
    shown: dict[Cell, int | None] = {}
    for quarter in YEAR:
        shown |= release(cube, quarter, shown, tables)[0]
    decided = sum(shown[Cell(DECIDED, quarter.name)] or 0 for quarter in YEAR)
    findings = shown[Cell.of(ended, "2025", {"ending": "findings"})]
    assert findings is not None
    assert findings <= decided


def cases(ending: str) -> tuple[str, ...]:
    names = MEASURES[Measure.CASES_ENDED].dimensions
    return tuple({"ending": ending, "received_year": "2025"}.get(name, "x") for name in names)
