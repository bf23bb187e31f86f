"""The files of a release: their shape, their sums, and the same bytes for the same content."""

import csv
import json
import subprocess
import sys
from datetime import date
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from intake.protection.layout import cells_of
from intake.publication.files import digest_of, release_files, with_checksums
from tests.fixtures.release_content import catalogue_of, release_content

YEARS_END = Quarter(2024, 4)


def rows(files: dict[str, bytes], table: str) -> list[list[str]]:
    return list(csv.reader(StringIO(files[f"data/{table}.csv"].decode(), newline="")))


def head(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["release.json"])
    return found


def test_every_file_of_a_release() -> None:
    files = release_files(release_content())
    tables = [table.id for table in catalogue_of().tables if table.level == "quarter"]
    assert tables
    assert set(files) == {
        *(f"data/{id}.{kind}" for id in tables for kind in ("csv", "json")),
        "catalogue.json",
        "release.json",
        "datapackage.json",
        "dictionary.json",
        "dictionary.csv",
        "SHA256SUMS",
    }
    assert list(head(files)["tables"]) == tables


def test_the_same_content_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "from intake.publication.files import digest_of, release_files\n"
        "from tests.fixtures.release_content import release_content\n"
        "print(digest_of(release_files(release_content())).hex())"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert told.strip() == digest_of(release_files(release_content())).hex()


def test_a_table_has_every_combination_and_margin_in_order() -> None:
    catalogue = catalogue_of()
    files = release_files(release_content(YEARS_END))
    table = next(one for one in catalogue.tables if len(one.dimensions) == 2)
    first, second = ((*catalogue.values(name), "total") for name in table.dimensions)
    found = rows(files, table.id)
    assert found[0] == ["period", *table.dimensions, "count", "status"]
    assert [row[1:3] for row in found[1:]] == [[one, other] for one in first for other in second]
    assert {row[-1] for row in found[1:]} == {"shown", "withheld"}
    assert all((row[-1] == "withheld") == (row[-2] == "") for row in found[1:])


def test_json_says_the_same_as_csv() -> None:
    files = release_files(release_content(YEARS_END))
    for path in (path for path in files if path.startswith("data/") and path.endswith(".json")):
        content = json.loads(files[path])
        lines = rows(files, content["table"])
        assert content["columns"] == lines[0]
        assert [
            ["" if value is None else str(value) for value in row] for row in content["rows"]
        ] == lines[1:]


def test_one_cell_says_the_same_in_every_table() -> None:
    files = release_files(release_content(YEARS_END))
    catalogue, said = catalogue_of(), {}
    for table in (one for one in catalogue.tables if f"data/{one.id}.csv" in files):
        for period, *values, number, _ in rows(files, table.id)[1:]:
            pairs = zip(table.dimensions, values, strict=True)
            cell = Cell.of(
                table.measure, period, {name: value for name, value in pairs if value != "total"}
            )
            assert said.setdefault(cell, number) == number
    assert set(said) == set(cells_of(catalogue, YEARS_END))
    counted = head(files)
    assert counted["shown"] == sum(number != "" for number in said.values())
    assert counted["withheld"] == sum(number == "" for number in said.values())


def test_yearly_tables_go_out_with_the_fourth_quarter_only() -> None:
    yearly = {table.id for table in catalogue_of().tables if table.level == "year"}
    assert not yearly & set(head(release_files(release_content()))["tables"])
    late = head(release_files(release_content(YEARS_END)))["tables"]
    assert {id: late[id] for id in yearly & set(late)}
    assert all(late[id] == ["2024"] for id in yearly & set(late))


def test_totals_of_earlier_quarters_stand_in_the_first_release() -> None:
    earlier = (Quarter(2023, 3), Quarter(2023, 4))
    files = release_files(release_content(earlier=earlier))
    periods = head(files)["tables"]
    of_before = {id for id, known in periods.items() if known[0] == "2023Q3"}
    measures = [catalogue_of().table(id).measure for id in of_before]
    assert sorted(measures) == ["cases_received", "complaints_received"]
    for id in of_before:
        before = [row for row in rows(files, id) if row[0].startswith("2023")]
        assert [row[0] for row in before] == ["2023Q3", "2023Q4"]
        assert all(set(row[1:-2]) <= {"total"} for row in before)
    assert "trimestre 1 de 2024" in head(files)["notes"][1]["text"]["es"]


def test_checksums_are_those_that_sha256sum_reads(tmp_path: Path) -> None:
    files = release_files(release_content())
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    checked = subprocess.run(
        ["sha256sum", "--strict", "--check", "SHA256SUMS"], cwd=tmp_path, capture_output=True
    )
    assert checked.returncode == 0, checked.stderr
    paths = [line.split("  ")[1] for line in files["SHA256SUMS"].decode().splitlines()]
    assert paths == sorted(set(files) - {"SHA256SUMS"})
    assert digest_of(files) == sha256(files["SHA256SUMS"]).digest()


def test_a_document_more_changes_the_digest() -> None:
    files = release_files(release_content())
    more = with_checksums({**files, "documents/quarter-en.pdf": b"%PDF"})
    assert digest_of(more) != digest_of(files)
    assert b"documents/quarter-en.pdf" in more["SHA256SUMS"]


def test_what_a_release_says_of_itself() -> None:
    said = head(
        release_files(
            release_content(
                Quarter(2024, 2),
                number=2,
                previous="ab" * 32,
                as_of=date(2024, 7, 11),
                dropped_tables=(catalogue_of().tables[0].id,),
            )
        )
    )
    assert (said["period"], said["number"], said["previous"]) == ("2024Q2", 2, "ab" * 32)
    assert said["as_of"] == "2024-07-11"
    assert said["jurisdiction_name"] == {"en": "Saguaro City", "es": "Saguaro City"}
    assert "from 1 to 9" in said["protection"]["en"]
    assert "de 1 a 9" in said["protection"]["es"]
    for key in ("citation", "protection", "counting_rule", "limits"):
        assert set(said[key]) == {"en", "es"}
        assert not any("{" in words for words in said[key].values())
    notes = [note["text"]["en"] for note in said["notes"]]
    assert notes[0].startswith("This office is invented")
    assert "Withheld as a whole" in notes[1]


def test_the_share_of_complaints_is_reckoned_from_shown_cells_alone() -> None:
    catalogue = catalogue_of()
    tables = [
        table
        for table in catalogue.tables
        if table.measure == "complaints_received" and table.dimensions
    ]
    quarterly = [table for table in tables if table.level == "quarter"]
    assert len(quarterly) == len({table.dimensions for table in quarterly})
    name = quarterly[0].dimensions[0]
    numbers: dict[Cell, int | None] = {
        cell: 0
        for cell in cells_of(catalogue, Quarter(2024, 1))
        if cell.measure == "complaints_received"
    }
    values = catalogue.values(name)
    numbers[Cell("complaints_received", "2024Q1")] = 40
    numbers[Cell.of("complaints_received", "2024Q1", {name: values[0]})] = 30
    numbers[Cell.of("complaints_received", "2024Q1", {name: values[1]})] = None
    share = head(release_files(release_content(cells=numbers)))["complaints_in_shown_cells"]
    assert share == pytest.approx(0.75 / len(quarterly), abs=0.001)


def test_an_undecided_cell_is_never_guessed() -> None:
    content = release_content()
    cells = dict(content.cells)
    del cells[next(iter(cells))]
    object.__setattr__(content, "cells", cells)
    with pytest.raises(KeyError):
        release_files(content)
