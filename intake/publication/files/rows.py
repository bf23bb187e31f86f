"""What a release says of its table of rows: a note, a resource of the data package, its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from intake.numbers.catalogue import DimensionValue
from intake.numbers.single_rows import DIMENSIONS
from intake.protection.system.row_table import RowTable
from intake.publication.files.content import ReleaseContent
from intake.publication.files.head import said, words
from intake.publication.files.resource import csv_resource
from intake.publication.files.row_files import CSV, JSON
from intake.publication.files.texts import ROW_WORDS
from intake.rules.localtext import LocalText
from intake.rules.reports import RowField


def rows_note(content: ReleaseContent, rows: RowTable) -> LocalText:
    """What the rows are, and how many cases have none."""
    counted = {"year": rows.year, "rows": len(rows.rows), "withheld": rows.withheld, "k": rows.k}
    return said(content, "rows.note", **counted)


def rows_resource(
    content: ReleaseContent, rows: RowTable, files: Mapping[str, bytes]
) -> dict[str, Any]:
    """The rows' entry in datapackage.json."""
    language = content.languages[0]
    return csv_resource(
        "rows",
        CSV,
        files[CSV],
        title=said(content, "rows.title", year=rows.year).in_(language),
        description=rows_note(content, rows).in_(language),
        schema={
            "fields": [
                {
                    "name": field.value,
                    "type": "string",
                    "title": column_title(content, field).in_(language),
                    "constraints": {"required": True},
                }
                for field in rows.fields
            ]
        },
    )


def rows_dictionary(content: ReleaseContent, rows: RowTable) -> dict[str, Any]:
    """The rows' part of dictionary.json."""
    return {
        "path": CSV,
        "paths": [CSV, JSON],
        "title": words(said(content, "rows.title", year=rows.year)),
        "note": words(rows_note(content, rows)),
        "columns": [
            {
                "name": field.value,
                "type": "string",
                "title": words(column_title(content, field)),
                "values": [
                    {"id": value.id, "title": words(value.title)}
                    for value in column_values(content, rows, field)
                ],
            }
            for field in rows.fields
        ],
    }


def rows_dictionary_rows(content: ReleaseContent, rows: RowTable) -> Iterator[tuple[str, ...]]:
    """The same for dictionary.csv."""
    for language in content.languages:
        title = said(content, "rows.title", year=rows.year)
        yield ("table", "rows", "", language, title.in_(language))
        for field in rows.fields:
            name = f"rows.{field.value}"
            yield ("column", name, "", language, column_title(content, field).in_(language))
            for value in column_values(content, rows, field):
                yield ("value", name, value.id, language, value.title.in_(language))


def column_title(content: ReleaseContent, field: RowField) -> LocalText:
    """What a column of the rows holds."""
    dimension = DIMENSIONS.get(field)
    if dimension is None:
        return said(content, "rows.ended")
    known = content.catalogue.dimension_titles.get(dimension.value)
    return known or said(content, "rows.field", field=field.value)


def column_values(
    content: ReleaseContent, rows: RowTable, field: RowField
) -> tuple[DimensionValue, ...]:
    """The values that stand in a column; none are listed for the time."""
    if field is RowField.ENDED:
        return ()
    place = rows.fields.index(field)
    stated = dict.fromkeys(row[place] for row in rows.rows)
    known = {value.id: value for value in content.catalogue.dimensions.get(DIMENSIONS[field], ())}
    return tuple(known.get(one) or _general(content, one) for one in sorted(stated))


def _general(content: ReleaseContent, value: str) -> DimensionValue:
    if value in ROW_WORDS:
        return DimensionValue(value, said(content, f"rows.{value}"))
    return DimensionValue(value, LocalText(dict.fromkeys(content.languages, value)))
