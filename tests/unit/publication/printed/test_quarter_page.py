"""The printed page is one tagged page in each language, with what its release shows and no more."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from intake.documents.rendering import TooManyPages
from intake.numbers.catalogues import catalogue_for, content_of
from intake.publication.printed import quarter_page
from intake.publication.printed.headlines import headlines
from intake.publication.printed.material import Material, read_material
from intake.publication.printed.quarter_page import quarter_html, quarter_pdf
from intake.rules import load_configuration
from intake.settings.locations import config_dir
from tests.fixtures.released_files import release

EARLIER = [read_material(release(f"{year}Q{n}")) for year in (2024, 2025) for n in (1, 2, 3, 4)]
LATEST = read_material(release("2026Q1"))


def tagged(reader: PdfReader) -> list[dict]:
    """Every structure element of the document."""
    found, open_ = [], [reader.trailer["/Root"]["/StructTreeRoot"]]
    while open_:
        element = open_.pop()
        element = element.get_object()
        if isinstance(element, list):
            open_.extend(element)
        elif isinstance(element, dict):
            found.append(element)
            if "/K" in element:
                open_.append(element["/K"])
    return found


@pytest.mark.parametrize(
    ("language", "title", "sentence"),
    [
        ("en", "Complaints in the first quarter of 2026", "complaints were received."),
        ("es", "Quejas en el primer trimestre de 2026", "Se recibieron"),
    ],
)
def test_one_tagged_page(language: str, title: str, sentence: str) -> None:
    reader = PdfReader(BytesIO(quarter_pdf(LATEST, language, earlier=EARLIER)))
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert box.width <= 595.3  # A4's width
    assert box.height <= 792  # Letter's height
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert reader.metadata.title.startswith(title)
    kinds = {element.get("/S") for element in tagged(reader)}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    [figure] = [element for element in tagged(reader) if element.get("/S") == "/Figure"]
    assert figure["/Alt"].count(":") == 1 + 9
    text = " ".join(reader.pages[0].extract_text().split())
    assert title in text
    assert sentence in text
    assert LATEST.data_digest in text.replace(" ", "")


def test_it_says_what_the_release_shows() -> None:
    said = headlines(LATEST, "en", before=EARLIER[-1])
    now, then = (one.count("complaints_received", one.period) for one in (LATEST, EARLIER[-1]))
    assert said[0] == f"{now} complaints were received. In the quarter before, there were {then}."
    kept = LATEST.count("clocks_ended", "2026Q1", timing="in_time")
    ended = LATEST.count("clocks_ended", "2026Q1")
    assert f"{kept} of {ended} deadlines were met." in said
    assert said[-1].endswith("numbers of this release are withheld.")


def test_a_withheld_total_is_said_to_be_withheld_and_nothing_else() -> None:
    files = release("2026Q1")
    for table in ("channels", "ended-by-agency"):
        path = f"data/{table}.csv"
        files[path] = re.sub(rb"(?m)(,total),\d+,shown$", rb"\1,,withheld", files[path])
    said = headlines(read_material(files), "en", before=None)
    assert "The number of complaints received is withheld." in said
    assert "The number of cases that ended is withheld." in said


def test_rounded_numbers_are_said_to_be_rounded() -> None:
    rounded = read_material(release("2026Q1", method="R"))
    said = headlines(rounded, "es", before=None)
    assert said[-1] == "Cada número está redondeado: el verdadero difiere en 4 como máximo."
    assert "Qué se reserva" not in quarter_html(rounded, "es")


def test_a_real_body_is_not_marked_as_invented() -> None:
    real = read_material(release("2026Q1", invented=False))
    assert "Invented" not in quarter_html(real, "en")
    assert "Invented" in quarter_html(LATEST, "en")


def test_words_of_a_release_cannot_become_markup() -> None:
    files = release("2026Q1")
    files["release.json"] = files["release.json"].replace(
        b"The office moved", b"<script>x</script>"
    )
    html = quarter_html(read_material(files), "en")
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_first_release_has_no_chart_of_one_column() -> None:
    assert "<img" not in quarter_html(LATEST, "en")
    later: Material = EARLIER[3]
    assert quarter_html(later, "en", earlier=[*EARLIER, LATEST]) == quarter_html(
        later, "en", earlier=EARLIER[:3]
    )


def test_words_too_long_for_one_page_get_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def render(*versions, day, most_pages=None):
        asked.append((len(versions), most_pages))
        if most_pages:
            raise TooManyPages
        return b"%PDF-"

    monkeypatch.setattr(quarter_page, "render_pdf", render)
    assert quarter_pdf(LATEST, "en") == b"%PDF-"
    assert asked == [(4, 1), (1, None)]


@pytest.mark.parametrize(
    "slug",
    [
        "marisol-county",
        pytest.param("saguaro-city", marks=pytest.mark.prove),
        pytest.param("state-of-ocotillo", marks=pytest.mark.prove),
    ],
)
def test_the_page_of_every_shipped_catalogue_is_one_page(slug: str) -> None:
    jurisdiction = load_configuration(config_dir()).jurisdictions[slug]
    catalogue = content_of(catalogue_for(jurisdiction))
    releases = [
        read_material(release(f"2026Q{number}", catalogue=catalogue, most=3)) for number in (3, 4)
    ]
    html = quarter_html(releases[1], "es", earlier=releases[:1])
    assert html.count("<table>") == 4
    content = quarter_pdf(releases[1], "es", earlier=releases[:1])
    assert len(PdfReader(BytesIO(content)).pages) == 1
