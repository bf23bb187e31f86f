"""Files that are not as they should be stop a release before anything is reckoned."""

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from intake.attack import Unreadable, attack_folder
from intake.attack.__main__ import CLEAN, FOUND, UNREADABLE, main
from intake.numbers.cells import Cell
from intake.numbers.quarters import Quarter
from tests.fixtures.small_catalogues import small_catalogue
from tests.fixtures.true_cells import cells_of_release
from tests.fixtures.written_releases import Publisher, sum_up

TABLES = (
    ("received", "cases_received", (), "quarter"),
    ("by-agency", "cases_received", ("agency",), "quarter"),
    ("by-agency-yearly", "cases_received", ("agency",), "year"),
)
CATALOGUE = small_catalogue(*TABLES)
Change = Callable[[Path], None]


def write(root: Path) -> Path:
    """Four releases and the totals of two quarters before the first; 60 cases in each quarter."""
    publisher, quarter = Publisher(CATALOGUE, root), Quarter(2024, 1)
    for number in range(4):
        earlier = ("2023Q3", "2023Q4") if number == 0 else ()
        cells = cells_of_release(CATALOGUE, quarter, earlier)
        publisher.publish(
            quarter, {cell: (15, 60)[cell.is_yearly] * _times(cell) for cell in cells}
        )
        quarter = quarter.after()
    return root


def _times(cell: Cell) -> int:
    return 3 if cell.is_total else 1


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("written"))


@pytest.fixture
def root(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "root"))


def replaced(path: str, old: str, new: str) -> Change:
    def change(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new, 1), "utf-8")

    return change


