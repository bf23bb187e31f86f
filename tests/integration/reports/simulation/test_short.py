"""A small body over some quarters: nobody is found, and every number is true."""

from pathlib import Path

import pytest

from tests.fixtures.bodies import make_body
from tests.fixtures.simulated import check, shipped_catalogue, simulate

# Numbers of complaints in all quarters together, and quarters.
SHORT = [("middle", 300, 4), ("wide", 400, 1)]


@pytest.mark.parametrize(("name", "complaints", "quarters"), SHORT)
def test_nobody_is_found_in_a_year_of_a_small_body(
    tmp_path: Path, name: str, complaints: int, quarters: int
) -> None:
    catalogue = shipped_catalogue(name)
    body = make_body(catalogue, complaints=complaints, quarters=quarters, seed=1)
    simulation = simulate(catalogue, body, tmp_path)
    check(simulation)
    assert len(simulation.verdicts) == quarters
    assert all(verdict.cells > 50 for verdict in simulation.verdicts)
    assert 0 < simulation.shown < 1
