"""A law's report says what it is made of, what it lacks, and what has to be filled in by hand."""

from io import BytesIO

import openpyxl
import pytest
from pypdf import PdfReader

from intake.publication.laws.documents import law_html, law_pdf, law_workbook
from intake.publication.laws.laws import load_laws
from intake.publication.laws.report import NothingReleased, WrongPeriod, fill
from intake.publication.printed.material import read_material
from intake.settings.locations import config_dir
from tests.fixtures.released_files import release

LAWS = load_laws(config_dir())
YEAR = [read_material(release(f"2026Q{number}")) for number in (1, 2, 3, 4)]
ILLINOIS, CHICAGO = LAWS["illinois-trust-act"], LAWS["chicago-welcoming-city"]


@pytest.mark.parametrize("law", LAWS.values(), ids=list(LAWS))
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_law_says_its_citation_its_points_and_the_digests(law, language) -> None:
    report = fill(law, "2026Q3" if law.period == "quarter" else "2026", YEAR)
    html = law_html(report, language)
    assert law.citation in html
    assert html.count('class="line"') == 2 + sum(len(point.blanks) for point in law.points)
    for one in report.releases:
        assert one.digest in html
    assert ("Check it against the text" in html) == (language == "en")
    assert ("Compárelo con el texto" in html) == (language == "es")


def test_the_pdf_is_tagged_and_in_its_language() -> None:
    reader = PdfReader(BytesIO(law_pdf(fill(ILLINOIS, "2026", YEAR), "es")))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "es"
    assert reader.metadata.title.startswith("Ley TRUST de Illinois")
    text = " ".join(page.extract_text() for page in reader.pages)
    for words in ("5 ILCS 805/25", "Entrega", "reservado", "Números inventados"):
        assert words in text


def test_the_spreadsheet_has_shaded_cells_to_fill_in_and_a_sheet_a_table() -> None:
    report = fill(ILLINOIS, "2026", YEAR)
    book = openpyxl.load_workbook(BytesIO(law_workbook(report, "en")))
    blanks = sum(len(point.blanks) for point in ILLINOIS.points)
    empty = [row for row in book["To fill in"].iter_rows(min_row=4) if row[2].value is None]
    assert len(empty) == blanks
    tables = [table for filled in report.points for table in filled.tables]
    assert len(book.worksheets) == 2 + len(tables)
    periods = {cell.value for cell in book.worksheets[2]["A"]}
    assert {"first quarter of 2026", "2026"} <= periods
    notes = "\n".join(str(cell.value) for cell in book.worksheets[0]["A"])
    assert all(one.digest in notes for one in YEAR)


def test_quarters_without_a_release_are_named() -> None:
    report = fill(ILLINOIS, "2026", YEAR[:2])
    assert report.missing == ("2026Q3", "2026Q4")
    assert "No release of the fourth quarter of 2026." in law_html(report, "en")
    with pytest.raises(NothingReleased):
        fill(ILLINOIS, "2025", YEAR)


@pytest.mark.parametrize(
    ("law", "period"),
    [(ILLINOIS, "2026Q3"), (ILLINOIS, "26"), (ILLINOIS, "year"), (CHICAGO, "2026"),
     (CHICAGO, "2026Q5"), (CHICAGO, "2026Q")],
)  # fmt: skip
def test_a_period_of_the_wrong_length_is_refused(law, period: str) -> None:
    with pytest.raises(WrongPeriod, match=law.id):
        fill(law, period, YEAR)


def test_a_table_that_is_not_published_is_said_to_be_lacking() -> None:
    report = fill(LAWS["new-york-city-jail"], "2026", YEAR)
    assert [filled.lacking for filled in report.points] == [False, True]
    assert "does not publish a table" in law_html(report, "en")
