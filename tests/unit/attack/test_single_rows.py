"""The attack looks at the table of rows too: enough alike, and nothing of what is withheld."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from intake.attack.reading import Release, Table
from intake.attack.single_rows import read_rows, row_faults
from intake.attack.verdict import Cell

COLUMNS = ["agency", "ending", "ended"]
TABLES = (
    Table("by-agency", "cases_ended", ("agency",), "quarter"),
    Table("agency-by-ending", "cases_ended", ("agency", "ending"), "year"),
)
SOUND = [["police", "withheld", "2025Q1"]] * 10 + [["withheld", "findings", "2025"]] * 12
Numbers = dict[Cell, int | None]


def told(rows: list[list[str]] = SOUND, **changes: Any) -> dict[str, Any]:
    head = {"table": "rows", "year": 2025, "k": 10, "withheld": 18, "groups": {}}
    return {**head, "columns": COLUMNS, "rows": rows, **changes}


def numbers() -> Numbers:
    """Forty cases ended in the year; the library's are withheld."""
    counts: Numbers = {Cell("cases_ended", f"2025Q{n}", ()): 10 for n in range(1, 5)}
    for period in ("2025Q1", "2025Q2"):
        counts[Cell("cases_ended", period, (("agency", "police"),))] = 10
        counts[Cell("cases_ended", period, (("agency", "library"),))] = None
    counts[Cell("cases_ended", "2025", (("agency", "police"), ("ending", "mediated")))] = None
    return counts


def release(
    content: Mapping[str, Any], *, period: str = "2026Q1", method: str = "S", **files: bytes
) -> Release:
    lines = [content["columns"], *content["rows"]]
    written = {
        "data/rows.json": json.dumps(content).encode(),
        "data/rows.csv": "".join(f"{','.join(line)}\n" for line in lines).encode(),
    }
    return Release(
        period=period,
        files={**written, **{f"data/{name.replace('_', '.')}": one for name, one in files.items()}},
        head={},
        method=method,
        k=10,
        base=5,
        totals_at_least=0,
        first_period="2024Q1",
        opening_stock=False,
        relations=frozenset(),
        tables=TABLES,
        dimensions={"agency": ("police", "library"), "ending": ("findings", "mediated")},
    )


def faults(*releases: Release, known: Numbers | None = None) -> list[str]:
    rows = read_rows(releases)
    found = list(row_faults(releases, rows, numbers() if known is None else known))
    return [*(words for one in releases for words in one.faults), *found]


def test_sound_rows_have_no_fault() -> None:
    assert faults(release(told())) == []


FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "nine alike": ({"rows": SOUND[1:], "withheld": 19}, "fewer than 10 share"),
    "a smaller k": ({"rows": SOUND[1:], "withheld": 19, "k": 9}, "fewer than 10 share"),
    "few left out": ({"rows": [*SOUND, *SOUND[:10]], "withheld": 8}, "leaves out fewer"),
    "one case too many": ({"withheld": 19}, "as many cases as the tables"),
    "an agency withheld": (
        {"rows": [["library", "withheld", "2025Q2"]] * 10, "withheld": 30},
        "agency=library",
    ),
    "an ending withheld": (
        {"rows": [["police", "mediated", "2025Q1"]] * 10, "withheld": 30},
        "ending=mediated",
    ),
    "a word that nothing explains": (
        {"rows": [["kind_police", "withheld", "2025Q1"]] * 10, "withheld": 30},
        "'kind_police' of agency",
    ),
    "a group of what no table has": (
        {
            "rows": [["kind_police", "withheld", "2025Q1"]] * 10,
            "withheld": 30,
            "groups": {"agency": {"kind_police": ["police", "sheriff"]}},
        },
        "'kind_police' of agency",
    ),
    "another year": (
        {"rows": [["police", "withheld", "2024Q1"]] * 10, "withheld": 30},
        "'2024Q1' of ended",
    ),
    "groups that do not read": ({"groups": ["kind_police"]}, "does not read"),
    "too early": ({"year": 2026}, "not all tables"),
    "no number": ({"withheld": "18"}, "does not read"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_wrong_with_rows_is_found(name: str) -> None:
    changes, words = FAULTS[name]
    found = faults(release(told(**changes)))
    assert any(words in one for one in found), found


def test_a_group_that_is_explained_has_no_fault() -> None:
    rows = [["all_of_them", "withheld", "2025Q1"]] * 10
    groups = {"agency": {"all_of_them": ["police", "library"]}}
    assert faults(release(told(rows, withheld=30, groups=groups))) == []


def test_two_files_that_differ_are_a_fault() -> None:
    other = release(told(), rows_csv=b"agency,ending,ended\npolice,withheld,2025Q1\n")
    assert any("does not read" in one for one in faults(other))


def test_a_file_alone_is_a_fault() -> None:
    whole = release(told())
    alone = {path: one for path, one in whole.files.items() if path.endswith(".csv")}
    assert any("does not read" in one for one in faults(replace(whole, files=alone)))


def test_a_year_twice_is_a_fault() -> None:
    again = release(told(), period="2026Q2")
    assert any("published before" in one for one in faults(release(told()), again))


def test_rows_beside_rounded_numbers_are_a_fault() -> None:
    assert any("rounded" in one for one in faults(release(told(), method="R")))
