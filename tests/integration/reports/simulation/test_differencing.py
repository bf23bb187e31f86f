"""What somebody learns who knows every complaint but one, as docs/reports-limits.md states it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import pytest

from intake.numbers.catalogue import Catalogue, Level
from intake.numbers.cells import Cell
from intake.numbers.measures import MEASURES, Measure
from tests.fixtures.bodies import Body, make_body
from tests.fixtures.simulated import Simulation, shipped_catalogue, simulate
from tests.fixtures.true_cells import Truth

MEASURE = Measure.COMPLAINTS_RECEIVED
ORDER = tuple(one.value for one in MEASURES[MEASURE].dimensions)
Key = tuple[str, ...]
Shown = Mapping[Cell, int]


@pytest.fixture(scope="module")
def simulation(tmp_path_factory: pytest.TempPathFactory) -> Simulation:
    catalogue = shipped_catalogue("middle")
    body = make_body(catalogue, complaints=120, quarters=1, seed=3)
    return simulate(catalogue, body, tmp_path_factory.mktemp("root"))


def last_ones(body: Body) -> Iterator[Key]:
    """Some complaints, each of which may be the one that is not known."""
    counts = body.cube[MEASURE, body.quarters[0].name]
    yield from Random(1).sample(sorted(counts), 12)  # noqa: S311  (any will do)


def shown_of(simulation: Simulation) -> Shown:
    return {
        cell: number
        for cell, number in simulation.published.items()
        if cell.measure == MEASURE and number is not None
    }


def counts_by(key: Key, cell: Cell) -> bool:
    return all(key[ORDER.index(name)] == value for name, value in cell.where)


def possible(simulation: Simulation, last: Key) -> set[Key]:
    """Every complaint that would make the same numbers with all the others, which are known."""
    period = simulation.body.quarters[0].name
    others = dict(simulation.body.cube[MEASURE, period])
    others[last] -= 1
    truth = Truth({(MEASURE, period): others})
    # What is missing from each shown number is what the last complaint adds to it.
    missing = {cell: n - truth.number(cell) for cell, n in shown_of(simulation).items()}
    assert missing[Cell(MEASURE, period)] == 1
    return {
        key
        for key in every_key(simulation.catalogue)
        if all(counts_by(key, cell) == added for cell, added in missing.items())
    }


def every_key(catalogue: Catalogue) -> Iterator[Key]:
    keys: list[Key] = [()]
    for name in ORDER:
        keys = [(*key, value) for key in keys for value in catalogue.values(name)]
    yield from keys


def test_each_shown_number_tells_whether_it_counts_the_last_one(simulation: Simulation) -> None:
    for last in last_ones(simulation.body):
        candidates = possible(simulation, last)
        assert last in candidates
        for cell in shown_of(simulation):
            assert {counts_by(key, cell) for key in candidates} == {counts_by(last, cell)}


def test_a_value_whose_number_is_shown_is_given_away(simulation: Simulation) -> None:
    shown, told = shown_of(simulation), 0
    for last in last_ones(simulation.body):
        candidates = possible(simulation, last)
        for place, name in enumerate(ORDER):
            cell = Cell.of(MEASURE, simulation.body.quarters[0].name, {name: last[place]})
            if cell in shown:
                told += 1
                assert {key[place] for key in candidates} == {last[place]}
    assert told > 10


def test_values_that_are_withheld_cannot_be_told_apart_by_the_shown_numbers(
    simulation: Simulation,
) -> None:
    period, kept = simulation.body.quarters[0].name, 0
    shown = shown_of(simulation)
    for last in last_ones(simulation.body):
        for place, name in enumerate(ORDER):
            withheld = {
                value
                for value in simulation.catalogue.values(name)
                if Cell.of(MEASURE, period, {name: value}) not in shown
            }
            if last[place] in withheld:
                kept += 1
                assert {key[place] for key in possible(simulation, last)} == withheld
                assert len(withheld) > 1
    assert kept


def test_the_mark_itself_tells_something_to_who_knows_all_others(tmp_path: Path) -> None:
    """A number that would be 0 without the last complaint is withheld because of it."""
    catalogue = shipped_catalogue("middle")
    body = make_body(catalogue, complaints=120, quarters=1, seed=3)
    period = body.quarters[0].name
    place = ORDER.index("channel")
    counts = dict(body.cube[MEASURE, period])
    rare = catalogue.values("channel")[-1]
    others = {key: number for key, number in counts.items() if key[place] != rare}
    lone = (*next(iter(others))[:place], rare, *next(iter(others))[place + 1 :])
    cell = Cell.of(MEASURE, period, {"channel": rare})
    for number, cube in enumerate((others, {**others, lone: 1})):
        one = Body(body.quarters, {**body.cube, (MEASURE, period): cube})
        simulation = simulate(catalogue, one, tmp_path / str(number))
        assert simulation.published[cell] == (0, None)[number]


def test_tables_of_complaints_are_quarterly_here(simulation: Simulation) -> None:
    """What the tests above go by: one quarter, and a table for each of the five values."""
    tables = [table for table in simulation.catalogue.tables if table.measure == MEASURE]
    quarterly = {table.dimensions for table in tables if table.level is Level.QUARTER}
    assert quarterly >= {(name,) for name in ORDER}
