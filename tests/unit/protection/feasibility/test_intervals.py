"""What is feasible for withheld cells, asked as the search asks it."""

from __future__ import annotations

from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.feasibility.intervals import FeasibilityIntervals
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.protection.system.knowledge import Knowledge
from tests.fixtures.small_catalogues import small_catalogue

RECEIVED, PERIOD = "cases_received", "2024Q1"
CATALOGUE = small_catalogue(("received", RECEIVED, ("agency",), "quarter"))
NUMBERS = {"police": 30, "court": 3, "not_confirmed": 20}
TOTAL = Cell(RECEIVED, PERIOD)
POLICE, COURT, UNKNOWN = (Cell.of(RECEIVED, PERIOD, {"agency": one}) for one in NUMBERS)
LEVEL = 9


def feasible(**numbers: int) -> FeasibilityIntervals:
    """One number of three is withheld; of the others the last is the cheapest."""
    counts = {(one,): number for one, number in {**NUMBERS, **numbers}.items()}
    made = Counts(CATALOGUE, Quarter(2024, 1), {(RECEIVED, PERIOD): counts})
    knowledge = Knowledge(made, EarlierReleases({}))
    found = FeasibilityIntervals(
        knowledge.as_of(PERIOD),
        [COURT],
        {POLICE: 6.0, UNKNOWN: 5.0},
        level=LEVEL,
        knowledge=knowledge,
        seed=b"a secret",
    )
    found.prove_many([COURT])
    return found


def test_a_number_that_follows_from_the_others_is_not_safe() -> None:
    assert not feasible().is_safe(COURT)
    assert not feasible().is_proven(COURT)


def test_the_cheapest_complement_makes_it_safe_and_the_moves_prove_it() -> None:
    asked = feasible()
    missing = asked.missing(COURT)
    assert sum(shift.by for shift in missing) == asked.level(COURT) == LEVEL
    for shift in missing:
        found = asked.complement(shift)
        assert found is not None
        assert found.cells <= {UNKNOWN}
        asked.withhold(sorted(found.cells))
        asked.prove(shift, found.move)
    assert asked.since(1) == [UNKNOWN]
    assert asked.is_proven(COURT)
    assert {sum(move.values()) for move in asked.moves} == {0}


def test_where_little_is_shown_in_all_a_cell_need_not_be_wider() -> None:
    few = feasible(police=0, court=3, not_confirmed=1)
    assert few.level(COURT) == 4


def test_an_interval_begins_where_the_cell_cannot_be_less() -> None:
    asked = feasible()
    assert asked.is_at_least(COURT, 3)
    asked.withhold([UNKNOWN])
    assert not asked.is_at_least(COURT, 1)
