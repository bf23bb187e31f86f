"""Files of past counts: both layouts, and every fault at once with its place."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from intake.numbers.measures import MEASURES, Measure
from intake.numbers.quarters import Quarter
from intake.publication.past import lines
from intake.publication.past.layouts import LONG_COLUMNS, long_lines
from intake.publication.past.lines import CountsUnreadable, Page, read_pages
from intake.publication.past.reading import read_counts
from intake.publication.past.template import csv_template, workbook_template
from intake.publication.past.values import COUNTED, beside, known_values, spread
from intake.publication.past.workbook import Bounds
from intake.rules import load_configuration
from intake.rules.jurisdiction import Jurisdiction
from tests.unit.publication.past.counted import as_csv, quarter_rows, read, row, said, save_book

CONFIG = Path(__file__).parents[4] / "config"
Q = Quarter(2025, 3)


@pytest.fixture(scope="module")
def place() -> Jurisdiction:
    return load_configuration(CONFIG).jurisdiction("saguaro-city")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "past.csv"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_long_layout(file: Path, place: Jurisdiction, delimiter: str) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + as_csv(quarter_rows("2025Q3"), delimiter=delimiter))
    past = read(file, place)
    assert said(past) == []
    assert past.quarters == (Q,)
    assert past.counts[Measure.CASES_ENDED, Q] == {("police", "findings", "d0_30", "2025"): 5}
    assert past.counts[Measure.URGENT_ENDED, Q] == {}
    assert set(past.counts) == {(measure, Q) for measure in COUNTED}
    assert past.total(Measure.COMPLAINTS_RECEIVED, Q) == 12


def test_what_a_hand_writes_is_understood(file: Path, place: Jurisdiction) -> None:
    given = [row(" 2025-q3 ", "Cases_Received", " 3 ", agency="POLICE")]
    file.write_bytes(as_csv(given))
    assert read(file, place).counts == {(Measure.CASES_RECEIVED, Q): {("police",): 3}}


FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"quarter": "2025Q5"}, "quarter is '2025Q5'. Expected: a quarter, such as 2025Q3."),
    ({"quarter": ""}, "quarter is empty."),
    ({"measure": "cases_of_year"}, "measure is 'cases_of_year'. Expected: "),
    ({"measure": "case_ended"}, "Expected: cases_ended?"),
    ({"count": "-3"}, "count is '-3'. Expected: a whole number from 0 to 1000000, without signs."),
    ({"count": "2.5"}, "count is '2.5'."),
    ({"count": "1e3"}, "count is '1e3'."),
    ({"count": "1,000"}, "count is '1,000'."),
    ({"count": "٣"}, "count is '٣'."),
    ({"count": "9999999999999"}, "count is '9999999999999'."),
    ({"count": ""}, "count is empty."),
    ({"agency": "polise"}, "agency is 'polise'. Expected: police?"),
    ({"agency": "marisol-county/sheriff"}, "agency is 'marisol-county/sheriff'."),
    ({"agency": ""}, "agency is empty."),
    ({"ending": "=1+1"}, "ending is '=1+1'."),
    ({"ending": "a\x1b[31mb"}, "ending is 'a?[31mb'."),
    ({"received_year": "2026"}, "received_year is '2026'. Expected: a year up to 2025, or earlier"),
    ({"received_year": "1066"}, "received_year is '1066'."),
    ({"rule": "R1"}, "cases_ended is not counted by rule. Expected: an empty cell."),
]


@pytest.mark.parametrize(("change", "told"), FAULTS)
def test_a_fault_is_named_with_its_line(
    change: dict[str, Any], told: str, file: Path, place: Jurisdiction
) -> None:
    rows = quarter_rows("2025Q3")
    file.write_bytes(as_csv([*rows[:3], {**rows[3], **change}, *rows[4:]]))
    found = said(read(file, place))
    assert len(found) == 1
    assert found[0].startswith("line 5: ")
    assert told in found[0]


def test_every_fault_is_named_at_once(file: Path, place: Jurisdiction) -> None:
    rows = quarter_rows("2025Q3")
    bad = [{**one, "count": "-1", "quarter": "soon"} for one in rows]
    file.write_bytes(as_csv(bad))
    assert len(said(read(file, place))) == 2 * len(rows)


def test_one_combination_twice_is_a_fault(file: Path, place: Jurisdiction) -> None:
    given = [row("2025Q3", "cases_received", n, agency="police") for n in (3, 4)]
    file.write_bytes(as_csv(given))
    (told,) = said(read(file, place))
    assert told.startswith("line 3: this was already counted, at line 2.")


def test_faults_of_the_head(file: Path, place: Jurisdiction) -> None:
    file.write_bytes(b"quarter,measure,agency,agency,colour\n2025Q3,cases_received,police,,,3\n")
    told = said(read(file, place))
    assert any("two columns are named 'agency'" in one for one in told)
    assert any("there is no column count" in one for one in told)
    assert any("column E: 'colour' is not a column" in one for one in told)
    assert any(one.startswith("line 2: '3' is not in a column") for one in told)


def test_the_template_read_back_says_nothing_and_filled_in_says_what_is_there(
    tmp_path: Path, place: Jurisdiction
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(workbook_template(known_values(place), {}))
    empty = read(path, place)
    assert (empty.counts, said(empty)) == ({}, [])
    book = load_workbook(path)
    assert set(book.sheetnames) == {"notes", "values", *COUNTED}
    book["cases_received"].append(["2025Q3", 3, None, 0.0])
    book["cases_ended"].append(["2025 Q3", "police", "d0_30", 2025, 5])
    book.save(path)
    past = read(path, place)
    assert said(past) == []
    agencies = known_values(place)[spread(Measure.CASES_RECEIVED)]
    assert past.counts[Measure.CASES_RECEIVED, Q] == {(agencies[0],): 3}
    assert past.counts[Measure.CASES_ENDED, Q] == {("police", "findings", "d0_30", "2025"): 5}


def test_a_workbook_s_faults_have_sheet_row_and_column(tmp_path: Path, place: Jurisdiction) -> None:
    sheets = {
        "cases_received": [["quarter", "police", "harbour"], ["2025Q3", "=SUM(1,2)", 1]],
        "first_answers": [["w0_5"], [3]],
        "our own sums": [["x"], [1]],
        "long": [["quarter", "measure", "outcome", "count"], ["2025Q3", "urgent_ended", "?", 2.5]],
    }
    told = said(read(save_book(tmp_path / "past.xlsx", sheets), place))
    assert "cases_received, row 1, column C: 'harbour' is not a column." in "\n".join(told)
    assert any(
        one.startswith("cases_received, row 2, column police: count holds a formula")
        for one in told
    )
    assert any(one.startswith("first_answers: there is no column quarter") for one in told)
    assert any("there is no sheet of counts named 'our own sums'" in one for one in told)
    assert sum(one.startswith("long, row 2: ") for one in told) == 2


def test_the_template_s_columns_are_the_measures_own() -> None:
    assert csv_template().decode().strip().split(",") == list(LONG_COLUMNS)
    for measure in COUNTED:
        assert {spread(measure), *beside(measure)} == set(MEASURES[measure].dimensions)


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.ods", b"x", "must end in .csv or .xlsx"),
        ("a.xlsx", b"no zip", "workbook can't be read"),
        ("a.csv", "año".encode("latin-1"), "not UTF-8"),
        ("a.csv", b'quarter,"measure\n', "unexpected end"),
    ],
)
def test_a_file_that_does_not_read(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CountsUnreadable, match=why):
        read_pages(tmp_path / name)


def test_a_file_too_large_is_not_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_book(tmp_path / "a.xlsx", {"long": [["quarter"], *[[n] for n in range(9)]]})
    monkeypatch.setattr(lines, "BOUNDS", Bounds(lines=5))
    with pytest.raises(CountsUnreadable, match="more than 5 lines"):
        read_pages(path)
    monkeypatch.setattr(lines, "BOUNDS", Bounds(unpacked=100))
    with pytest.raises(CountsUnreadable, match="unpacks"):
        read_pages(path)
    monkeypatch.setattr(lines, "MOST_BYTES", 100)
    with pytest.raises(CountsUnreadable, match="larger"):
        read_pages(path)


@settings(deadline=None)  # the first line reads the configuration
@given(
    st.dictionaries(st.sampled_from(LONG_COLUMNS), st.text(max_size=8)),
)
def test_whatever_stands_in_a_line_is_read_or_named(cells: dict[str, str]) -> None:
    place = load_place()
    filled = {name: cell.strip() for name, cell in cells.items() if cell.strip()}
    columns = dict.fromkeys(LONG_COLUMNS, "head")
    page = Page("", columns, (lines.Line("line 2", filled),), ())
    past = read_counts(long_lines([page], known_values(place)), known_values(place))
    assert past.problems or past.counts


def load_place(found: dict[str, Jurisdiction] = {}) -> Jurisdiction:  # noqa: B006
    """The same place for every example."""
    if not found:
        found["place"] = load_configuration(CONFIG).jurisdiction("saguaro-city")
    return found["place"]
