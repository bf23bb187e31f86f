"""Bodies of every size over six years: the attack finds nobody, and every number is true.

    .venv/bin/python -m pytest -m prove -s tests/integration/reports/simulation/test_matrix.py

`REPORTS_SIZES`, `REPORTS_SEEDS` and `REPORTS_CATALOGUES` choose some of it (`300,1000`). The memory
is the most that the process has taken so far: run one size alone to know its own.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from intake.numbers.quarters import Quarter
from tests.fixtures.bodies import make_body
from tests.fixtures.simulated import Simulation, check, peak_mib, shipped_catalogue, simulate

SIZES = (100, 300, 1_000, 5_000, 20_000)
SEEDS = (1, 2, 3, 4, 5)
CATALOGUES = ("small", "middle", "wide")
QUARTERS = 24
HEADER = (
    "| catalogue | N | seed | cells | shown | above zero shown | exact, narrow, undecided"
    " | known before (exactly) | tables dropped | widest window | protect s (median, worst)"
    " | attack s | MiB |"
)


def chosen(name: str, values: tuple[object, ...]) -> list[str]:
    """What the environment asks for, else everything."""
    return os.environ.get(f"REPORTS_{name}", ",".join(map(str, values))).split(",")


MATRIX = [
    (catalogue, int(size), int(seed))
    for catalogue in chosen("CATALOGUES", CATALOGUES)
    for size in chosen("SIZES", SIZES)
    for seed in chosen("SEEDS", SEEDS)
]


@pytest.fixture(scope="module")
def lines() -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    print("\n".join(["", HEADER, f"|{'---|' * (HEADER.count('|') - 1)}", *found]))


def never(quarter: Quarter) -> bool:
    """Before the last: what an earlier attack finds, that one finds too."""
    return False


def line(name: str, size: int, seed: int, simulation: Simulation) -> str:
    verdict = simulation.verdicts[-1]
    hidden = sum(number is None for number in simulation.published.values())
    cells = (
        name,
        f"{size:,}",
        str(seed),
        f"{len(simulation.published):,}",
        f"{1 - hidden / len(simulation.published):.0%}",
        f"{simulation.shown:.0%}",
        f"{len(verdict.exact)}, {len(verdict.narrow)}, {len(verdict.undecided)}",
        f"{verdict.narrow_before} ({verdict.exact_before})",
        f"{sum(map(len, simulation.dropped.values()))}",
        f"{max(simulation.windows.values())}",
        f"{median(simulation.protecting):.1f}, {max(simulation.protecting):.1f}",
        f"{simulation.attacking[-1]:.1f}",
        f"{peak_mib():.0f}",
    )
    return f"| {' | '.join(cells)} |"


@pytest.mark.prove
@pytest.mark.parametrize(("name", "size", "seed"), MATRIX)
def test_nobody_is_found_in_six_years(
    tmp_path: Path, lines: list[str], name: str, size: int, seed: int
) -> None:
    catalogue = shipped_catalogue(name)
    body = make_body(catalogue, complaints=size, quarters=QUARTERS, seed=seed)
    simulation = simulate(catalogue, body, tmp_path, attacked=never)
    lines.append(line(name, size, seed, simulation))
    print(lines[-1])
    check(simulation)
