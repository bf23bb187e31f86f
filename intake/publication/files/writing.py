"""A release as files by path: the same content gives the same bytes, on every machine."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from intake.numbers.catalogues import content_of
from intake.publication.files.columns import dictionary, dictionary_rows
from intake.publication.files.content import ReleaseContent
from intake.publication.files.head import head_of, words
from intake.publication.files.package import package
from intake.publication.files.row_files import rows_files
from intake.publication.files.tables import csv_of, json_of, table_json, written_tables

CATALOGUE = "catalogue.json"
HEAD = "release.json"
CHECKSUMS = "SHA256SUMS"


def release_files(content: ReleaseContent) -> dict[str, bytes]:
    """Every file of a release but the documents that are made of them, with their checksums.

    Raises:
        KeyError: a cell of a table has not been decided.
    """
    tables = written_tables(content)
    data = {f"data/{one.entry.id}.csv": csv_of((one.columns, *one.rows())) for one in tables}
    single = rows_files(content.rows) if content.rows is not None else {}
    files = {
        CATALOGUE: json_of(
            {
                "version": content.catalogue.version,
                "jurisdiction_name": words(content.body),
                **content_of(content.catalogue),
            }
        ),
        HEAD: json_of(head_of(content, tables)),
        **data,
        **{f"data/{one.entry.id}.json": table_json(one) for one in tables},
        **single,
        "datapackage.json": json_of(package(content, tables, {**data, **single})),
        "dictionary.json": json_of(dictionary(content, tables)),
        "dictionary.csv": csv_of(dictionary_rows(content, tables)),
    }
    return with_checksums(files)


def with_checksums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and the list of their SHA-256, sorted by path, as ``sha256sum`` reads it."""
    listed = {path: content for path, content in sorted(files.items()) if path != CHECKSUMS}
    lines = (f"{sha256(content).hexdigest()}  {path}\n" for path, content in listed.items())
    return {**listed, CHECKSUMS: "".join(lines).encode()}


def digest_of(files: Mapping[str, bytes]) -> bytes:
    """A release's digest: the SHA-256 of its list of checksums."""
    return sha256(files[CHECKSUMS]).digest()
