"""The documents that go out with a release, made of its own files before the checksums are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from intake.documents.rendering import LibrariesMissing
from intake.documents.workbook import write_workbook
from intake.publication.printed.material import Material, read_material
from intake.publication.printed.quarter_page import quarter_pdf
from intake.publication.printed.sheets import notes_sheet, table_sheet
from intake.publication.printed.words import Words

Files = Mapping[str, bytes]


def documents_for(
    files: Files,
    languages: Sequence[str],
    *,
    earlier: Sequence[Files] = (),
    pdf: Callable[..., bytes] = quarter_pdf,
) -> dict[str, bytes]:
    """The printed page of the quarter and the spreadsheet of all tables, in each language.

    Args:
        files: the release's files by path; its list of checksums is not needed yet.
        languages: tags of the languages, English among them or not.
        earlier: the files of earlier releases, for the chart over the quarters.
        pdf: lays out the page; another one in tests.

    Returns:
        ``documents/quarter-<language>.pdf`` and ``documents/tables-<language>.xlsx`` by path; the
        same bytes for the same files on the same machine. Where this machine lacks the libraries
        that lay out text there are spreadsheets only.

    Raises:
        NotARelease: a file is missing or does not read.
        RenderingFailed: a page could not be laid out.
    """
    material, known = read_material(files), [read_material(one) for one in earlier]
    made: dict[str, bytes] = {}
    for language in languages:
        made[f"documents/tables-{language}.xlsx"] = tables_workbook(material, language)
        try:
            page = pdf(material, language, earlier=known)
        except LibrariesMissing:
            continue
        made[f"documents/quarter-{language}.pdf"] = page
    return made


def tables_workbook(material: Material, language: str) -> bytes:
    """A spreadsheet with a sheet of notes and one sheet a table."""
    words = Words(material, language)
    sheets = [notes_sheet(words), *(table_sheet(table, words) for table in material.tables)]
    return write_workbook(
        sheets,
        title=f"{material.place(language)}: {words.period(material.period)}",
        language=language,
        author=material.place(language),
        day=material.as_of,
    )
