"""Every cell of a CSV stands in the spreadsheet, as its number or the word for a withheld one."""

import csv
from io import BytesIO, StringIO

import openpyxl
import pytest

from intake.publication.printed.material import read_material
from intake.publication.printed.release_documents import tables_workbook
from intake.publication.printed.words import Words
from tests.fixtures.released_files import TABLES, release


@pytest.mark.parametrize(("language", "withheld"), [("en", "withheld"), ("es", "reservado")])
def test_the_spreadsheet_says_what_the_csv_says(language: str, withheld: str) -> None:
    files = release("2026Q4")
    material = read_material(files)
    words = Words(material, language)
    book = openpyxl.load_workbook(BytesIO(tables_workbook(material, language)))
    assert len(book.worksheets) == 1 + len(TABLES)
    compared = 0
    for (id, *_rest, dimensions, _level), sheet in zip(TABLES, book.worksheets[1:], strict=True):
        found = cells(sheet, len(dimensions))
        for row in csv.DictReader(StringIO(files[f"data/{id}.csv"].decode())):
            names = [words.value(name, row[name]) for name in dimensions]
            cell = found[(words.period(row["period"]), *names)]
            if row["status"] == "withheld":
                assert cell.value == withheld
                assert "10" in cell.comment.text
            else:
                assert cell.value == int(row["count"])
            compared += 1
        assert len(found) == sum(1 for _ in files[f"data/{id}.csv"].splitlines()) - 1
    assert compared == 150


def cells(sheet, dimensions):
    head = int(sheet.print_title_rows.partition(":")[0].strip("$"))
    names = [cell.value for cell in sheet[head]]
    found = {}
    for row in sheet.iter_rows(min_row=head + 1):
        down = tuple(cell.value for cell in row[: 2 if dimensions else 1])
        for name, cell in zip(names[len(down) :], row[len(down) :], strict=True):
            found[(*down, name) if dimensions == 2 else down] = cell
    return found


def test_the_first_sheet_holds_what_has_to_be_known() -> None:
    material = read_material(release("2026Q3"))
    book = openpyxl.load_workbook(BytesIO(tables_workbook(material, "en")))
    said = "\n".join(str(cell.value) for cell in book.worksheets[0]["A"])
    for words in ("counting_rule", "protection", "limits", "citation"):
        assert material.words(words).in_("en") in said
    assert material.data_digest in said
    assert "Invented numbers" in said


def test_a_period_with_nothing_but_totals_leaves_other_cells_empty() -> None:
    files = release("2026Q3")
    files["data/cases-by-agency.csv"] += b"2026Q2,total,77,shown\n"
    book = openpyxl.load_workbook(BytesIO(tables_workbook(read_material(files), "en")))
    found = cells(book["Cases by agency"], 1)
    assert found[("second quarter of 2026", "total")].value == 77
    assert found[("second quarter of 2026", "police")].value is None
