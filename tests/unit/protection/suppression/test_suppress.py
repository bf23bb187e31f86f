"""Withholding, against an attacker who tries every table of whole numbers there can be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest

from intake.numbers.catalogue import Catalogue, DimensionValue, Level, Method, ReportTable
from intake.numbers.cells import Cell, Cube
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.protection.errors import CountsInvalid, Unprotectable
from intake.protection.protect import Protected, protect
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.rules.localtext import LocalText

FIRST = Quarter(2025, 1)
OUTCOMES, RESULTS = Measure.URGENT_ENDED, Measure.REFERRALS_ENDED
WORDS = LocalText({"en": "words"})
K = 4


def catalogue() -> Catalogue:
    def values(*ids: str) -> tuple[DimensionValue, ...]:
        return tuple(DimensionValue(one, WORDS) for one in ids)

    table = ReportTable("outcomes", "E", OUTCOMES, ("outcome",), Level.QUARTER, WORDS)
    return Catalogue(
        name="tried",
        version="1",
        jurisdiction="somewhere",
        valid_from="2025Q1",
        first_period="2025Q1",
        method=Method.SUPPRESSION,
        k=K,
        base=5,
        totals_at_least=0,
        tables=(table,),
        dimensions={"outcome": values("a", "b", "c"), "agency": values("x", "y")},
    )


def cube(*counts: int, quarter: Quarter = FIRST) -> Cube:
    numbers = {(one,): n for one, n in zip("abc", counts, strict=True) if n}
    return {(OUTCOMES, quarter.name): numbers}


def run(
    counts: Cube,
    *,
    release: Quarter = FIRST,
    history: Mapping[Cell, int | None] | None = None,
    by: Catalogue | None = None,
) -> Protected:
    return protect(
        Counts(by or catalogue(), release, counts),
        EarlierReleases(history or {}),
        seed=b"a secret of thirty-two bytes long",
        progress=lambda stage, done, of: None,
    )


def widths(shown: Protected) -> dict[Cell, int]:
    """How far each withheld cell can move: every table of whole numbers is tried."""
    total = shown.cells[Cell(OUTCOMES, FIRST.name)]
    assert total is not None
    cells = [Cell.of(OUTCOMES, FIRST.name, {"outcome": one}) for one in "abc"]
    fitting = [
        numbers
        for numbers in product(range(total + 1), repeat=3)
        if sum(numbers) == total
        and all(shown.cells[cell] in (None, n) for cell, n in zip(cells, numbers, strict=True))
    ]
    return {
        cell: max(n[i] for n in fitting) - min(n[i] for n in fitting)
        for i, cell in enumerate(cells)
        if shown.cells[cell] is None
    }


@pytest.mark.parametrize("counts", list(product((0, 1, 3, 4, 9), repeat=3)))
def test_nobody_works_out_a_small_number(counts: tuple[int, int, int]) -> None:
    shown = run(cube(*counts))
    total = sum(counts)
    assert shown.cells[Cell(OUTCOMES, FIRST.name)] == total
    for one, count in zip("abc", counts, strict=True):
        number = shown.cells[Cell.of(OUTCOMES, FIRST.name, {"outcome": one})]
        assert number in (None, count)
        assert number is None or count == 0 or count >= K
    assert all(width >= min(K - 1, total) for width in widths(shown).values())


def test_nothing_more_is_withheld_than_needed() -> None:
    shown = run(cube(2, 9, 8))
    assert sum(number is None for number in shown.cells.values()) == 2
    assert all(number is not None for number in run(cube(9, 9, 9)).cells.values())


def test_what_was_published_stays_and_is_not_decided_again() -> None:
    history = run(cube(2, 9, 8)).cells
    second = FIRST.after()
    both = {**cube(2, 9, 8), **cube(9, 9, 1, quarter=second)}
    shown = run(both, release=second, history=history)
    assert not set(shown.cells) & set(history)
    assert {cell.period for cell in shown.cells} == {second.name}


def test_a_number_that_changed_after_it_was_published_stops_all() -> None:
    history = run(cube(9, 9, 8)).cells
    second = FIRST.after()
    with pytest.raises(Unprotectable, match="another number"):
        run({**cube(9, 9, 9), **cube(9, 9, 9, quarter=second)}, release=second, history=history)


def test_a_value_that_no_table_has_stops_all() -> None:
    with pytest.raises(CountsInvalid):
        run({(OUTCOMES, FIRST.name): {("unheard of",): 3}})


def test_small_totals_go_out_unless_the_body_withholds_them() -> None:
    assert run(cube(1, 1, 0)).cells[Cell(OUTCOMES, FIRST.name)] == 2
    strict = replace(catalogue(), totals_at_least=K)
    assert run(cube(1, 1, 0), by=strict).cells[Cell(OUTCOMES, FIRST.name)] is None
