"""The data package: what Frictionless makes of it, and the dictionary beside it."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from intake.numbers.quarters import Quarter
from intake.protection.system.row_table import RowTable
from intake.publication.files import release_files
from intake.rules.reports import RowField
from tests.fixtures.release_content import catalogue_of, release_content


@pytest.fixture
def written(tmp_path: Path) -> Path:
    for path, content in release_files(release_content(Quarter(2024, 4))).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def faults(folder: Path) -> list[str]:
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate()
    return [str(row) for row in report.flatten(["type", "message"])]


def test_frictionless_finds_nothing_wrong(written: Path) -> None:
    assert faults(written) == []


def test_frictionless_finds_a_changed_number(written: Path) -> None:
    path = written / "data/complaints-received.csv"
    path.write_text(path.read_text().replace(",shown", ",known"))
    assert any("hash" in fault or "checksum" in fault for fault in faults(written))


def test_the_dictionary_explains_every_column_and_value() -> None:
    files = release_files(release_content(Quarter(2024, 4)))
    columns = {one["name"]: one for one in json.loads(files["dictionary.json"])["columns"]}
    used = {name for table in catalogue_of().tables for name in table.dimensions}
    used -= {"standing"}  # the cohort of 2023 is before the first period
    assert set(columns) >= used | {"period", "count", "status"}
    lines = list(csv.DictReader(StringIO(files["dictionary.csv"].decode(), newline="")))
    explained = {(line["name"], line["value"], line["language"]) for line in lines}
    for name in used:
        for value in (*catalogue_of().values(name), "total"):
            assert {(name, value, "en"), (name, value, "es")} <= explained
    assert all(line["words"].strip() for line in lines)


ROWS = RowTable(
    year=2023,
    fields=(RowField.AGENCY, RowField.DURATION, RowField.ENDED),
    k=10,
    rows=(("kind_other", "d0_180", "2023"), ("police", "withheld", "2023Q1")) * 10,
    withheld=11,
)


def test_rows_are_described_and_valid(tmp_path: Path) -> None:
    files = release_files(release_content(Quarter(2024, 4), rows=ROWS))
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert faults(tmp_path) == []
    package = json.loads(files["datapackage.json"])
    assert package["resources"][-1]["path"] == "data/rows.csv"
    told = json.loads(files["dictionary.json"])["rows"]
    stated = {value["id"]: value["title"] for one in told["columns"] for value in one["values"]}
    assert set(stated) == {"kind_other", "police", "d0_180", "withheld"}
    assert stated["kind_other"]["es"] == "Otras agencias"
    assert "20 of the cases that ended in 2023. 11 have no row" in told["note"]["en"]
    lines = list(csv.DictReader(StringIO(files["dictionary.csv"].decode(), newline="")))
    assert ("rows.duration", "d0_180") in {(line["name"], line["value"]) for line in lines}
    assert "data/rows.csv" in files["SHA256SUMS"].decode()
