"""A spreadsheet holds words and numbers, never a formula, and is the same for the same input."""

import zipfile
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from intake.documents import workbook
from intake.documents.workbook import Blank, Noted, Sheet, sheet_names, write_workbook

DAY = date(2026, 10, 15)
SHEETS = [
    Sheet(
        "Rules / dispositions",
        ["Title", "=cmd()"],
        ["=1+1", "count"],
        [["+33", 1200], ["-x", Noted("withheld", "why")], ["@x", Blank()], ["ok", None]],
    ),
    Sheet("notes", ["one", "two"]),
]


def book(sheets: list[Sheet] = SHEETS) -> bytes:
    return write_workbook(sheets, title="T", language="es", author="A", day=DAY)


def test_no_cell_is_a_formula_whatever_it_begins_with() -> None:
    read = openpyxl.load_workbook(BytesIO(book()))
    cells = [cell for sheet in read for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    dangerous = [cell for cell in cells if str(cell.value)[:1] in "=+-@"]
    assert len(dangerous) == 5
    assert all(cell.quotePrefix for cell in dangerous)


def test_a_withheld_cell_is_a_word_with_a_note_and_a_number_is_a_number() -> None:
    sheet = openpyxl.load_workbook(BytesIO(book())).worksheets[0]
    assert [cell.value for cell in sheet[4]] == ["=1+1", "count"]
    assert sheet["B5"].value == 1200
    assert sheet["B6"].value == "withheld"
    assert sheet["B6"].comment.text == "why"
    assert sheet["B7"].value is None
    assert sheet["B7"].fill.fgColor.rgb == workbook.BLANK_FILL.fgColor.rgb
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"
    assert sheet.column_dimensions["A"].width >= len("=1+1")


def test_no_clock_shows_in_the_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    first = book()
    monkeypatch.setattr("time.localtime", lambda *_: (1999, 1, 1, 0, 0, 0, 0, 1, 0))
    assert book() == first
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 10, 15, 0, 0, 0)}
        assert b"2026-10-15T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")


def test_names_of_sheets_are_short_allowed_and_all_different() -> None:
    long = "Allegations decided by rule and disposition"
    names = sheet_names([long, long.upper(), "a/b:c", "'", ""])
    assert names == (
        "Allegations decided by rule and",
        "ALLEGATIONS DECIDED BY RULE (2)",
        "a b c",
        "-",
        "- (2)",
    )
    assert all(len(name) <= 31 for name in names)