def added(path: str, text: str) -> Change:
    def change(folder: Path) -> None:
        with (folder / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def changed(path: str, **values: Any) -> Change:
    def change(folder: Path) -> None:
        content = json.loads((folder / path).read_bytes())
        (folder / path).write_text(json.dumps(content | values), "utf-8")

    return change


def removed(path: str) -> Change:
    return lambda folder: (folder / path).unlink()


def table_added(folder: Path) -> None:
    """A roll-up that nobody had spoken of before: a new table in the middle of a year."""
    content = json.loads((folder / "catalogue.json").read_bytes())
    table = {**content["tables"][0], "id": "later", "dimensions": ["agency"]}
    content["tables"].append(table)
    (folder / "catalogue.json").write_text(json.dumps(content), "utf-8")
    shutil.copyfile(folder / "data/by-agency.csv", folder / "data/later.csv")


def written_otherwise_in_json(folder: Path) -> None:
    rows = [["2024Q4", "45", "shown"]]
    content = {"table": "received", "columns": ["period", "count", "status"], "rows": rows}
    (folder / "data/received.json").write_text(json.dumps(content), "utf-8")
    assert not faults_of(folder)
    rows[0][1] = "46"
    (folder / "data/received.json").write_text(json.dumps(content), "utf-8")


def two_columns_of_a_name(folder: Path) -> None:
    """The last of two values with one name is all that many programs see."""
    rows = [["2024Q4", "46", "45", "shown"]]
    columns = ["period", "count", "count", "status"]
    content = {"table": "received", "columns": columns, "rows": rows}
    (folder / "data/received.json").write_text(json.dumps(content), "utf-8")


def a_head_that_counts(folder: Path) -> None:
    changed("release.json", shown=8, withheld=0, complaints=None)(folder)
    assert not faults_of(folder)
    changed("release.json", complaints=45)(folder)


def faults_of(folder: Path) -> tuple[str, ...]:
    sum_up(folder)
    return attack_folder(folder.parent).faults


def test_what_was_written_by_the_rules_is_clean(root: Path) -> None:
    verdict = attack_folder(root)
    assert verdict.is_clean
    assert verdict.cells == 0


CASES: list[tuple[Change, str]] = [
    (replaced("data/received.csv", "45,shown", "<10,withheld"), "'<10'"),
    (replaced("data/received.csv", "45,shown", "<10,shown"), "'<10'"),
    (replaced("data/received.csv", "45,shown", "45,withheld"), "'withheld' with count '45'"),
    (replaced("data/received.csv", "45,shown", ",suppressed"), "'suppressed'"),
    (replaced("data/received.csv", "45,shown", "-45,shown"), "'-45'"),
    (replaced("data/received.csv", "45,shown", "44.6,shown"), "'44.6'"),
    (replaced("data/received.csv", "45,shown", "45,shown,7"), "another length"),
    (replaced("data/received.csv", "status", "state"), "other columns"),
    (replaced("data/received.csv", "45,shown", "46,shown"), "two tables do not say the same"),
    (replaced("data/by-agency.csv", "court", "mayor"), "does not foresee"),
    (replaced("data/by-agency.csv", "court", "police"), "two rows"),
    (replaced("data/by-agency.csv", "2024Q4,court,15,shown\n", ""), "no row of cases_received"),
    (added("data/received.csv", "2024Q2,45,shown\n"), "does not foresee"),
    (added("data/by-agency.csv", "2024Q3,court,16,shown\n"), "does not foresee"),
    (replaced("data/by-agency.csv", "court,15", "court,14"), "does not add up"),
    (replaced("data/by-agency-yearly.csv", "court,60", "court,61"), "does not add up"),
    (removed("data/by-agency.csv"), "is missing"),
    (added("data/more.csv", "period,count,status\n"), "is no table of the catalogue"),
    (written_otherwise_in_json, "does not say the same as its CSV"),
    (two_columns_of_a_name, "does not read"),
    (a_head_that_counts, "says 45 of complaints, the tables None"),
    (changed("release.json", shown=11), "says 11 of shown"),
    (changed("release.json", withheld=1), "says 1 of withheld"),
    (changed("release.json", complaints_in_shown_cells=0.5), "complaints_in_shown_cells"),
    (table_added, "changed within the year"),
    (changed("catalogue.json", method="R"), "another method"),
    (changed("catalogue.json", k=5), "another k"),
    (changed("catalogue.json", first_period="2023Q1"), "another first_period"),
    (changed("catalogue.json", relations=["stock"]), "other relations"),
    (changed("release.json", period="2024Q3"), "speaks of 2024Q3"),
    (changed("release.json", method="R"), "method R in release.json"),
    (changed("release.json", window=4), "no method that rounds"),
    (changed("release.json", number=5), "is release 5"),
    (changed("release.json", previous="00" * 32), "does not follow"),
    (changed("release.json", jurisdiction="elsewhere"), "another jurisdiction"),
]


@pytest.mark.parametrize(("change", "words"), CASES)
def test_a_fault_in_the_last_release_is_named(root: Path, change: Change, words: str) -> None:
    change(root / "2024Q4")
    assert any(words in fault for fault in faults_of(root / "2024Q4")), faults_of(root / "2024Q4")


def test_a_file_altered_on_disk_is_noticed(root: Path) -> None:
    path = root / "2024Q2" / "data" / "received.csv"
    path.write_bytes(path.read_bytes() + b"\n")
    assert attack_folder(root).faults == (
        "2024Q2: data/received.csv is not the file that SHA256SUMS lists",
    )
    sum_up(path.parents[1])
    assert attack_folder(root).faults == ("2024Q3: does not follow on the release before it",)


def test_files_that_no_list_names_and_lists_of_no_file_are_noticed(root: Path) -> None:
    (root / "2024Q4" / "notes.txt").write_text("by the way: 3", "utf-8")
    (root / "2024Q3" / "data" / "received.csv").unlink()
    faults = attack_folder(root).faults
    assert "2024Q4: notes.txt is not listed in SHA256SUMS" in faults
    assert "2024Q3: data/received.csv is listed in SHA256SUMS and not there" in faults
    (root / "2024Q4" / "SHA256SUMS").unlink()
    assert "2024Q4: there is no SHA256SUMS" in attack_folder(root).faults


def test_documents_may_be_made_later(root: Path) -> None:
    sums = root / "2024Q4" / "SHA256SUMS"
    sums.write_text(f"{sums.read_text('utf-8')}{'0' * 64}  documents/quarter.pdf\n", "utf-8")
    assert attack_folder(root).is_clean


def test_a_number_published_again_and_otherwise_is_noticed(root: Path) -> None:
    added("data/received.csv", "2024Q2,46,shown\n")(root / "2024Q4")
    words = "cases_received 2024Q2 (total) was published before, and otherwise"
    assert f"2024Q4: {words}" in faults_of(root / "2024Q4")


def test_a_number_published_again_is_used_even_so(root: Path) -> None:
    for period in ("2024Q2", "2024Q4"):
        for number in ("15", "45"):
            path = root / period / "data" / "by-agency.csv"
            path.write_text(path.read_text("utf-8").replace(f",{number},shown", ",,withheld"))
        path = root / period / "data" / "received.csv"
        path.write_text(path.read_text("utf-8").replace(",45,shown", ",,withheld"))
    assert not exact_of(root / "2024Q4")
    added("data/by-agency.csv", "2024Q2,police,3,shown\n")(root / "2024Q4")
    assert exact_of(root / "2024Q4") == [("2024Q2", 3)]


def exact_of(folder: Path) -> list[tuple[str, float | None]]:
    sum_up(folder)
    return [(found.period, found.low) for found in attack_folder(folder.parent).exact]


@pytest.mark.parametrize("path", ["catalogue.json", "release.json"])
@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff"])
def test_what_does_not_read_is_no_verdict(root: Path, path: str, content: bytes) -> None:
    (root / "2024Q2" / path).write_bytes(content)
    if (path, content) == ("release.json", b"{}"):
        assert attack_folder(root).faults
        return
    with pytest.raises(Unreadable, match="2024Q2"):
        attack_folder(root)


def test_a_folder_without_releases_is_no_verdict(tmp_path: Path) -> None:
    for root in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(Unreadable):
            attack_folder(root)


def test_the_command_line_says_it_by_its_status(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read = {
        one.name: sha256((one / "SHA256SUMS").read_bytes()).hexdigest() for one in root.iterdir()
    }
    assert main([str(root), "--json"]) == CLEAN
    assert json.loads(capsys.readouterr().out) == {
        "clean": True, "exact": [], "narrow": [], "undecided": [], "faults": [], "cells": 0,
        "narrow_before": 0, "exact_before": 0, "releases": read,
    }  # fmt: skip
    (root / "2024Q2" / "data" / "received.csv").unlink()
    assert main([str(root), "--progress"]) == FOUND
    shown = capsys.readouterr()
    assert "exact 0, narrow 0, undecided 0" in shown.out
    assert "read 1 1" in shown.err
    assert main([str(root / "nowhere")]) == UNREADABLE
    assert capsys.readouterr().out == ""
