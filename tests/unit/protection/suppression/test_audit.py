"""The audit believes no move that changes what is shown, and no width that moves do not prove."""

from __future__ import annotations

import pytest

from intake.numbers.cells import Cell
from intake.numbers.measures import Measure
from intake.numbers.quarters import Quarter
from intake.protection.errors import Unprotectable
from intake.protection.feasibility.intervals import FeasibilityIntervals
from intake.protection.protect import protect
from intake.protection.suppression.audit import unproven
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.protection.system.model import System
from tests.fixtures.small_catalogues import small_catalogue

ONE, TWO, BOTH = (Cell("m", "2025Q1", (("at", at),)) for at in ("1", "2", "both"))
SYSTEM = System(
    truth=[5, 4, 3],
    cells={ONE: {0: 1}, TWO: {1: 1}, BOTH: {0: 1, 1: 1}},
    limits=[{0: 1, 1: 0, 2: -3}],
)
THERE_AND_BACK = ({0: 4, 1: -4}, {0: -5, 1: 5})


def missing(*moves: dict[int, int], level: int = 9) -> list[Cell]:
    """Which of two withheld cells, whose sum is shown, these moves do not prove."""
    return unproven(SYSTEM, [BOTH], moves, {ONE: level, TWO: level})


def test_two_moves_prove_what_lies_between_them() -> None:
    assert missing(*THERE_AND_BACK) == []
    assert missing(*THERE_AND_BACK, level=10) == [ONE, TWO]
    assert missing() == [ONE, TWO]


@pytest.mark.parametrize(
    ("move", "other"),
    [
        pytest.param({0: 4}, {0: -5, 1: 5}, id="a shown sum changes"),
        pytest.param({0: -6, 1: 6}, {0: 3, 1: -3}, id="less than none"),
        pytest.param({0: 4, 1: -4, 2: -1}, {0: -5, 1: 5}, id="a limit is passed"),
    ],
)
def test_a_move_that_cannot_be_proves_nothing(move: dict[int, int], other: dict[int, int]) -> None:
    assert missing(move, other) == [ONE, TWO]


def test_nothing_goes_out_that_the_search_alone_believes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FeasibilityIntervals, "is_proven", lambda *_: True)
    monkeypatch.setattr(FeasibilityIntervals, "is_safe", lambda *_: True)
    received = Measure.CASES_RECEIVED
    counted = {("police",): 30, ("court",): 3}
    catalogue = small_catalogue(("received", received, ("agency",), "quarter"))
    with pytest.raises(Unprotectable, match="the audit"):
        protect(
            Counts(catalogue, Quarter(2024, 1), {(received, "2024Q1"): counted}),
            EarlierReleases({}),
            seed=b"a secret",
            progress=lambda stage, done, of: None,
        )
