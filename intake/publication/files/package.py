"""datapackage.json: the tables of a release for programs, after the Frictionless Data Package."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from intake.publication.files.columns import FORMATS, title_of, values_of
from intake.publication.files.content import ReleaseContent
from intake.publication.files.head import period_words, said
from intake.publication.files.resource import csv_resource
from intake.publication.files.rows import rows_resource
from intake.publication.files.tables import WrittenTable

# https://spdx.org/licenses/ : where each license's text can be read.
LICENSES: Mapping[str, tuple[str, str]] = {
    "CC0-1.0": (
        "Creative Commons Zero 1.0",
        "https://creativecommons.org/publicdomain/zero/1.0/",
    ),
    "PDDL-1.0": (
        "Open Data Commons Public Domain Dedication and License 1.0",
        "https://opendatacommons.org/licenses/pddl/1-0/",
    ),
    "CC-BY-4.0": (
        "Creative Commons Attribution 4.0",
        "https://creativecommons.org/licenses/by/4.0/",
    ),
    "ODC-By-1.0": (
        "Open Data Commons Attribution License 1.0",
        "https://opendatacommons.org/licenses/by/1-0/",
    ),
}
PERIOD = r"\d{4}(Q[1-4])?"


def package(
    content: ReleaseContent, tables: Sequence[WrittenTable], files: Mapping[str, bytes]
) -> dict[str, Any]:
    """The content of datapackage.json; in the first of the release's languages.

    Args:
        files: the CSVs that it lists, by path.
    """
    place, language = content.catalogue.jurisdiction, content.languages[0]
    period = period_words(content)
    license = content.catalogue.license
    title, path = LICENSES[license]
    return {
        "profile": "tabular-data-package",
        "name": f"{place}-{content.release.name}".lower(),
        "title": said(content, "title", body=content.body, period=period).in_(language),
        "description": said(content, "description", body=content.body, period=period).in_(language),
        "version": str(content.number),
        "created": f"{content.as_of.isoformat()}T00:00:00Z",
        "licenses": [{"name": license, "title": title, "path": path}],
        "contributors": [{"title": content.body.in_(language), "role": "publisher"}],
        "resources": [
            *(_resource(content, table, files) for table in tables),
            *([rows_resource(content, content.rows, files)] if content.rows is not None else ()),
        ],
    }


def _resource(
    content: ReleaseContent, table: WrittenTable, files: Mapping[str, bytes]
) -> dict[str, Any]:
    entry, language = table.entry, content.languages[0]
    path = f"data/{entry.id}.csv"
    return csv_resource(
        entry.id,
        path,
        files[path],
        title=entry.title.in_(language),
        description=content.catalogue.measures[entry.measure].counted.in_(language),
        schema={
            "fields": [_field(content, name) for name in table.columns],
            "missingValues": [""],
            "primaryKey": ["period", *entry.dimensions],
        },
    )


def _field(content: ReleaseContent, name: str) -> dict[str, Any]:
    language = content.languages[0]
    constraints: dict[str, Any] = {"required": name != "count"}
    if name == "count":
        constraints["minimum"] = 0
    elif name == "period":
        constraints["pattern"] = PERIOD
    else:
        constraints["enum"] = [value.id for value in values_of(content, name)]
    return {
        "name": name,
        "type": FORMATS.get(name, "string"),
        "title": title_of(content, name).in_(language),
        "constraints": constraints,
    }
