"""Rows that are public are reckoned with when later releases are protected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from intake.numbers.cells import Cell, Cube
from intake.numbers.quarters import Quarter
from intake.protection.errors import CountsInvalid
from intake.protection.protect import protect
from intake.protection.system.building import build_system
from intake.protection.system.counts import Counts
from intake.protection.system.earlier import EarlierReleases
from intake.protection.system.model import System
from intake.protection.system.row_classes import CLASS, add_published
from intake.protection.system.row_table import RowTable
from intake.protection.system.row_unknowns import ROWS
from intake.rules.reports import RowField
from tests.fixtures.small_catalogues import small_catalogue

ENDED = "cases_ended"
CATALOGUE = small_catalogue(
    ("ended", ENDED, ("agency",), "quarter"),
    ("ended-yearly", ENDED, ("agency",), "year"),
)
POLICE = {1: 12, 2: 2, 3: 1, 4: 1}
COURT = {1: 10, 2: 18, 3: 19, 4: 17}
QUARTERS = [Quarter(2024, number) for number in POLICE]
GROUPS = {RowField.AGENCY: {"armed": frozenset({"police"})}}
FIELDS = (RowField.AGENCY, RowField.ENDED)
ROWS_OF_2024 = RowTable(2024, FIELDS, 10, (("armed", "2024Q1"),) * 12, 108, GROUPS)


def cube() -> Cube:
    """Thirty cases a quarter, of whose agencies nothing was shown in the first three."""
    found: dict[tuple[str, str], dict[tuple[str, ...], int]] = {}
    for quarter in QUARTERS:
        police, court = POLICE[quarter.number], COURT[quarter.number]
        counts = {"police": police, "court": court, "not_confirmed": 30 - police - court}
        found["cases_ended", quarter.name] = {
            (agency, "findings", "d0_30", "2024"): number for agency, number in counts.items()
        }
        found["cases_received", quarter.name] = {("police",): 40}
    return found


def history() -> dict[Cell, int | None]:
    shown: dict[Cell, int | None] = {}
    for quarter in QUARTERS[:3]:
        shown[Cell(ENDED, quarter.name)] = 30
        for agency in CATALOGUE.values("agency"):
            shown[Cell.of(ENDED, quarter.name, {"agency": agency})] = None
    return shown


def yearly(rows: Mapping[str, RowTable]) -> dict[str, int | None]:
    """What the release of the year shows of each agency."""
    found = protect(
        Counts(CATALOGUE, QUARTERS[3], cube()),
        EarlierReleases(history(), rows),
        seed=b"a secret of thirty-two bytes long",
        progress=lambda stage, done, of: None,
    )
    return {
        dict(cell.where)["agency"]: number
        for cell, number in found.cells.items()
        if cell.is_yearly and not cell.is_total
    }


def test_a_number_that_rows_would_unlock_is_withheld() -> None:
    """With twelve of sixteen known to be of one quarter, the others would be four at most."""
    assert yearly({})["police"] == 16
    assert yearly({"2024Q3": ROWS_OF_2024})["police"] is None


def test_rows_of_later_releases_are_not_known_yet() -> None:
    system = system_of_the_year()
    assert add_published(system, CATALOGUE, {"2025Q1": ROWS_OF_2024}, "2024Q4") == {}


def system_of_the_year() -> System:
    cells = [*history(), *(Cell.of(ENDED, "2024", {"agency": a}) for a in ("police", "court"))]
    return build_system(CATALOGUE, QUARTERS, cube(), cells)


def test_rows_stand_for_numbers_that_fit_the_true_ones() -> None:
    system = system_of_the_year()
    sizes = add_published(system, CATALOGUE, {"2024Q4": ROWS_OF_2024}, "2024Q4")
    assert sorted(sizes.values()) == [12, 108]
    assert all(cell.measure == ROWS and cell.dimensions == (CLASS,) for cell in sizes)
    for cell, size in sizes.items():
        assert system.value(system.cells[cell]) == size
    assert all(system.value(link) == 0 for link in system.links)
    assert all(system.value(limit) <= 0 for limit in system.limits)
    assert len(set(system.names)) == len(system.names) == len(system.truth)


def test_a_row_says_more_than_it_names() -> None:
    """Nothing decided is no finding; what was decided is of the case's agency; several are two."""
    catalogue = small_catalogue(
        ("ended", ENDED, ("agency", "ending"), "quarter"),
        ("decided", "allegations_decided", ("agency",), "quarter"),
    )
    counts = {
        ("cases_received", "2024Q1"): {("police",): 40},
        ("allegations_decided", "2024Q1"): {("R1", "police", "sustained"): 40},
        ("cases_ended", "2024Q1"): {
            ("police", "findings", "d0_30", "2024"): 20,
            ("court", "withdrawn", "d0_30", "2024"): 10,
        },
    }
    cells = [
        Cell("cases_ended", "2024Q1"),
        *(Cell.of("cases_ended", "2024Q1", {"agency": one}) for one in ("police", "court")),
        Cell("allegations_decided", "2024Q1"),
    ]
    system = build_system(catalogue, QUARTERS, counts, cells)
    lines = (("none", "2024Q1"),) * 10 + (("several", "2024Q1"),) * 15
    rows = RowTable(2024, (RowField.RULE, RowField.ENDED), 10, lines, 5)
    before = len(system.limits)
    add_published(system, catalogue, {"2024Q4": rows}, "2024Q4")
    classes = {column: dict(name[2]) for column, name in enumerate(system.names) if name[0] == ROWS}
    without = [of for of in classes.values() if of[CLASS].endswith("cases_ended 0")]
    assert without
    assert all(of.get("ending") != "findings" for of in without)
    decided = [(column, of) for column, of in classes.items() if "allegations_decided" in of[CLASS]]
    assert {of["agency"] for column, of in decided if system.truth[column]} == {"police"}
    counted = [limit for limit in system.limits[before:] if decided[0][0] in limit]
    assert [limit[decided[0][0]] for limit in counted] == [2]
    assert all(system.value(link) == 0 for link in system.links)
    assert all(system.value(limit) <= 0 for limit in system.limits)


def test_rows_that_do_not_fit_the_true_numbers_are_refused() -> None:
    thirteen = replace(ROWS_OF_2024, rows=(("armed", "2024Q1"),) * 13, withheld=107)
    with pytest.raises(CountsInvalid, match="rows of 2024"):
        add_published(system_of_the_year(), CATALOGUE, {"2024Q4": thirteen}, "2024Q4")
