"""What goes out with a release: a page and a spreadsheet a language, made of its files alone."""

import pytest

from intake.documents.rendering import LibrariesMissing, RenderingFailed
from intake.publication.printed.release_documents import documents_for
from tests.fixtures.released_files import release

FILES = release("2026Q3")


def page(material, language, *, earlier):
    return f"{material.period} {language} {[one.period for one in earlier]}".encode()


def test_each_language_gets_both() -> None:
    made = documents_for(FILES, ["en", "es"], earlier=[release("2026Q2")], pdf=page)
    assert set(made) == {
        "documents/quarter-en.pdf",
        "documents/quarter-es.pdf",
        "documents/tables-en.xlsx",
        "documents/tables-es.xlsx",
    }
    assert made["documents/quarter-es.pdf"] == b"2026Q3 es ['2026Q2']"
    assert made == documents_for(FILES, ["en", "es"], earlier=[release("2026Q2")], pdf=page)


def test_the_list_of_checksums_changes_nothing() -> None:
    without = {path: content for path, content in FILES.items() if path != "SHA256SUMS"}
    assert documents_for(without, ["en"], pdf=page) == documents_for(FILES, ["en"], pdf=page)


def test_without_the_libraries_there_are_spreadsheets() -> None:
    def missing(*_, **__):
        raise LibrariesMissing("libpango-1.0-0")

    assert set(documents_for(FILES, ["en"], pdf=missing)) == {"documents/tables-en.xlsx"}


def test_any_other_failure_stops_it() -> None:
    def failing(*_, **__):
        raise RenderingFailed("exit code 1")

    with pytest.raises(RenderingFailed):
        documents_for(FILES, ["en"], pdf=failing)
