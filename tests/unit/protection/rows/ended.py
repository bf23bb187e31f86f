"""Made-up cases that ended in a year: as exact rows, as frozen facts, and as counts of tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from intake.numbers.catalogue import Catalogue, Level
from intake.numbers.cells import Cell
from intake.numbers.measures import MEASURES, Measure
from intake.numbers.single_rows import NONE
from intake.protection.layout import cells_of_table
from intake.protection.rows.decided import Numbers

YEAR = 2025
QUARTERS = tuple(f"{YEAR}Q{number}" for number in range(1, 5))
Key = tuple[str, ...]
Counts = Mapping[tuple[str, str], Mapping[Key, int]]


@dataclass(frozen=True)
class Ended:
    """The cases of a year: facts by quarter, and the cube of what they count in."""

    facts: Mapping[str, Mapping[Key, int]]
    cube: Counts


def make_ended(*, cases: int, seed: int = 1) -> Ended:
    """Cases of a city whose police has most of them, and whose library has few."""
    random = Random(seed)  # noqa: S311 (made-up)
    facts: dict[str, Counter[Key]] = defaultdict(Counter)
    cube: dict[tuple[str, str], Counter[Key]] = {
        (measure.value, quarter): Counter()
        for quarter in QUARTERS
        for measure in MEASURES
        if not MEASURES[measure].derived
    }

    def drawn(**weights: float) -> str:
        return random.choices(list(weights), list(weights.values()))[0].replace("_x", "-")

    for _ in range(cases):
        quarter = random.choice(QUARTERS)
        agency = drawn(police=60, holding_xcenter=26, municipal_xcourt=12, library=2)
        ending = drawn(findings=60, withdrawn=14, no_potential_violation=20, referred=6)
        took = drawn(d0_30=20, d31_90=30, d91_180=40, d181_365=10)
        rule = drawn(R1=40, R3=40, R6=20) if ending == "findings" else NONE
        found = drawn(sustained=45, not_sustained=45, unfounded=10) if rule != NONE else NONE
        channel = drawn(web=60, phone=38, mail=2)
        key = (agency, rule, found, ending, channel, "en", "affected", took)
        facts[quarter][key] += 1
        cube["complaints_received", QUARTERS[0]][channel, "en", "anonymous", "affected", "low"] += 1
        cube["cases_received", QUARTERS[0]][agency,] += 1
        cube["cases_ended", quarter][agency, ending, took, str(YEAR)] += 1
        if rule != NONE:
            cube["allegations_decided", quarter][rule, agency, found] += 1
    return Ended(facts, cube)


def small_withheld(catalogue: Catalogue, cube: Counts) -> Numbers:
    """Every cell of the year's tables: its number, or None where it is below k and no total."""
    numbers: dict[Cell, int | None] = {}
    for table in catalogue.tables:
        spec = MEASURES[Measure(table.measure)]
        if spec.derived:
            continue
        names = [dimension.value for dimension in spec.dimensions]
        for period in (str(YEAR),) if table.level is Level.YEAR else QUARTERS:
            counted = [
                (dict(zip(names, key, strict=True)), n)
                for (measure, quarter), counts in cube.items()
                if measure == table.measure and quarter.startswith(period)
                for key, n in counts.items()
            ]
            for cell in cells_of_table(catalogue, table, period):
                number = sum(n for row, n in counted if dict(cell.where).items() <= row.items())
                is_small = 0 < number < catalogue.k and not cell.is_total
                numbers[cell] = None if is_small else number
    return numbers
