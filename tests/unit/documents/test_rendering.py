"""A PDF comes out of a process of its own: tagged, the same again, bounded, and without a fetch."""

import subprocess
import sys
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from intake.documents import libraries, rendering
from intake.documents.__main__ import LIBRARIES_MISSING
from intake.documents.rendering import (
    LibrariesMissing,
    RenderingFailed,
    RenderingTooLong,
    TooManyPages,
    render_pdf,
)

DAY = date(2026, 10, 15)
PAGE = (
    "<!doctype html><html lang=es><head><title>Título</title>"
    "<meta name=dcterms.modified content=2026-10-15></head><body><h1>Año</h1>{body}</body></html>"
)


def page(body: str) -> str:
    return PAGE.format(body=body)


def test_it_is_tagged_titled_and_the_same_again() -> None:
    html = page("<table><tr><th scope=col>uno</th></tr><tr><td>1</td></tr></table>")
    content = render_pdf(html, day=DAY)
    assert content == render_pdf(html, day=DAY)
    reader = PdfReader(BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "es"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Título"
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert "Año" in reader.pages[0].extract_text()


def test_nothing_is_fetched(tmp_path) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='99' height='20'>"
        "<text y='15'>SECRET</text></svg>"
    )
    drawn = (
        "<img alt=x src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' {}</svg>\">"
    )
    inline = drawn.format("width='99' height='20'><text y='15'>INLINE</text>")
    content = render_pdf(page(f"<img alt=x src='{secret.as_uri()}'>{inline}"), day=DAY)
    text = PdfReader(BytesIO(content)).pages[0].extract_text()
    assert "INLINE" in text
    assert "SECRET" not in text


LINE = "<p style='margin:0;height:4rem;font-size:1rem'>word</p>"


def test_letters_shrink_until_it_fits_and_no_further() -> None:
    fitting = render_pdf(page(LINE * 20), day=DAY, most_pages=1)
    assert len(PdfReader(BytesIO(fitting)).pages) == 1
    assert len(PdfReader(BytesIO(render_pdf(page(LINE * 20), day=DAY))).pages) > 1
    with pytest.raises(TooManyPages):
        render_pdf(page(LINE * 60), day=DAY, most_pages=1)


def test_a_shorter_version_goes_before_letters_that_are_too_small() -> None:
    long, short = page(f"LONG{LINE * 21}"), page(f"SHORT{LINE}")
    for versions, word in (((long, short), "SHORT"), ((long,), "LONG")):
        content = render_pdf(*versions, day=DAY, most_pages=1)
        assert word in PdfReader(BytesIO(content)).pages[0].extract_text()


def test_it_is_stopped_when_it_takes_too_long() -> None:
    with pytest.raises(RenderingTooLong):
        render_pdf(page(""), day=DAY, seconds=0.01)


def test_a_process_that_dies_is_a_failure_that_says_how(monkeypatch: pytest.MonkeyPatch) -> None:
    def died(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], -9, b"%PDF-1.7", b"MemoryError")

    monkeypatch.setattr(rendering.subprocess, "run", died)
    with pytest.raises(RenderingFailed, match="exit code -9: MemoryError"):
        render_pdf(page(""), day=DAY)


def test_missing_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def left(*_: object, **__: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess([], LIBRARIES_MISSING, b"", b"")

    assert libraries.missing_libraries() == ()
    monkeypatch.setitem(libraries.LIBRARIES, "libnowhere0", ("libnowhere.so.0",))
    assert libraries.missing_libraries() == ("libnowhere0",)
    monkeypatch.setattr(rendering.subprocess, "run", left)
    with pytest.raises(LibrariesMissing, match=r"apt-get install .*libnowhere0"):
        render_pdf(page(""), day=DAY)


def test_the_process_bounds_itself() -> None:
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import resource; from intake.documents.__main__ import limit; limit();"
            "print(*(resource.getrlimit(kind)[0] for kind in"
            " (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_CORE)))",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == [str(2**30), "60", "0"]
